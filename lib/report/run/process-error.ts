import type { CellError } from "../../kernel/session/cell-error.js";
import { intervalText } from "../../series/time.js";
import type { ProcessEnd } from "./start-run-process.js";

const memoryAdvice = "give it more with --memory (memoryMb), or load less at a time";

/** What to say of a cell whose process ended under it: how, and what may help. */
export function processError(end: ProcessEnd): CellError {
  return { name: "ProcessError", message: whatHappened(end), frames: [] };
}

function whatHappened({ code, signal, text, isOverMemory }: ProcessEnd): string {
  if (isOverMemory) return `the process took more memory than it may and was ended; ${memoryAdvice}`;
  const how = signal === null ? `exit code ${code}` : signal;
  // Node writes this before it aborts.
  if (/heap out of memory|Allocation failed/.test(text)) {
    return `the process ran out of memory and ended (${how}); ${memoryAdvice}`;
  }
  if (signal === "SIGKILL") {
    return "the process was ended by SIGKILL, perhaps for lack of memory, or by what the cell calls; load less at a time";
  }
  if (signal === "SIGSEGV" || signal === "SIGBUS" || signal === "SIGILL" || signal === "SIGABRT") {
    return `the process crashed (${signal}), as a native module can make it; see what it wrote`;
  }
  return `the process ended in the middle of the run (${how}); see what the cell calls that ends it`;
}

/** What to say of a cell that ran longer than it may. */
export function cellTimeoutError(limitMs: number): CellError {
  const message = `the cell ran longer than its limit of ${intervalText(limitMs)}; raise --cell-timeout (cellTimeoutMs), or let the cell do less`;
  return { name: "TimeoutError", message, frames: [] };
}

/** What to say of the cell that ran when the time of all of them was over. */
export function runTimeoutError(limitMs: number): CellError {
  const message = `the run took longer than its limit of ${intervalText(limitMs)} and was in this cell; raise --timeout (timeoutMs), or let the notebook do less`;
  return { name: "TimeoutError", message, frames: [] };
}
