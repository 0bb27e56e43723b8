import type { SourceFile } from "../dataset.js";
import type { ArchiveStore } from "./archive-store.js";
import { unzip } from "./unzip.js";

/** One file of an archive, unpacked. */
export interface ArchiveFile extends SourceFile {
  readonly bytes: Uint8Array;
  /** Length of the zip. */
  readonly packedBytes: number;
  /** False where no checksum lies beside it. */
  readonly verified: boolean;
  /** True if it was kept before with other bytes. */
  readonly isRevised: boolean;
}

/**
 * A zipped file at a path below `data/`, compared with the SHA-256 in the `.CHECKSUM` beside it and unpacked; undefined
 * if there is no such file.
 * @throws {RangeError} if the bytes have another hash, the checksum cannot be read, or the archive is damaged
 */
export async function archiveFile(store: ArchiveStore, path: string): Promise<ArchiveFile | undefined> {
  const packed = await store.file(path);
  if (packed === undefined) return undefined;
  const name = `data/${path}`;
  const { bytes, sha256, checksum, isRevised = false } = packed;
  return {
    name,
    sha256,
    packedBytes: bytes.length,
    verified: checksum !== undefined,
    isRevised,
    bytes: unzip(bytes, name),
  };
}
