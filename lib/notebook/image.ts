import { inspect } from "../series/inspect.js";
import { displaySymbol } from "./display-symbol.js";
import type { MimeBundle } from "./mime-bundle.js";

/** A picture that a notebook shows. */
export interface Image {
  readonly mime: string;
  readonly bytes: Uint8Array;
  [inspect](): string;
  [displaySymbol](): MimeBundle;
}

/** How the files of each kind begin. */
const kinds: readonly (readonly [mime: string, start: string])[] = [
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", "\xff\xd8\xff"],
  ["image/gif", "GIF8"],
];

/**
 * A picture from the bytes of a PNG, JPEG or GIF file: `image(readFileSync("plot.png"))`.
 * @param alt what it shows, in words. Default: its kind and size in bytes
 * @throws {TypeError} if the bytes are of none of these kinds
 */
export function image(bytes: Uint8Array, { alt }: { readonly alt?: string } = {}): Image {
  const start = bytes instanceof Uint8Array ? Buffer.from(bytes.subarray(0, 8)).toString("latin1") : "";
  const mime = kinds.find(([, magic]) => start.startsWith(magic))?.[0];
  if (mime === undefined) throw new TypeError("image: these are not the bytes of a PNG, JPEG or GIF file");
  const text =
    alt ?? `${mime.slice("image/".length).toUpperCase()} image, ${bytes.length.toLocaleString("en-US")} bytes`;
  return {
    mime,
    bytes,
    [inspect]: () => text,
    [displaySymbol]: () => ({ [mime]: Buffer.from(bytes).toString("base64"), "text/plain": text }),
  };
}
