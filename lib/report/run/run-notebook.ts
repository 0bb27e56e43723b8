import type { LedgerJson } from "../../evidence/ledger/ledger.js";
import type { CellError } from "../../kernel/session/cell-error.js";
import type { NotebookOutput } from "../../kernel/session/outputs.js";
import type { Lockfile } from "../stamp/lockfile.js";
import type { DataRecord } from "./data-records.js";
import type { Notebook, NotebookCell } from "./notebook-file.js";
import type { Parameter, ParameterValue } from "./parameters.js";
import { runCells } from "./run-cells.js";
import { planRun } from "./run-plan.js";
import { runRecord } from "./run-record.js";

export interface RunNotebookOptions {
  /** Text of the notebook, run as if the file at the path held it. Default: what the file holds. */
  readonly text?: string;
  /** Values by parameter name; text is read as the type of the parameter's default. None by default. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Stops the run before the next cell. */
  readonly signal?: AbortSignal;
  /** Called before and after each cell of code, and when a cell says how far it has come. */
  readonly onProgress?: (progress: CellProgress) => void;
}

/** A cell of code that starts, or has ended. */
export interface CellProgress {
  readonly state: "running" | "done" | "failed";
  /** Execution count: the first cell of code that runs is 1. */
  readonly number: number;
  /** How many cells of code there are to run. */
  readonly total: number;
  /** Nearest heading above it, empty if there is none. */
  readonly heading: string;
  /** How long it took; 0 until it ends. */
  readonly seconds: number;
  /** How far a running cell says it has come. */
  readonly detail?: string;
}

/** A cell as the run left it. */
export interface RanCell {
  readonly cell: NotebookCell;
  /** Null for a cell that did not run, such as text. */
  readonly executionCount: number | null;
  readonly outputs: readonly NotebookOutput[];
}

/** Why a run ended early. */
export interface RunFailure {
  /** Execution count of the cell. */
  readonly number: number;
  readonly heading: string;
  readonly error: CellError;
}

/** A notebook that was run. */
export interface NotebookRun {
  /** Name of its file without folder and ending. */
  readonly name: string;
  readonly notebook: Notebook;
  readonly cells: readonly RanCell[];
  /** `failed` by a cell, or `stopped` by the signal before all had run. */
  readonly status: "complete" | "failed" | "stopped";
  readonly failure?: RunFailure;
  /** How many cells of code ran to their end, and how many there are. */
  readonly done: number;
  readonly total: number;
  readonly parameters: readonly RunParameter[];
  /** The data that its cells keep under a name. */
  readonly data: readonly DataRecord[];
  /** Every variant that its cells tried. */
  readonly ledger: LedgerJson;
  /** That of the nearest folder above the notebook that has one. */
  readonly lockfile?: Lockfile;
}

/** A parameter with the value that the notebook ran with. */
export interface RunParameter extends Parameter {
  readonly value: ParameterValue | undefined;
  /** True if the value was given, and is not the notebook's own. */
  readonly given: boolean;
  /** True if the value was a place on this machine, of which only the last part is told: `…/data`. */
  readonly local?: boolean;
}

/**
 * Runs a notebook cell by cell in this process and gathers what it puts out. It stops at the first cell that fails, and
 * what ran until then is in the result. A cell that never ends is never left: `supervisedRun` can stop one.
 * @throws {Error} if the file cannot be read, is no notebook, or does not know a given parameter
 */
export async function runNotebook(path: string, options: RunNotebookOptions = {}): Promise<NotebookRun> {
  const { signal, onProgress } = options;
  const plan = await planRun(path, options, "runNotebook");
  const record = runRecord(plan, onProgress);
  const sources = plan.cells.map(({ cell }) => cell.source);
  const isStopped = (): boolean => signal?.aborted ?? false;
  await runCells({ file: plan.file, sources }, { emit: record.add, isStopped });
  return record.result();
}
