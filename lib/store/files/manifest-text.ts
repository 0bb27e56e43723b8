import { createHash } from "node:crypto";
import type { Manifest } from "../store-types.js";

/** Version of the layout that this library reads and writes. */
export const storeFormat = 1;

const noHash = "0".repeat(64);
const start = '{"sha256":"';

/**
 * A manifest as the text of its file: JSON, one line for each file and fetch. Its first field is the SHA-256 of the text
 * with 64 zeros in the hash's place.
 */
export function manifestText({ files, fetches, replaced, ...rest }: Manifest): string {
  const head = JSON.stringify({ sha256: noHash, ...rest }).slice(0, -1);
  const text = `${head},\n"files":${lines(files)},\n"fetches":${lines(fetches)},\n"replaced":${lines(replaced)}}\n`;
  return text.replace(noHash, hashOf(text));
}

/**
 * A manifest from the text of its file.
 * @param where path of the file, for messages
 * @throws {RangeError} if a newer library wrote it
 * @throws {Error} if its content is not what was written
 */
export function parsedManifest(text: string, where: string): Manifest {
  const format = /"format":(\d+)/.exec(text.slice(0, 200))?.[1];
  if (format !== undefined && Number(format) > storeFormat) {
    throw new RangeError(
      `readManifest: ${where} is of format ${format}, written by a newer version of this library, which reads format ${storeFormat}; update open-interest`,
    );
  }
  const told = text.slice(start.length, start.length + 64);
  if (!text.startsWith(start) || hashOf(text.replace(told, noHash)) !== told) {
    throw new Error(
      `readManifest: ${where} is damaged: its content does not have the hash it tells; run checkStore with repair to go back to the last good one`,
    );
  }
  const { sha256: _, ...manifest } = JSON.parse(text) as Manifest & { readonly sha256: string };
  return manifest;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function lines(items: readonly object[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
}
