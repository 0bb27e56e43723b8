import { inspect } from "node:util";
import type { Figure } from "../plots/drawing/figure.js";
import { displaySymbol } from "./display-symbol.js";
import { figureForms } from "./figure-forms.js";
import { plotlyMime } from "./plotly-mime.js";
import { tableOf } from "./table-of.js";

/** What a cell shows: the same thing in several forms by MIME type, of which a front end takes the best it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/**
 * How a notebook shows a value: as its `Symbol.for("Jupyter.display")` method says; a plotly figure as such, as a
 * picture where one can be drawn, and as its title; what the library has a table for (a series, a panel, a dataset, a
 * backtest, a sweep, evidence, an audit and other results) as that table; a danfojs DataFrame as the table it prints;
 * anything else as Node inspects it, without colours.
 * @throws {TypeError} if the display method gives something that is no bundle, such as a promise: await it first
 */
export function mimeBundle(value: unknown): MimeBundle {
  if (isObject(value)) {
    const method = value[displaySymbol];
    if (typeof method === "function") return checkedBundle(method.call(value));
    if (isFigure(value)) return { [plotlyMime]: value, ...figureForms(value) };
    const known = tableOf(value);
    if (known !== undefined) return known[displaySymbol]();
    if ("$data" in value && "$columns" in value) return { "text/plain": String(value) };
  }
  const text = typeof value === "string" ? value : inspect(value, { colors: false, depth: 4, breakLength: 100 });
  return { "text/plain": text };
}

/** True of what `Plotly.newPlot` takes. */
export function isFigure(value: unknown): value is Figure {
  return isObject(value) && Array.isArray(value.data) && isObject(value.layout) && !Array.isArray(value.layout);
}

function checkedBundle(shown: unknown): MimeBundle {
  if (!isObject(shown) || Array.isArray(shown) || typeof shown.then === "function") {
    throw new TypeError(
      `mimeBundle: a Jupyter.display method gave ${inspect(shown, { depth: 0 })}; it must return an object by MIME type`,
    );
  }
  return shown as MimeBundle;
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}
