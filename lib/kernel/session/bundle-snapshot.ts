import type { MimeBundle } from "../../notebook/mime-bundle.js";

/**
 * A bundle as it is now, in values that JSON can hold: what changes the objects later does not change the output.
 * Typed arrays become arrays, NaN and infinities null, bytes of an image base64.
 * @throws {TypeError} naming the MIME type, if a value cannot be written as JSON
 */
export function bundleSnapshot(bundle: MimeBundle): MimeBundle {
  return Object.fromEntries(Object.entries(bundle).map(([mime, value]) => [mime, snapshot(mime, value)]));
}

function snapshot(mime: string, value: unknown): unknown {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array && mime.startsWith("image/")) return Buffer.from(value).toString("base64");
  if (!mime.endsWith("json")) return Array.isArray(value) ? value.join("") : String(value);
  try {
    return JSON.parse(JSON.stringify(value, plainArrays) ?? "null");
  } catch (cause) {
    throw new TypeError(`display: what is given as ${mime} cannot be written as JSON; ${(cause as Error).message}`, {
      cause,
    });
  }
}

function plainArrays(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : value;
}
