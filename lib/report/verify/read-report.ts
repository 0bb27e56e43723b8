import type { ZodType } from "zod";
import { type Notebook, type NotebookCell, parseNotebook } from "../run/notebook-file.js";
import { type ParameterValue, withParameters } from "../run/parameters.js";
import { canonicalJson } from "../stamp/canonical-json.js";
import { stampSeal } from "../stamp/embedded-stamp.js";
import type { EndedCell } from "../stamp/ended-cell.js";
import { type NotebookJson, notebookSeals } from "../stamp/notebook-parts.js";
import { metadataKey, notebookSource } from "../stamp/notebook-source.js";
import { pageParts, pageSeals } from "../stamp/page-parts.js";
import type { Stamp } from "../stamp/stamp.js";
import { type CellContent, notebookContent, pageContent } from "./cell-content.js";
import { type CellEdit, notebookEdits, pageEdits } from "./cell-edits.js";
import { embeddedInNotebookSchema, embeddedInPageSchema, outputsSchema } from "./embedded-schema.js";
import { htmlLines } from "./html-text.js";
import { noReport } from "./no-report.js";
import { type PagePiece, pagePieces } from "./page-pieces.js";

/** A report as its file tells it. */
export interface ReadReport {
  readonly kind: "page" | "notebook";
  readonly stamp: Stamp;
  /** The notebook it was made of, without outputs and injected parameters. */
  readonly source: Notebook;
  /** Its cells as they ran: with injected parameters. */
  readonly cells: readonly NotebookCell[];
  /** The cell in which its run was ended from outside, if the report tells of one. */
  readonly ended?: EndedCell;
  /** What it shows of each cell, by place; a cell that shows nothing has none. */
  readonly contents: ReadonlyMap<number, CellContent>;
  /** The same as the file has it. */
  readonly raw: ReadonlyMap<number, string>;
  /** Lines of the page's header; none in a notebook. */
  readonly header: readonly string[];
  /** The rest of the page, or the metadata of a notebook. */
  readonly pieces: readonly PagePiece[];
  /** Cells that are not as they were when the report was made. */
  readonly edits: readonly CellEdit[];
  /** Other parts that are not. */
  readonly editedParts: readonly ("header" | "frame" | "metadata" | "stamp")[];
}

/**
 * Reads a report, page or notebook.
 * @param name of the file, for messages
 * @throws {TypeError} for what is no report, or one without a stamp
 */
export function readReport(text: string, name: string): ReadReport {
  return text.trimStart().startsWith("{") ? readNotebookReport(text, name) : readPage(text, name);
}

function readPage(text: string, name: string): ReadReport {
  const parts = pageParts(text);
  if (parts === undefined) throw noReport(text, name);
  const { stamp, notebook, ended, seals } = parsed(parts.stamp, text, name, embeddedInPageSchema);
  const source = parseNotebook(JSON.stringify(notebook), name);
  const now = pageSeals(parts);
  const editedParts = (["header", "frame"] as const).filter((part) => now[part] !== seals[part]);
  const isSealed = stampSeal(stamp, notebook, ended) === seals.stamp;
  return {
    kind: "page",
    stamp,
    source,
    cells: withParameters(source, givenValues(stamp)).notebook.cells,
    ...(ended !== undefined && { ended }),
    contents: new Map([...parts.cells].map(([index, part]) => [index, pageContent(part)])),
    raw: new Map([...parts.cells].map(([index, { html }]) => [index, html])),
    header: htmlLines(parts.header),
    pieces: pagePieces(parts.frame),
    edits: pageEdits(seals.cells, now.cells),
    editedParts: [...editedParts, ...(isSealed ? [] : (["stamp"] as const))],
  };
}

function readNotebookReport(text: string, name: string): ReadReport {
  const notebook = parseNotebook(text, name);
  const json = JSON.parse(text) as NotebookJson;
  const { [metadataKey]: embedded, ...metadata } = json.metadata ?? {};
  if (embedded === undefined) throw noReport(text, name);
  const { stamp, seals } = parsed(JSON.stringify(embedded), text, name, embeddedInNotebookSchema);
  const now = notebookSeals(json);
  const ended = endedIn(json, stamp);
  return {
    kind: "notebook",
    stamp,
    source: notebookSource(notebook),
    cells: notebook.cells,
    ...(ended !== undefined && { ended }),
    contents: new Map(json.cells.map((cell, index) => [index, notebookContent(cell)])),
    raw: new Map(json.cells.map((cell, index) => [index, canonicalJson(cell)])),
    header: [],
    pieces: [{ name: "metadata", text: canonicalJson(metadata) }],
    edits: notebookEdits(seals.cells, now.cells),
    editedParts: [
      ...(now.metadata === seals.metadata ? [] : (["metadata"] as const)),
      ...(stampSeal(stamp) === seals.stamp ? [] : (["stamp"] as const)),
    ],
  };
}

/** A notebook holds itself what the cell had put out. */
function endedIn({ cells }: NotebookJson, { status, failure, done }: Stamp): EndedCell | undefined {
  if (status === "complete" || failure?.outside === false) return undefined;
  const number = failure?.cell ?? done + 1;
  const found = cells.find((cell) => cell.execution_count === number);
  const outputs = outputsSchema.safeParse(found?.outputs);
  return outputs.success ? { cell: number, outputs: outputs.data } : undefined;
}

function parsed<T>(json: string, text: string, name: string, schema: ZodType<T>): T {
  let embedded: { readonly stamp?: { readonly version?: unknown } } | undefined;
  try {
    embedded = JSON.parse(json) as typeof embedded;
  } catch {
    throw new TypeError(`verifyReport: the stamp in ${name} is no JSON: it was edited, or the file is cut short`);
  }
  const version = embedded?.stamp?.version;
  if (version === undefined) throw noReport(text, name);
  if (version !== 1) {
    throw new TypeError(`verifyReport: the stamp in ${name} is of version ${version}; known: 1; take a later release`);
  }
  const read = schema.safeParse(embedded);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new TypeError(`verifyReport: the stamp in ${name} is not whole: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** Values that the run was given, as the report tells them. */
function givenValues({ parameters }: Stamp): Record<string, ParameterValue> {
  return Object.fromEntries(
    parameters.flatMap(({ name, value, given }) => (given && value !== undefined ? [[name, value]] : [])),
  );
}
