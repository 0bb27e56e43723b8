import { hasTag, type NotebookCell } from "../run/notebook-file.js";
import type { NotebookRun, RunNotebookOptions } from "../run/run-notebook.js";
import { planRun, type RunPlan } from "../run/run-plan.js";
import type { EndedCell } from "../stamp/ended-cell.js";
import { withoutPlaces } from "../stamp/private-places.js";
import { publicRun } from "../stamp/public-run.js";
import type { Stamp } from "../stamp/stamp.js";
import { cellNames } from "./cell-names.js";
import type { ReadReport } from "./read-report.js";

/** Runs a notebook, as `runNotebook` and `supervisedRun` do. */
export type RunFunction = (path: string, options: RunNotebookOptions) => Promise<NotebookRun>;

/**
 * Runs the notebook of a report as far as the report's run came before it was stopped or ended from outside, and gives the
 * run that ends in the same way: cells after that did not run, and the cell in which it was ended shows what the report
 * holds of it. A run that ended by its own code is expected to do so again. Places on this machine are called as the
 * report calls them.
 */
export async function rerun(
  report: ReadReport,
  { run, path, parameters = {}, ...options }: { readonly run: RunFunction; readonly path: string } & RunNotebookOptions,
): Promise<NotebookRun> {
  const { stamp, source } = report;
  const wasEnded = stamp.status !== "complete" && (stamp.failure === undefined || stamp.failure.outside);
  const part = reachedPart(report, wasEnded ? stamp.done : Number.POSITIVE_INFINITY);
  const ran = await run(path, {
    ...options,
    text: JSON.stringify({ ...source, cells: part.cells }),
    parameters: part.isInjectedReached ? parameters : {},
  });
  if (!wasEnded) return withNamesOf(stamp, ran);
  const plan = await planRun(path, { text: JSON.stringify(source), parameters }, "verifyReport");
  return withNamesOf(stamp, publicRun(endedLike(report, ran, plan), plan));
}

interface ReachedPart {
  /** Cells of the notebook, with those of code that were not reached emptied. */
  readonly cells: readonly NotebookCell[];
  /** Whether the cell of given parameters runs, which comes after the one tagged `parameters`. */
  readonly isInjectedReached: boolean;
}

function reachedPart({ cells, source }: ReadReport, count: number): ReachedPart {
  const names = cellNames(cells);
  const isReached = (index: number): boolean => (names[index]?.cell ?? 0) <= count;
  const written = [...cells.keys()].filter((index) => !hasTag(cells[index] as NotebookCell, "injected-parameters"));
  const injected = cells.findIndex((cell) => hasTag(cell, "injected-parameters"));
  const place = written.find((index) => hasTag(cells[index] as NotebookCell, "parameters")) ?? 0;
  return {
    cells: source.cells.map((cell, index) => (isReached(written[index] as number) ? cell : { ...cell, source: "" })),
    isInjectedReached: isReached(injected >= 0 ? injected : place),
  };
}

/** A run of the first cells as a run of all of them that ended where that of the report did. */
function endedLike({ stamp, ended }: ReadReport, ran: NotebookRun, plan: RunPlan): NotebookRun {
  const written = ran.cells.filter(({ cell }) => !hasTag(cell, "injected-parameters"));
  const injected = ran.cells.find(({ cell }) => hasTag(cell, "injected-parameters"));
  let index = 0;
  const cells = plan.notebook.cells.map((cell) => {
    const one = hasTag(cell, "injected-parameters") ? injected : written[index++];
    return { executionCount: one?.executionCount ?? null, outputs: one?.outputs ?? [], cell };
  });
  const { notebook, parameters } = plan;
  const whole = { ...ran, notebook, cells, parameters, total: plan.cells.length };
  if (ran.status !== "complete") return whole;

  // It was ended in the cell after those that ran, or between the two.
  const { failure, done } = stamp;
  const step = failure?.cell === done ? 0 : 1;
  const number = ran.done + step;
  const planned = plan.cells[number - 1];
  if (planned === undefined) return whole;
  const shown = ended?.cell === done + step ? ended : undefined;
  return {
    ...whole,
    cells:
      shown === undefined ? cells : cells.map((one) => (one.cell === planned.cell ? endedIn(one, number, shown) : one)),
    status: stamp.status,
    ...(failure !== undefined && {
      failure: {
        number,
        heading: planned.heading,
        error: { name: failure.name, message: failure.message, frames: [] },
      },
    }),
  };
}

function endedIn(
  { cell }: NotebookRun["cells"][number],
  executionCount: number,
  { outputs }: EndedCell,
): NotebookRun["cells"][number] {
  return { cell, executionCount, outputs };
}

function withNamesOf({ parameters }: Stamp, run: NotebookRun): NotebookRun {
  const renamed = parameters.flatMap(({ name, value, local }) => {
    const now = run.parameters.find((one) => one.name === name);
    if (!local || !now?.local || now.value === value) return [];
    return [{ path: String(now.value), shown: String(value) }];
  });
  return withoutPlaces(run, renamed);
}
