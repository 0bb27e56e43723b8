import { displaySymbol } from "../../notebook/display-symbol.js";
import { type MimeBundle, mimeBundle } from "../../notebook/mime-bundle.js";

/**
 * How a cell shows its value: as `show` would, and nothing for undefined. A `Symbol.for("Jupyter.display")` method may
 * give a promise here, because the cell can wait for it.
 */
export async function valueBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined) return undefined;
  const method = (value as Readonly<Record<symbol, unknown>> | null)?.[displaySymbol];
  if (typeof method !== "function") return mimeBundle(value);
  const shown: unknown = await method.call(value);
  return mimeBundle({ [displaySymbol]: () => shown });
}
