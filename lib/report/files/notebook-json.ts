import type { NotebookOutput } from "../../kernel/outputs.js";
import type { NotebookRun, RanCell } from "../run/run-notebook.js";

/**
 * The text of an `.ipynb` file with the outputs of a run, as Jupyter writes it: one space of indent, text in lines.
 * The same run gives the same bytes; it holds no time and no place.
 */
export function notebookJson(run: NotebookRun): string {
  const values = run.parameters.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]);
  const metadata = {
    ...run.notebook.metadata,
    "open-interest": { complete: run.status === "complete", parameters: Object.fromEntries(values) },
  };
  const notebook = {
    cells: run.cells.map(cellJson),
    metadata,
    nbformat: 4,
    nbformat_minor: run.notebook.nbformat_minor,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
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
