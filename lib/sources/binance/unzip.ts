import { crc32, inflateRawSync } from "node:zlib";

const entrySignature = 0x04034b50;
const directorySignature = 0x02014b50;
const endSignature = 0x06054b50;
/** Most bytes that are unpacked, far above those of the largest month of the archive: a few kilobytes can say any length. */
const mostBytes = 512 * 2 ** 20;

/**
 * The bytes of the one file in a zip archive, its length and CRC-32 checked.
 * @param name what messages call the archive
 * @throws {RangeError} if the archive is cut short or damaged, holds none or several files or one of more than 512 MiB, or
 *   uses something other than stored or deflated data
 */
export function unzip(archive: Uint8Array, name: string): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endRecord(view);
  if (end < 0) throw damaged(name, "it has no end record, as if it were cut short");
  const entries = view.getUint16(end + 10, true);
  if (entries !== 1) throw new RangeError(`unzip: ${name} holds ${entries} files; give an archive of one`);

  try {
    const directory = view.getUint32(end + 16, true);
    if (view.getUint32(directory, true) !== directorySignature)
      throw damaged(name, "its directory is not where it says");
    const method = view.getUint16(directory + 10, true);
    const expectedCrc = view.getUint32(directory + 16, true);
    const packedLength = view.getUint32(directory + 20, true);
    const length = view.getUint32(directory + 24, true);
    if (length > mostBytes) {
      throw new RangeError(
        `unzip: ${name} says its file has ${length} bytes; at most ${mostBytes} are unpacked; give an archive of a day or a month`,
      );
    }
    const entry = view.getUint32(directory + 42, true);
    if (view.getUint32(entry, true) !== entrySignature) throw damaged(name, "its file is not where it says");
    const start = entry + 30 + view.getUint16(entry + 26, true) + view.getUint16(entry + 28, true);
    const packed = archive.subarray(start, start + packedLength);
    if (packed.length !== packedLength) throw damaged(name, "its file is cut short");
    if (method !== 0 && method !== 8) {
      throw new RangeError(
        `unzip: ${name} uses compression method ${method}; only stored (0) and deflated (8) are read`,
      );
    }
    const bytes = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
    if (bytes.length !== length) throw damaged(name, `its file has ${bytes.length} bytes where it says ${length}`);
    if (crc32(bytes) !== expectedCrc) throw damaged(name, "the CRC-32 of its file is not the one it says");
    return bytes;
  } catch (cause) {
    if (cause instanceof RangeError && cause.message.startsWith("unzip:")) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw damaged(name, code === "ERR_BUFFER_TOO_LARGE" ? "its file has more bytes than it says" : message);
  }
}

/** The name of the first file in a zip archive, empty if it has none. */
export function entryName(archive: Uint8Array): string {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (view.byteLength < 30 || view.getUint32(0, true) !== entrySignature) return "";
  return new TextDecoder().decode(archive.subarray(30, 30 + view.getUint16(26, true)));
}

function damaged(name: string, what: string): RangeError {
  return new RangeError(`unzip: ${name} is damaged: ${what}; fetch it again`);
}

/** Offset of the record at the archive's end, which a comment of up to 65,535 bytes may follow; -1 if there is none. */
function endRecord(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let offset = view.byteLength - 22; offset >= earliest; offset--) {
    if (view.getUint32(offset, true) === endSignature) return offset;
  }
  return -1;
}
