import { escapeHtml } from "../../notebook/escape-html.js";
import { figureCaption, figureTitle } from "./figure-caption.js";
import { stillHtml } from "./still-html.js";

/** A plotly figure as an output holds it. */
export interface FigureJson {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Where a figure stands, and what it comes with. */
export interface FigurePlace {
  /** Of the figure in the page, from 1. */
  readonly number: number;
  /** `data:` address of a picture that came with the figure, if there is one. */
  readonly picture?: string | undefined;
  /** Of its picture, in pixels. */
  readonly width?: number | undefined;
}

const defaultHeight = 420;

/**
 * Place of a figure in the page: a picture of it, which the page's script covers with plotly's drawing, in a box of its
 * height, so that nothing moves. The picture stays for print and for those who hear the page.
 * @param figure as `pageFigure` gives it
 */
export function figureHtml(figure: FigureJson, { number, picture, width }: FigurePlace): string {
  const height = figure.layout.height as number;
  const title = figureTitle(figure) ?? `Figure ${number}`;
  const caption = figureCaption(figure);
  const alt = escapeHtml(caption === "" ? title : `${title}. ${caption}`);
  const still = stillHtml(figure, { alt, picture, width });
  const inside = still ?? `<p class="waiting" role="img" aria-label="${alt}">Drawing…</p>`;
  const className = still === undefined ? "figure live-only" : "figure";
  return `<figure class="${className}" id="figure_${number}" tabindex="0" aria-label="${escapeHtml(title)}" style="height:${height}px">${inside}</figure>`;
}

/**
 * A figure as the page draws it: of known height, without WebGL, and without a template, since the page sets that by its
 * colour scheme.
 */
export function pageFigure({ data, layout, config }: FigureJson): FigureJson {
  const { template: _, width: __, ...rest } = layout;
  const height =
    typeof layout.height === "number" && layout.height > 0 ? Math.min(layout.height, 4_000) : defaultHeight;
  return { data: data.map(drawable), layout: { ...rest, height }, config: pageConfig(config ?? {}) };
}

/** Without plotly's button that uploads a chart to its servers and without its mark, which is a link to them. */
function pageConfig(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const removed = Array.isArray(config.modeBarButtonsToRemove) ? config.modeBarButtonsToRemove : [];
  const modeBarButtonsToRemove = [...new Set([...removed, "sendChartToCloud"])];
  return { ...config, displaylogo: false, showSendToCloud: false, modeBarButtonsToRemove };
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
