import type { NotebookOutput } from "../../kernel/session/outputs.js";
import { hasTag } from "../run/notebook-file.js";
import type { ParameterValue } from "../run/parameters.js";
import type { NotebookRun, RunFailure, RunParameter } from "../run/run-notebook.js";
import { type Stamp, stamp } from "../stamp/stamp.js";
import type { PlannedReport } from "./batch-plan.js";

/** A report of a batch. */
export interface BatchReport {
  /** Name of its files without ending. */
  readonly name: string;
  /** Values of the parameters that the batch varies. */
  readonly varied: Readonly<Record<string, ParameterValue>>;
  /** As of its run; `left out` if it did not run, because the batch was stopped or it could not be started or written. */
  readonly status: NotebookRun["status"] | "left out";
  /** Names of its files in the folder of the batch; none if it was left out. */
  readonly files: readonly string[];
  readonly failure?: RunFailure;
  /** Why it was left out, where that is not because the batch was stopped. */
  readonly problem?: string;
  /** Why it has no PDF, if one was asked for and could not be printed. */
  readonly noPdf?: string;
  /** Errors of what its notebook left running after the last cell. */
  readonly late: readonly string[];
  /** Title of the notebook, undefined if it has none. */
  readonly title?: string;
  /** Undefined if it was left out. */
  readonly stamp?: Stamp;
  readonly parameters: readonly RunParameter[];
  /** What the cells tagged `summary` showed. */
  readonly summary: readonly NotebookOutput[];
}

/** A report of a run that was written. */
export function ranReport(
  { name, varied }: PlannedReport,
  run: NotebookRun,
  { files, noPdf, late }: Pick<BatchReport, "files" | "late"> & { readonly noPdf?: string | undefined },
): BatchReport {
  return {
    name,
    varied,
    status: run.status,
    files,
    ...(run.failure !== undefined && { failure: run.failure }),
    ...(noPdf !== undefined && { noPdf }),
    late,
    ...titleOf(run),
    stamp: stamp(run),
    parameters: run.parameters,
    summary: run.cells
      .filter(({ cell }) => cell.cell_type === "code" && hasTag(cell, "summary"))
      .flatMap(({ outputs }) => outputs.filter(isShown)),
  };
}

/** A report that was not made. */
export function leftOutReport({ name, varied }: PlannedReport, problem?: string): BatchReport {
  const kept = problem === undefined ? {} : { problem };
  return { name, varied, status: "left out", files: [], ...kept, late: [], parameters: [], summary: [] };
}

/** Figures stay in their reports: side by side they would be too small to read and too heavy to load. */
function isShown(output: NotebookOutput): boolean {
  if (output.output_type === "stream") return output.name === "stdout";
  if (output.output_type === "error") return false;
  return ["text/html", "text/markdown", "text/plain"].some((mime) => mime in output.data) && !isPicture(output.data);
}

function isPicture(data: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(data).some((mime) => mime.startsWith("image/") || mime.includes("plotly"));
}

function titleOf({ notebook }: NotebookRun): { readonly title?: string } {
  for (const { cell_type, source } of notebook.cells) {
    const title = cell_type === "markdown" ? /^# +(.+?)[ #]*$/m.exec(source)?.[1] : undefined;
    if (title !== undefined) return { title: title.replace(/[`*_]/g, "") };
  }
  return {};
}
