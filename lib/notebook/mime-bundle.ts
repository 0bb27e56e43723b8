import { inspect } from "node:util";
import { Backtest } from "../backtest/results/result.js";
import { SweepEvidence } from "../backtest/sweep/sweep-evidence.js";
import { SweepResult } from "../backtest/sweep/sweep-result.js";
import { Evidence } from "../evidence/verdict/evidence-result.js";
import type { Figure } from "../plots/drawing/figure.js";
import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import { backtestTable } from "./backtest-table.js";
import { displaySymbol } from "./display-symbol.js";
import { evidenceTable } from "./evidence-table.js";
import { sweepEvidenceTable, sweepTable } from "./sweep-tables.js";
import { table } from "./table.js";

/** What a cell shows: the same thing in several forms by MIME type, of which a front end takes the best it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** MIME type of a plotly figure; its value is the figure as an object. */
export const plotlyMime = "application/vnd.plotly.v1+json";

/**
 * How a notebook shows a value: as its `Symbol.for("Jupyter.display")` method says; a plotly figure as such, with its
 * title as text; a series, a panel, a backtest, a sweep or evidence as a table; a danfojs DataFrame as the table it prints; anything else as Node
 * inspects it, without colours.
 * @throws {TypeError} if the display method gives something that is no bundle, such as a promise: await it first
 */
export function mimeBundle(value: unknown): MimeBundle {
  if (value instanceof Series || value instanceof Panel) return table(value)[displaySymbol]();
  if (value instanceof Backtest) return backtestTable(value)[displaySymbol]();
  if (value instanceof SweepResult) return sweepTable(value)[displaySymbol]();
  if (value instanceof SweepEvidence) return sweepEvidenceTable(value)[displaySymbol]();
  if (value instanceof Evidence) return evidenceTable(value)[displaySymbol]();
  if (isObject(value)) {
    const method = value[displaySymbol];
    if (typeof method === "function") return checkedBundle(method.call(value));
    if (isFigure(value)) return { [plotlyMime]: value, "text/plain": figureText(value) };
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

/** The figure in a line of text. Titles may hold line breaks and entities of plotly's. */
function figureText({ layout }: Figure): string {
  const { title } = layout;
  const text = isObject(title) ? title.text : title;
  if (typeof text !== "string" || text === "") return "Figure";
  const plain = text
    .replaceAll("<br>", " ")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return `Figure "${plain}"`;
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}
