import { checkedBundle } from "../../notebook/checked-bundle.js";
import { displayMethod } from "../../notebook/display-method.js";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { valueText } from "../../notebook/values/value-text.js";

let mimeBundle: ((value: unknown) => MimeBundle) | undefined;

/**
 * How a cell shows its value: as `show` would, and nothing for undefined or an empty bundle. A
 * `Symbol.for("Jupyter.display")` method may give a promise here, because the cell can wait for it.
 */
export async function valueBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined) return undefined;
  const method = displayMethod(value);
  if (method !== undefined) {
    const bundle = checkedBundle(await method());
    return Object.keys(bundle).length === 0 ? undefined : bundle;
  }
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    return { "text/plain": valueText(value) };
  }
  // Tables and drawings would be most of what a kernel loads before its first cell.
  mimeBundle ??= (await import("../../notebook/mime-bundle.js")).mimeBundle;
  return mimeBundle(value);
}
