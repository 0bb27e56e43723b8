import { inspect } from "node:util";
import type { MimeBundle } from "./mime-bundle.js";

/**
 * What a display method gave.
 * @throws {TypeError} if it is no bundle, such as a promise
 */
export function checkedBundle(shown: unknown): MimeBundle {
  const isObject = (typeof shown === "object" || typeof shown === "function") && shown !== null;
  if (!isObject || Array.isArray(shown) || typeof (shown as { readonly then?: unknown }).then === "function") {
    throw new TypeError(
      `mimeBundle: a Jupyter.display method gave ${inspect(shown, { depth: 0 })}; it must return an object by MIME type`,
    );
  }
  return shown as MimeBundle;
}
