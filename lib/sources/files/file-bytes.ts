import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { SourceFile } from "../dataset.js";

/** Most bytes of one file that are held in memory, packed or not: 1 GiB. */
export const mostBytes: number = 2 ** 30;

const known = 12;

/**
 * Checks that a path is a file or folder.
 * @returns whether it is a folder
 * @throws {RangeError} naming the path as it was given and what its folder holds, if it is not there or cannot be opened;
 *   and for what is neither, such as a pipe, which may never end
 */
export async function isFolder(path: string, owner: string): Promise<boolean> {
  const found = await stat(path).catch(async (cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" || code === "ENOTDIR" ? "no file or folder" : `${code ?? "an error"} at`;
    throw new RangeError(`${owner}: ${why} ${JSON.stringify(path)}; ${await neighbours(path)}`, { cause });
  });
  if (found.isFile() || found.isDirectory()) return found.isDirectory();
  throw new RangeError(`${owner}: ${JSON.stringify(path)} is a pipe or device; write it to a file and give that`);
}

/** The first bytes of a file, as many as it has. */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * All bytes of a file and its name and hash; one that is gzipped, whatever its name, is unpacked after hashing.
 * @throws {RangeError} if it is not there, is larger than `limit`, packed or unpacked, or cannot be unpacked
 */
export async function fileBytes(
  path: string,
  owner: string,
  limit: number = mostBytes,
): Promise<{ readonly bytes: Uint8Array; readonly file: SourceFile }> {
  const name = basename(path);
  if (await isFolder(path, owner)) throw new RangeError(`${owner}: ${JSON.stringify(path)} is a folder; give a file`);
  const { size } = await stat(path);
  if (size > limit) throw tooLarge(owner, `${name} has ${size} bytes, more`, limit);
  const packed = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new RangeError(`${owner}: ${JSON.stringify(path)} cannot be read (${cause.code})`, { cause });
  });
  const file = { name, sha256: createHash("sha256").update(packed).digest("hex") };
  return { bytes: await unpacked(packed, name, owner, limit), file };
}

/** Name and hash of a file that is not held in memory. */
export async function hashedFile(path: string): Promise<SourceFile> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part as Uint8Array);
  return { name: basename(path), sha256: hash.digest("hex") };
}

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unpacked(bytes: Uint8Array, name: string, owner: string, limit: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: limit });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(owner, `${name} unpacks to more`, limit, cause);
    throw new RangeError(`${owner}: ${name} cannot be unpacked (${message}); fetch it again`, { cause });
  }
}

function tooLarge(owner: string, what: string, limit: number, cause?: unknown): RangeError {
  return new RangeError(
    `${owner}: ${what} than the ${limit} bytes that are held in memory; cut it into parts, or write it as Parquet`,
    { cause },
  );
}

async function neighbours(path: string): Promise<string> {
  const folder = dirname(path);
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
    if (names.length === 0) return `its folder ${JSON.stringify(folder)} is empty`;
    const more = names.length > known ? `, … (${names.length} in all)` : "";
    return `in its folder: ${names.slice(0, known).join(", ")}${more}`;
  } catch {
    return `its folder ${JSON.stringify(folder)} is not there either`;
  }
}
