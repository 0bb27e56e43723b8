import type { Figure } from "../plots/drawing/figure.js";
import { checkedBundle } from "./checked-bundle.js";
import { displayMethod } from "./display-method.js";
import { displaySymbol } from "./display-symbol.js";
import { figureForms } from "./figure-forms.js";
import { plotlyMime } from "./plotly-mime.js";
import { tableOf } from "./table-of.js";
import { frameBundle, isFrame } from "./values/frame-bundle.js";
import { valueText } from "./values/value-text.js";

/** What a cell shows: the same thing in several forms by MIME type, of which a front end takes the best it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/**
 * How a notebook shows a value: as its `Symbol.for("Jupyter.display")` method says; a plotly figure as such, as a
 * picture where one can be drawn, and as its title; what the library has a table for (a series, a panel, a dataset,
 * regimes, a backtest, a sweep, evidence, an audit and other results) as that table; a list of plain objects as a table;
 * a danfojs DataFrame as a table and as it prints; anything else as Node inspects it, without colours. Of what is long
 * only a part is shown, and how much is left out.
 * @throws {TypeError} if the display method gives something that is no bundle, such as a promise: await it first
 */
export function mimeBundle(value: unknown): MimeBundle {
  const display = displayMethod(value);
  if (display !== undefined) return checkedBundle(display());
  return knownBundle(value) ?? { "text/plain": valueText(value) };
}

/** True of what `Plotly.newPlot` takes. */
export function isFigure(value: unknown): value is Figure {
  return isObject(value) && Array.isArray(value.data) && isObject(value.layout) && !Array.isArray(value.layout);
}

function knownBundle(value: unknown): MimeBundle | undefined {
  if (!isObject(value)) return undefined;
  try {
    if (isFigure(value)) return { [plotlyMime]: value, ...figureForms(value) };
    if (isFrame(value)) return frameBundle(value);
    return tableOf(value)?.[displaySymbol]();
  } catch {
    // Getters and traps that throw: a value that cannot be read for what it is still shows as text.
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}
