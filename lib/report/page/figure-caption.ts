import type { FigureJson } from "./figure-html.js";

/** Most characters of a caption: a listener cannot skim. */
const maxLength = 500;

/** The title of a figure without plotly's markup, undefined if it has none. */
export function figureTitle({ layout }: FigureJson): string | undefined {
  return plain(textOf(layout.title)) || undefined;
}

/**
 * What a figure shows, in words for those who do not see it: what each of its plots counts and the lines in it, what
 * lies along its horizontal axis, and the note below. Taken from the labels that the figure has.
 */
export function figureCaption(figure: FigureJson): string {
  const { layout } = figure;
  const annotations = Array.isArray(layout.annotations) ? layout.annotations.filter(isObject) : [];
  const strips = annotations
    .filter(({ yref }) => /^y\d* domain$/.test(String(yref)))
    .map(({ text }) => stripText(text));
  const footer = annotations.filter(({ yref, y }) => yref === "paper" && y === 0).map(({ text }) => plain(text));
  const counted = strips.some((text) => text !== "") ? strips : [tracesText(figure)];
  const along = plain(textOf((layout.xaxis as { readonly title?: unknown } | undefined)?.title));
  const parts = [...counted, along && `by ${along}`, ...footer].filter((part) => part !== "");
  const caption = parts.map((part) => part.replace(/[.;]$/, "")).join("; ");
  return caption.length > maxLength ? `${caption.slice(0, maxLength - 1)}…` : caption;
}

/** The label of a plot and the names of its lines, which its key writes after a mark in their colour. */
function stripText(text: unknown): string {
  const [label = "", ...keys] = String(text ?? "").split(/\s*<span[^>]*>.*?<\/span>\s*/);
  const names = keys.map(plain).filter((name) => name !== "");
  return names.length === 0 ? plain(label) : `${plain(label)}: ${names.join(", ")}`;
}

/** Of a figure that is not of our making: the vertical axis and the names of the traces. */
function tracesText({ data, layout }: FigureJson): string {
  const axis = plain(textOf((layout.yaxis as { readonly title?: unknown } | undefined)?.title));
  const names = data.map(({ name }) => plain(name)).filter((name) => name !== "");
  return [axis, names.join(", ")].filter((part) => part !== "").join(": ");
}

/** The text of what plotly takes as text or as an object that holds it. */
function textOf(title: unknown): unknown {
  return isObject(title) ? title.text : title;
}

/** Text without tags, with its entities read, on one line. */
function plain(text: unknown): string {
  if (typeof text !== "string") return "";
  return text
    .replace(/<br ?\/?>/gi, " ")
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
