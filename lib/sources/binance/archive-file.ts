import { createHash } from "node:crypto";
import type { SourceFile } from "../dataset.js";
import type { ArchiveStore } from "./archive-store.js";
import { unzip } from "./unzip.js";

/** One file of an archive, unpacked. */
export interface ArchiveFile extends SourceFile {
  readonly bytes: Uint8Array;
  /** False where no checksum lies beside it. */
  readonly verified: boolean;
}

/**
 * A zipped file at a path below `data/`, compared with the SHA-256 in the `.CHECKSUM` beside it and unpacked; undefined
 * if there is no such file.
 * @throws {RangeError} if the bytes have another hash, the checksum cannot be read, or the archive is damaged
 */
export async function archiveFile(store: ArchiveStore, path: string): Promise<ArchiveFile | undefined> {
  const packed = await store.bytes(path);
  if (packed === undefined) return undefined;
  const name = `data/${path}`;
  const sha256 = createHash("sha256").update(packed).digest("hex");
  const checksum = await store.bytes(`${path}.CHECKSUM`);
  if (checksum !== undefined) compare(name, sha256, new TextDecoder().decode(checksum));
  return { name, sha256, verified: checksum !== undefined, bytes: unzip(packed, name) };
}

function compare(name: string, actual: string, checksum: string): void {
  const expected = /^\\?([0-9a-f]{64})\b/i.exec(checksum.trim())?.[1]?.toLowerCase();
  if (expected === undefined) {
    throw new RangeError(`archiveFile: ${name}.CHECKSUM does not begin with a SHA-256; fetch it again`);
  }
  if (expected !== actual) {
    throw new RangeError(
      `archiveFile: ${name} has SHA-256 ${actual} but its checksum says ${expected}; fetch both again`,
    );
  }
}
