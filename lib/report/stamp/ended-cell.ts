import type { CellError } from "../../kernel/session/cell-error.js";
import type { NotebookOutput } from "../../kernel/session/outputs.js";
import type { NotebookRun } from "../run/run-notebook.js";

/** What a cell had put out when its run was ended from outside: no other run can be expected to give the same. */
export interface EndedCell {
  /** Execution count. */
  readonly cell: number;
  readonly outputs: readonly NotebookOutput[];
}

/** Errors that are told of a cell from outside, which have no place in its text. */
const outsideErrors = new Set(["TimeoutError", "ProcessError"]);

/** True of an error that a time limit or the end of the process gave a cell, and not its own code. */
export function isOutside({ name, frames }: Pick<CellError, "name" | "frames">): boolean {
  return frames.length === 0 && outsideErrors.has(name);
}

/** The cell in which a run was ended by a limit, a crash or a hard stop; undefined if none was. */
export function endedCell({ cells, status, done, failure }: NotebookRun): EndedCell | undefined {
  if (status === "complete" || (failure !== undefined && !isOutside(failure.error))) return undefined;
  const cell = failure?.number ?? done + 1;
  const ran = cells.find(({ executionCount }) => executionCount === cell);
  return ran && { cell, outputs: ran.outputs };
}
