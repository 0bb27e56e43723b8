import type { NotebookOutput } from "../../kernel/session/outputs.js";
import type { NotebookRun, RanCell } from "../run/run-notebook.js";
import { type EmbeddedInNotebook, stampSeal } from "../stamp/embedded-stamp.js";
import { type NotebookJson, notebookSeals } from "../stamp/notebook-parts.js";
import { metadataKey, notebookSource } from "../stamp/notebook-source.js";
import { stamp } from "../stamp/stamp.js";
import { stampedLedger } from "../stamp/stamped-ledger.js";

/**
 * The text of an `.ipynb` file with the outputs of a run, as Jupyter writes it: one space of indent, keys in order, text
 * in lines. The same run gives the same bytes; it holds no time and no place. The stamp, the ledger of trials and hashes
 * of its parts are in its metadata under `open-interest`, so that `verifyReport` needs nothing else.
 */
export function notebookJson(run: NotebookRun): string {
  const plain: NotebookJson = {
    cells: run.cells.map(cellJson),
    metadata: notebookSource(run.notebook).metadata,
    nbformat: 4,
    nbformat_minor: run.notebook.nbformat_minor,
  };
  const stamped = stamp(run);
  const embedded: EmbeddedInNotebook = {
    stamp: stamped,
    seals: { ...notebookSeals(plain), stamp: stampSeal(stamped) },
  };
  const own = { complete: run.status === "complete", ...embedded, ledger: stampedLedger(run.ledger) };
  const notebook = { ...plain, metadata: { ...plain.metadata, [metadataKey]: own } };
  return `${JSON.stringify(sorted(notebook), null, 1)}\n`;
}

function cellJson({ cell, executionCount, outputs }: RanCell): Record<string, unknown> {
  const source = lines(cell.source);
  if (cell.cell_type !== "code") return { ...cell, source };
  return { ...cell, source, execution_count: executionCount, outputs: outputs.map(outputJson) };
}

function outputJson(output: NotebookOutput): Record<string, unknown> {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return { ...output };
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    typeof value === "string" && !mime.endsWith("json") ? lines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

/** Text as a list of lines, each with its line break. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A value with the keys of all its objects in order, as Jupyter writes them. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}
