import { isUtf8 } from "node:buffer";

/** Most bytes of a text in UTF-16 that is rewritten at once: longer ones may have no string. */
const mostWideBytes = 2 ** 28;
const newline = 10;

/** The encoding that a byte-order mark names, if it is one of UTF-16. */
export function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/**
 * A text in UTF-8: as it is, or rewritten where a byte-order mark says UTF-16.
 * @param owner function that messages name
 * @throws {RangeError} naming the first line that is no UTF-8, which would be read as other letters, or if UTF-16 is cut or
 *   too long
 */
export function textBytes(bytes: Uint8Array, name: string, owner: string): Uint8Array {
  const wide = wideEncoding(bytes);
  if (wide === undefined) {
    if (isUtf8(bytes)) return bytes;
    const line = firstForeignLine(bytes);
    throw new RangeError(
      `${owner}: ${name} line ${line} has bytes that are no UTF-8, as of an older code page; save the file as UTF-8`,
    );
  }
  if (bytes.length > mostWideBytes) {
    throw new RangeError(`${owner}: ${name} has ${bytes.length} bytes of UTF-16; save it as UTF-8`);
  }
  try {
    return new TextEncoder().encode(new TextDecoder(wide, { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RangeError(`${owner}: ${name} says that it is UTF-16 and is not; save it as UTF-8`, { cause });
  }
}

/** No letter of UTF-8 has the byte of a new line in it, so that each line is a text by itself. */
function firstForeignLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(newline, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}
