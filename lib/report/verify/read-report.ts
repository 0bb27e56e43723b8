import type { ZodType } from "zod";
import { type Notebook, type NotebookCell, parseNotebook } from "../run/notebook-file.js";
import { type ParameterValue, withParameters } from "../run/parameters.js";
import { stampSeal } from "../stamp/embedded-stamp.js";
import { type NotebookJson, notebookSeals } from "../stamp/notebook-parts.js";
import { metadataKey, notebookSource } from "../stamp/notebook-source.js";
import { pageParts, pageSeals } from "../stamp/page-parts.js";
import type { Stamp } from "../stamp/stamp.js";
import { type CellContent, notebookContent, pageContent } from "./cell-content.js";
import { embeddedInNotebookSchema, embeddedInPageSchema } from "./embedded-schema.js";
import { htmlLines } from "./html-text.js";

/** A report as its file tells it. */
export interface ReadReport {
  readonly kind: "page" | "notebook";
  readonly stamp: Stamp;
  /** The notebook it was made of, without outputs and injected parameters. */
  readonly source: Notebook;
  /** Its cells as they ran: with injected parameters. */
  readonly cells: readonly NotebookCell[];
  /** What it shows of each cell, by place; a cell that shows nothing has none. */
  readonly contents: ReadonlyMap<number, CellContent>;
  /** Lines of the page's header; none in a notebook. */
  readonly header: readonly string[];
  /** Places of cells that are not as they were when the report was made. */
  readonly editedCells: ReadonlySet<number>;
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
  if (parts === undefined) throw noReport(name);
  const { stamp, notebook, seals } = parsed(parts.stamp, name, embeddedInPageSchema);
  const source = parseNotebook(JSON.stringify(notebook), name);
  const now = pageSeals(parts);
  const editedParts = (["header", "frame"] as const).filter((part) => now[part] !== seals[part]);
  return {
    kind: "page",
    stamp,
    source,
    cells: withParameters(source, givenValues(stamp)).notebook.cells,
    contents: new Map([...parts.cells].map(([index, part]) => [index, pageContent(part)])),
    header: htmlLines(parts.header),
    editedCells: changedKeys(new Map(seals.cells), new Map(now.cells)),
    editedParts: [...editedParts, ...(stampSeal(stamp, notebook) === seals.stamp ? [] : (["stamp"] as const))],
  };
}

function readNotebookReport(text: string, name: string): ReadReport {
  const notebook = parseNotebook(text, name);
  const json = JSON.parse(text) as NotebookJson;
  const embedded = json.metadata[metadataKey];
  if (embedded === undefined) throw noReport(name);
  const { stamp, seals } = parsed(JSON.stringify(embedded), name, embeddedInNotebookSchema);
  const now = notebookSeals(json);
  return {
    kind: "notebook",
    stamp,
    source: notebookSource(notebook),
    cells: notebook.cells,
    contents: new Map(json.cells.map((cell, index) => [index, notebookContent(cell)])),
    header: [],
    editedCells: changedKeys(new Map(seals.cells.entries()), new Map(now.cells.entries())),
    editedParts: [
      ...(now.metadata === seals.metadata ? [] : (["metadata"] as const)),
      ...(stampSeal(stamp) === seals.stamp ? [] : (["stamp"] as const)),
    ],
  };
}

function parsed<T>(json: string, name: string, schema: ZodType<T>): T {
  let embedded: { readonly stamp?: { readonly version?: unknown } } | undefined;
  try {
    embedded = JSON.parse(json) as typeof embedded;
  } catch {
    throw new TypeError(`verifyReport: the stamp in ${name} is no JSON: it was edited, or the file is cut short`);
  }
  const version = embedded?.stamp?.version;
  if (version === undefined) throw noReport(name);
  if (version !== 1) {
    throw new TypeError(`verifyReport: the stamp in ${name} is of version ${version}; known: 1; take a later release`);
  }
  const read = schema.safeParse(embedded);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new TypeError(`verifyReport: the stamp in ${name} is not whole: ${issue?.path.join(".")}: ${issue?.message}`);
}

function noReport(name: string): TypeError {
  return new TypeError(`verifyReport: ${name} holds no stamp; give an .html or .ipynb file that "report" has written`);
}

/** Values that the run was given, as the report tells them. */
function givenValues({ parameters }: Stamp): Record<string, ParameterValue> {
  return Object.fromEntries(
    parameters.flatMap(({ name, value, given }) => (given && value !== undefined ? [[name, value]] : [])),
  );
}

function changedKeys(before: ReadonlyMap<number, string>, after: ReadonlyMap<number, string>): Set<number> {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return new Set([...keys].filter((key) => before.get(key) !== after.get(key)));
}
