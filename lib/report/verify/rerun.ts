import { hasTag, type Notebook, type NotebookCell } from "../run/notebook-file.js";
import type { NotebookRun, RunNotebookOptions } from "../run/run-notebook.js";
import { withoutPlaces } from "../stamp/private-places.js";
import type { Stamp } from "../stamp/stamp.js";
import { cellNames } from "./cell-names.js";

/** Runs a notebook, as `runNotebook` and `supervisedRun` do. */
export type RunFunction = (path: string, options: RunNotebookOptions) => Promise<NotebookRun>;

/** How many cells of code are run again: all of a report that is complete, else those that its run came to. */
export function cellsToRun({ status, done, total, failure }: Stamp): number {
  if (status === "complete") return total;
  // A limit of time or memory is not in the notebook: only what ran before it can be expected again.
  return failure === undefined || failure.outside ? done : failure.cell;
}

/**
 * Runs the notebook of a report as far as the report ran, and gives a run that tells of the cells after it what the report
 * does. Places on this machine are called as the report calls them.
 */
export async function rerun(
  source: Notebook,
  report: Stamp,
  { run, path, ...options }: { readonly run: RunFunction; readonly path: string } & RunNotebookOptions,
): Promise<NotebookRun> {
  const count = cellsToRun(report);
  const injected = report.parameters.some(({ given }) => given) ? 1 : 0;
  const cells = cutOff(source.cells, count - injected);
  const ran = await run(path, { ...options, text: JSON.stringify({ ...source, cells }) });
  const whole = count === report.total ? ran : grafted(ran, source, report);
  const renamed = report.parameters.flatMap(({ name, value, local }) => {
    const now = whole.parameters.find((one) => one.name === name);
    if (!local || !now?.local || now.value === value) return [];
    return [{ path: String(now.value), shown: String(value) }];
  });
  return withoutPlaces(whole, renamed);
}

/** The cells, with those of code after the first `count` emptied. */
function cutOff(cells: readonly NotebookCell[], count: number): NotebookCell[] {
  const numbers = cellNames(cells);
  return cells.map((cell, index) => ((numbers[index]?.cell ?? 0) > count ? { ...cell, source: "" } : cell));
}

/** A run of the first cells as a run of all of them that ended where that of the report did. */
function grafted(ran: NotebookRun, source: Notebook, { status, done, total, failure }: Stamp): NotebookRun {
  let index = 0;
  const written = ran.notebook.cells.map((cell) =>
    hasTag(cell, "injected-parameters") ? cell : (source.cells[index++] as NotebookCell),
  );
  const cells = ran.cells.map((one, place) => ({ ...one, cell: written[place] as NotebookCell }));
  const notebook = { ...ran.notebook, cells: written };
  if (ran.status !== "complete") return { ...ran, notebook, cells, total };
  if (failure !== undefined && !failure.outside) return { ...ran, notebook, cells, total, status: "stopped" };
  const headings = cellNames(written);
  const where = headings.find(({ cell }) => cell === failure?.cell)?.where ?? "";
  const { heading = "" } = /\((?<heading>.*)\)$/.exec(where)?.groups ?? {};
  return {
    ...ran,
    notebook,
    cells,
    status,
    done,
    total,
    ...(failure !== undefined && {
      failure: { number: failure.cell, heading, error: { name: failure.name, message: failure.message, frames: [] } },
    }),
  };
}
