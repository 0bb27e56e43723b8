import { displayMethod } from "../../notebook/display-method.js";
import { displaySymbol } from "../../notebook/display-symbol.js";
import { type MimeBundle, mimeBundle } from "../../notebook/mime-bundle.js";

/**
 * How a cell shows its value: as `show` would, and nothing for undefined or an empty bundle. A `Symbol.for("Jupyter.display")` method may
 * give a promise here, because the cell can wait for it.
 */
export async function valueBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined) return undefined;
  const method = displayMethod(value);
  if (method === undefined) return mimeBundle(value);
  const shown: unknown = await method();
  const bundle = mimeBundle({ [displaySymbol]: () => shown });
  return Object.keys(bundle).length === 0 ? undefined : bundle;
}
