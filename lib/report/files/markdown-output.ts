import type { NotebookOutput } from "../../kernel/session/outputs.js";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { plotlyMime } from "../../notebook/plotly-mime.js";
import { tableMime } from "../../notebook/table.js";
import { figureCaption, figureTitle } from "../page/figure-caption.js";
import { isFigureJson, pageFigure } from "../page/figure-html.js";
import { withoutOverwritten } from "../page/output-html.js";
import { plainHtml } from "../page/plain-html.js";
import { stillSvg } from "../page/still-html.js";
import { withoutHtml } from "./markdown-cell.js";
import { markdownBlock, markdownTable, markdownText } from "./markdown-text.js";

/** A file that a report in markdown shows. */
export interface MarkdownPicture {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Where an output's picture goes. */
export interface PictureContext {
  /** Number of the next picture, from 1. */
  readonly number: number;
  /** Takes a picture and gives its address. */
  readonly add: (picture: MarkdownPicture) => string;
}

/** One output in GitHub's markdown. Nothing of it is HTML; what only HTML can show is told by its text. */
export function markdownOutput(output: NotebookOutput, context: PictureContext): string {
  switch (output.output_type) {
    case "stream":
      return markdownBlock(withoutOverwritten(output.text), "text");
    case "error":
      return markdownBlock(output.traceback.join("\n"), "text");
    default:
      return bundleText(output.data, context);
  }
}

function bundleText(data: MimeBundle, context: PictureContext): string {
  const figure = data[plotlyMime];
  if (isFigureJson(figure)) return figureText(pageFigure(figure), data, context);
  const table = data[tableMime];
  if (isTable(table)) return tableText(table);
  const text = typeof data["text/plain"] === "string" ? data["text/plain"] : "";
  const html = data["text/html"];
  if (typeof html === "string" && plainHtml(html)?.hasTable === false) return boxText(html, text);
  const picture = pictureText(data, text || "Picture", context);
  if (picture !== undefined) return picture;
  const markdown = data["text/markdown"];
  if (typeof markdown === "string") return withoutHtml(markdown).trim();
  if (text !== "") return markdownBlock(text, "text");
  const json = Object.entries(data).find(([mime]) => mime.endsWith("json"))?.[1];
  return json === undefined
    ? "*An output that only the HTML report shows.*"
    : markdownBlock(JSON.stringify(json), "json");
}

function figureText(figure: ReturnType<typeof pageFigure>, data: MimeBundle, context: PictureContext): string {
  const title = figureTitle(figure) ?? `Figure ${context.number}`;
  const caption = figureCaption(figure);
  const words = caption === "" ? title : `${title}. ${caption}`;
  const svg = stillSvg(figure);
  if (svg === undefined) return pictureText(data, words, context) ?? `*${markdownText(words)}*`;
  const address = context.add({ name: `figure-${context.number}.svg`, content: svg });
  return `![${markdownText(words)}](${address})`;
}

function pictureText(data: MimeBundle, words: string, { number, add }: PictureContext): string | undefined {
  const kinds = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"];
  const mime = kinds.find((kind) => typeof data[kind] === "string");
  if (mime === undefined) return undefined;
  const content = data[mime] as string;
  const isText = mime === "image/svg+xml";
  const name = `figure-${number}.${isText ? "svg" : mime.slice("image/".length)}`;
  return `![${markdownText(words)}](${add({ name, content: isText ? content : Buffer.from(content, "base64") })})`;
}

/** A notice stands out as a quotation does; of a progress bar its line is left. */
function boxText(html: string, text: string): string {
  const [, kind, words] = /^(Warning|Note): ([\s\S]*)$/.exec(text) ?? [];
  if (!html.includes('class="open-interest-progress"') && words !== undefined) {
    return `> **${kind}:** ${words.split("\n").map(markdownText).join("  \n> ")}`;
  }
  return markdownText(text);
}

interface TableJson {
  readonly caption: string;
  readonly columns: Parameters<typeof markdownTable>[0];
  readonly rows: Parameters<typeof markdownTable>[1];
  readonly note: string;
}

function tableText({ caption, columns, rows, note }: TableJson): string {
  const parts = [
    caption === "" ? "" : `**${markdownText(caption)}**`,
    columns.length === 0 ? "" : markdownTable(columns, rows),
    note === "" ? "" : `*${markdownText(note)}*`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function isTable(value: unknown): value is TableJson {
  const { caption, columns, rows, note } = (value ?? {}) as Partial<Record<keyof TableJson, unknown>>;
  const texts = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === "string");
  return (
    typeof caption === "string" &&
    typeof note === "string" &&
    Array.isArray(columns) &&
    columns.every((column) => typeof column?.name === "string") &&
    Array.isArray(rows) &&
    rows.every(texts)
  );
}
