import { createHash } from "node:crypto";

/** A file of the archive as it is kept there: zipped, and compared with the checksum beside it. */
export interface PackedFile {
  /** Of the zip. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the zip in lower-case hex. */
  readonly sha256: string;
  /** Text of the `.CHECKSUM` beside it; undefined where there is none. */
  readonly checksum: string | undefined;
  /** True if an earlier copy that was kept had other bytes. */
  readonly isRevised?: boolean;
}

/**
 * A zip with its hash, which is that of its checksum.
 * @param name what messages call the file
 * @throws {RangeError} if the bytes are no zip, the checksum is none or of another file, or the hash is another one
 */
export function packedFile(name: string, bytes: Uint8Array, checksum: string | undefined): PackedFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (looksLikeText(bytes)) {
    throw new RangeError(
      `packedFile: ${name} is no zip but begins "${startOf(bytes)}"; is a proxy or a block page in between?`,
    );
  }
  const expected = checksum === undefined ? undefined : checksumHash(name, checksum);
  if (expected !== undefined && expected !== sha256) {
    throw new RangeError(
      `packedFile: ${name} has SHA-256 ${sha256} but its checksum says ${expected}; fetch both again`,
    );
  }
  return { bytes, sha256, checksum };
}

/**
 * The hash that a `.CHECKSUM` says, in lower-case hex.
 * @param name of the file that it is of
 * @throws {RangeError} if it does not begin with one, or goes on with the name of another file
 */
export function checksumHash(name: string, checksum: string): string {
  const [, hash, of] = /^\\?([0-9a-f]{64})\b(?:[ \t]+\*?([^\r\n]+))?/i.exec(checksum.trim()) ?? [];
  if (hash === undefined) {
    throw new RangeError(`packedFile: ${name}.CHECKSUM does not begin with a SHA-256; fetch it again`);
  }
  const [own, other] = [baseName(name), baseName(of?.trim() ?? name)];
  if (own === other) return hash.toLowerCase();
  throw new RangeError(`packedFile: ${name}.CHECKSUM is of ${other.slice(0, 100)}; fetch both again`);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A page or a message in place of a zip, which begins with PK; a zip that is damaged is for `unzip` to tell. */
function looksLikeText(bytes: Uint8Array): boolean {
  return /^\s*[<{]/.test(startOf(bytes));
}

function startOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 60)).replace(/\s+/g, " ");
}
