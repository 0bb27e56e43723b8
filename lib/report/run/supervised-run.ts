import type { CellError } from "../../kernel/session/cell-error.js";
import { leastMemoryMb } from "./memory-limit.js";
import { cellTimeoutError, processError, runTimeoutError } from "./process-error.js";
import type { NotebookRun, RunNotebookOptions } from "./run-notebook.js";
import { planRun, type RunPlan } from "./run-plan.js";
import { lingerMs, type ProcessMessage } from "./run-process-messages.js";
import { type RunRecord, runRecord } from "./run-record.js";
import { type RunProcess, startRunProcess } from "./start-run-process.js";
import { timeLimits } from "./time-limits.js";

export interface SupervisedRunOptions extends RunNotebookOptions {
  /** Ends the run at once, in the middle of a cell. `signal` lets the cell that runs come to its end. */
  readonly hardSignal?: AbortSignal;
  /** Longest time that a cell may run, in milliseconds. Default: none. */
  readonly cellTimeoutMs?: number;
  /** Longest time that the run may take, in milliseconds, its start included. Default: none. */
  readonly timeoutMs?: number;
  /** Time that the process has to end after it was asked, in milliseconds. Default 2000. */
  readonly graceMs?: number;
  /**
   * Most memory for the values of the cells, in MiB, at least 64: that of objects, and that of all together, the numbers
   * of typed arrays and buffers included. Default: what Node takes, or what `NODE_OPTIONS` says.
   */
  readonly memoryMb?: number;
  /** Called with what the process writes beside the outputs of cells, such as warnings of Node. Default: left out. */
  readonly onText?: (text: string) => void;
  /** Called for an error thrown within 0.1 s after the last cell, by what the notebook left running. Default: left out. */
  readonly onLateError?: (message: string) => void;
}

/**
 * Runs a notebook as `runNotebook` does, but in a process of its own: in UTC and American English, whatever this machine
 * has, and such that whatever happens there, an endless loop, a crash, too little memory, what ran until then is in the
 * result. The process is gone when the promise settles, and does not outlive this process; so are those that it started,
 * but for one that it put into a group of its own (`detached`).
 * @throws {Error} if the file cannot be read, is no notebook, or does not know a given parameter; if the process cannot
 *   be started
 * @throws {RangeError} for a limit that is not above 0, or less memory than 64 MiB
 */
export async function supervisedRun(path: string, options: SupervisedRunOptions = {}): Promise<NotebookRun> {
  const { signal, hardSignal, cellTimeoutMs, timeoutMs, graceMs = 2000, memoryMb } = options;
  for (const [name, limit] of Object.entries({ cellTimeoutMs, timeoutMs, graceMs, memoryMb })) checkLimit(name, limit);
  if (memoryMb !== undefined && memoryMb < leastMemoryMb) {
    throw new RangeError(
      `supervisedRun: memoryMb ${memoryMb} is less than a notebook needs; give at least ${leastMemoryMb}`,
    );
  }
  const plan = await planRun(path, options, "supervisedRun");
  const record = runRecord(plan, options.onProgress);
  if (plan.cells.length > 0 && !signal?.aborted && !hardSignal?.aborted) await superviseCells(plan, record, options);
  return record.result();
}

async function superviseCells(
  plan: RunPlan,
  record: RunRecord,
  {
    signal,
    hardSignal,
    cellTimeoutMs,
    timeoutMs,
    graceMs = 2000,
    memoryMb,
    onText = () => {},
    onLateError,
  }: SupervisedRunOptions,
): Promise<void> {
  /** Why the process is ended from here, once it is. */
  let ending: { readonly error?: CellError } | undefined;
  let broken: string | undefined;
  let linger: NodeJS.Timeout | undefined;
  let child: RunProcess | undefined;
  const limits = timeLimits({
    cellTimeoutMs,
    timeoutMs,
    onOver: (which) => {
      const error = which === "cell" ? cellTimeoutError(cellTimeoutMs as number) : runTimeoutError(timeoutMs as number);
      ending ??= { error };
      child?.end(graceMs);
    },
  });

  function onMessage(message: ProcessMessage): void {
    if (message.type === "late") onLateError?.(message.message);
    else if (message.type === "broken") broken = message.message;
    // A cell that is being ended is not done any more, but what it still puts out is its own.
    else if (ending === undefined || message.type === "output" || message.type === "kept") record.add(message);
    if (message.type === "started") limits.startCell();
    if (message.type === "ended") limits.endCell();
    if (message.type !== "finished") return;
    limits.clear();
    linger = setTimeout(() => child?.kill(), lingerMs + graceMs);
  }

  const stop = (): void => child?.stop();
  const kill = (): void => {
    ending ??= {};
    child?.kill();
  };
  signal?.addEventListener("abort", stop);
  hardSignal?.addEventListener("abort", kill);
  try {
    const sources = plan.cells.map(({ cell }) => cell.source);
    child = startRunProcess({ file: plan.file, sources }, { onMessage, onText, memoryMb });
    const end = await child.ended;
    if (broken !== undefined) throw new Error(`supervisedRun: ${broken}`);
    if (record.isFinished || (ending !== undefined && ending.error === undefined)) return;
    const error = ending?.error ?? processError(end);
    if (record.current === 0) {
      throw new Error(
        `supervisedRun: no cell ran; ${error.message}${end.text === "" ? "" : `\n${end.text.trimEnd()}`}`,
      );
    }
    record.fail(record.current, error);
  } finally {
    limits.clear();
    clearTimeout(linger);
    signal?.removeEventListener("abort", stop);
    hardSignal?.removeEventListener("abort", kill);
  }
}

function checkLimit(name: string, limit: number | undefined): void {
  if (limit === undefined || (limit > 0 && limit < Number.POSITIVE_INFINITY)) return;
  throw new RangeError(`supervisedRun: ${name} ${limit} is not above 0; leave it out for no limit`);
}
