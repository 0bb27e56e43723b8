import { plotlyMime } from "../../notebook/plotly-mime.js";
import { tableMime } from "../../notebook/table.js";
import type { CellPart } from "../stamp/page-parts.js";
import { htmlLines, htmlText } from "./html-text.js";

/** A table as text. */
export interface ContentTable {
  /** Its caption, empty if it has none. */
  readonly name: string;
  /** Names of its columns, empty if it tells none. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a report shows of one cell, in parts that can be held against those of another. */
export interface CellContent {
  /** Lines of its code. */
  readonly code: readonly string[];
  readonly tables: readonly ContentTable[];
  readonly figures: readonly unknown[];
  /** Lines of all other text. */
  readonly text: readonly string[];
  /** What stands beside a form above and is made of it, such as HTML beside a table, by MIME type. */
  readonly forms: readonly (readonly [mime: string, content: string])[];
}

export const emptyContent: CellContent = { code: [], tables: [], figures: [], text: [], forms: [] };

/** The content of a section of a page. */
export function pageContent({ html, figures }: CellPart): CellContent {
  const tables: ContentTable[] = [];
  let code: string[] = [];
  const rest = html
    .replace(/<details class="code"[\s\S]*?<\/details>/, (details) => {
      code = htmlLines(details);
      return "";
    })
    .replace(/<table>[\s\S]*?<\/table>/g, (table) => {
      tables.push(htmlTable(table));
      return "";
    });
  const pictures = [...rest.matchAll(/ (?:src|srcset|srcdoc)="([^"]*)"/g)].map(
    ([, data]) => ["picture", data ?? ""] as const,
  );
  return { code, tables, figures, text: htmlLines(rest), forms: pictures };
}

/** The content of a cell of a notebook file. */
export function notebookContent(cell: Readonly<Record<string, unknown>>): CellContent {
  const lines = joined(cell.source).split("\n");
  if (cell.cell_type !== "code") return { ...emptyContent, text: lines };
  const content = {
    tables: [] as ContentTable[],
    figures: [] as unknown[],
    text: [] as string[],
    forms: [] as [string, string][],
  };
  for (const output of (Array.isArray(cell.outputs) ? cell.outputs : []) as Readonly<Record<string, unknown>>[]) {
    if (output.output_type === "stream") content.text.push(...joined(output.text).split("\n"));
    else if (output.output_type === "error")
      content.text.push(`${output.ename}: ${output.evalue}`, ...list(output.traceback).map(String));
    else addForms(Object.entries((output.data ?? {}) as object), content);
  }
  return { code: lines, ...content };
}

function addForms(
  forms: readonly (readonly [string, unknown])[],
  content: { tables: ContentTable[]; figures: unknown[]; text: string[]; forms: [string, string][] },
): void {
  const isDerived = forms.some(([mime]) => mime === plotlyMime || mime === tableMime);
  for (const [mime, value] of forms) {
    if (mime === plotlyMime) content.figures.push(value);
    else if (mime === tableMime) content.tables.push(jsonTable(value));
    else if (mime.startsWith("text/") && mime !== "text/html" && !isDerived)
      content.text.push(...joined(value).split("\n"));
    else content.forms.push([mime, joined(value)]);
  }
}

function htmlTable(html: string): ContentTable {
  const [, caption = ""] = /<caption>([\s\S]*?)<\/caption>/.exec(html) ?? [];
  const [head = ""] = /<thead>[\s\S]*?<\/thead>/.exec(html) ?? [];
  const rows = (part: string): string[][] =>
    [...part.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
      [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) => htmlText(cell)),
    );
  return { name: htmlText(caption), columns: rows(head)[0] ?? [], rows: rows(html.replace(head, "")) };
}

function jsonTable(value: unknown): ContentTable {
  const { caption, columns, rows, note } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const names = list(columns).map((column) => String((column as { readonly name?: unknown } | null)?.name ?? ""));
  const cells = list(rows).map((row) => list(row).map(String));
  return { name: String(caption ?? ""), columns: names, rows: note ? [...cells, [String(note)]] : cells };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text that a notebook may hold in lines. */
function joined(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.join("") : (JSON.stringify(value) ?? "");
}
