import { escapeHtml, scriptJson } from "./escape.js";

/** A plotly figure as an output holds it. */
export interface FigureJson {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
}

const defaultHeight = 420;

/**
 * Place of a figure in the page with its data beside it, which the page's script draws. The page sets the template by
 * its colour scheme, so that of the figure is left out.
 * @param number of the figure in the page, from 1
 */
export function figureHtml({ data, layout, config }: FigureJson, number: number): string {
  const { template: _, width: __, ...rest } = layout;
  const height = typeof layout.height === "number" ? layout.height : defaultHeight;
  const figure = { data: data.map(drawable), layout: { ...rest, height }, config: config ?? {} };
  const id = `figure_${number}`;
  const label = escapeHtml(figureTitle(layout) ?? `Figure ${number}`);
  return `<figure><div class="figure" id="${id}" role="img" aria-label="${label}" style="height:${height}px"></div>
<script type="application/json" id="${id}_data">${scriptJson(figure)}</script></figure>`;
}

/** True if an output's JSON has the shape of a figure: an array of traces and a layout, all of them objects. */
export function isFigureJson(value: unknown): value is FigureJson {
  if (!isObject(value)) return false;
  return Array.isArray(value.data) && value.data.every(isObject) && isObject(value.layout);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Drawing with WebGL compiles text at run time, which the page's policy forbids, and is blank on paper. */
function drawable(trace: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return trace.type === "scattergl" ? { ...trace, type: "scatter" } : trace;
}

/** The title without plotly's markup. */
function figureTitle({ title }: Readonly<Record<string, unknown>>): string | undefined {
  const text = typeof title === "string" ? title : (title as { readonly text?: unknown } | undefined)?.text;
  if (typeof text !== "string") return undefined;
  const plain = text.replace(/<br ?\/?>/gi, " ").replace(/<\/?[a-z][^>]*>/gi, "");
  const decoded = plain
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"');
  return decoded.replace(/&amp;/g, "&").trim() || undefined;
}
