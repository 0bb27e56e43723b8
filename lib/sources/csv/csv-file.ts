import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import type { SourceFile } from "../dataset.js";
import { type CsvData, type CsvOptions, readCsv } from "./csv.js";

/** What a CSV file holds, with its name and hash. */
export interface CsvFile extends CsvData {
  readonly file: SourceFile;
}

/**
 * `readCsv` of a file; one that is gzipped, whatever its name, is unpacked first. Messages call it by its base name.
 * @throws {RangeError} as `readCsv` does, and if the file cannot be unpacked
 * @throws {Error} if the file cannot be opened
 */
export async function readCsvFile(path: string, options: CsvOptions): Promise<CsvFile> {
  const bytes = await readFile(path);
  const name = basename(path);
  const file = { name, sha256: createHash("sha256").update(bytes).digest("hex") };
  return { ...readCsv(unpacked(bytes, name), { name, ...options }), file };
}

function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new RangeError(`readCsvFile: ${name} cannot be unpacked (${(cause as Error).message}); fetch it again`, {
      cause,
    });
  }
}
