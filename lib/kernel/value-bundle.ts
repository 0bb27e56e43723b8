import { inspect } from "node:util";
import { displaySymbol } from "../notebook/display-symbol.js";
import type { MimeBundle } from "../notebook/mime-bundle.js";

/** MIME type of a plotly figure. */
export const plotlyMime = "application/vnd.plotly.v1+json";

/**
 * How a cell shows a value: what its own `Symbol.for("Jupyter.display")` method says; a plotly figure as such; a
 * danfojs DataFrame as its table; anything else as Node inspects it. Undefined shows nothing.
 */
export async function valueBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined) return undefined;
  if (isObject(value)) {
    const show = value[displaySymbol];
    if (typeof show === "function") return bundleOf(await show.call(value));
    if (isFigure(value)) return figureBundle(value);
    if ("$data" in value && typeof value.toString === "function") return { "text/plain": String(value) };
  }
  return { "text/plain": inspectValue(value) };
}

/** A value as text, the same on every terminal. */
export function inspectValue(value: unknown): string {
  return inspect(value, { colors: false, depth: 4, breakLength: 100, maxArrayLength: 50, maxStringLength: 10_000 });
}

/** @throws {TypeError} if what a value gave is no bundle */
function bundleOf(shown: unknown): MimeBundle {
  if (!isObject(shown) || Array.isArray(shown)) {
    throw new TypeError(`display: a Jupyter.display method gave ${inspectValue(shown)}; return an object by MIME type`);
  }
  return shown as MimeBundle;
}

function figureBundle({ data, layout, config }: Record<PropertyKey, unknown>): MimeBundle {
  const figure = config === undefined ? { data, layout } : { data, layout, config };
  const title = (layout as { title?: { text?: unknown } }).title?.text;
  return { [plotlyMime]: figure, "text/plain": `Figure${typeof title === "string" ? ` "${title}"` : ""}` };
}

function isFigure(value: Record<PropertyKey, unknown>): boolean {
  return Array.isArray(value.data) && isObject(value.layout) && !Array.isArray(value.layout);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}
