import { stripVTControlCharacters } from "node:util";
import { Ledger, type LedgerJson } from "../../evidence/ledger/ledger.js";
import { type CellError, traceback } from "../../kernel/session/cell-error.js";
import { cutText } from "../../kernel/session/cut-text.js";
import { mostError } from "../../kernel/session/output-limits.js";
import { type OutputEvent, outputCollector } from "../../kernel/session/outputs.js";
import { publicRun } from "../stamp/public-run.js";
import type { DataRecord } from "./data-records.js";
import type { RunEvent } from "./run-events.js";
import type { CellProgress, NotebookRun, RunFailure } from "./run-notebook.js";
import { isInjected, type PlannedCell, type RunPlan } from "./run-plan.js";

/** What is known of a run so far. */
export interface RunRecord {
  /** Takes the next event. */
  add(event: RunEvent): void;
  /**
   * Says that a cell failed by what it cannot tell itself, such as the end of its process. The error becomes an output
   * of the cell.
   */
  fail(cell: number, error: CellError): void;
  /** Execution count of the cell that runs, or ran last; 0 before the first. */
  readonly current: number;
  /** Whether that cell still runs. */
  readonly isRunning: boolean;
  readonly isFinished: boolean;
  /** The run as the events so far tell it, without the folders of this machine. */
  result(): NotebookRun;
}

/**
 * Makes a run of its events as they come: the same events give the same run, wherever the cells run, and events that
 * break off give a run of what came before.
 * @param onProgress called for each event that tells how far the run is
 */
export function runRecord(plan: RunPlan, onProgress?: (progress: CellProgress) => void): RunRecord {
  const collector = outputCollector();
  const total = plan.cells.length;
  let current = 0;
  let isRunning = false;
  let isFinished = false;
  let done = 0;
  let failure: RunFailure | undefined;
  let data: readonly DataRecord[] = [];
  let ledger: LedgerJson = new Ledger().toJSON();

  const headingOf = (cell: number): string => plan.cells[cell - 1]?.heading ?? "";
  const tell = (cell: number, state: CellProgress["state"], more: Partial<CellProgress> = {}): void =>
    onProgress?.({ state, number: cell, total, heading: headingOf(cell), seconds: 0, ...more });

  function fail(cell: number, error: CellError): void {
    failure ??= { number: cell, heading: headingOf(cell), error: shortError(error) };
  }

  function add(event: RunEvent): void {
    switch (event.type) {
      case "started":
        current = event.cell;
        isRunning = true;
        tell(event.cell, "running");
        break;
      case "output":
        if (isAssignment(plan.cells[event.cell - 1], event.output)) break;
        collector.add(withoutTerminalCodes(event.output), event.cell);
        break;
      case "progress":
        tell(event.cell, "running", { detail: event.text });
        break;
      case "failed":
        fail(event.cell, event.error);
        break;
      case "ended":
        isRunning = false;
        if (failure === undefined) done++;
        tell(event.cell, failure === undefined ? "done" : "failed", { seconds: event.seconds });
        break;
      case "kept":
        ({ data, ledger } = event);
        break;
      case "finished":
        isFinished = true;
    }
  }

  function result(): NotebookRun {
    const numbers = new Map(plan.cells.slice(0, current).map(({ cell }, index) => [cell, index + 1]));
    const run: NotebookRun = {
      name: plan.name,
      notebook: plan.notebook,
      cells: plan.notebook.cells.map((cell) => {
        const executionCount = numbers.get(cell) ?? null;
        return { cell, executionCount, outputs: executionCount === null ? [] : collector.of(executionCount) };
      }),
      status: failure !== undefined ? "failed" : done < total ? "stopped" : "complete",
      ...(failure !== undefined && { failure }),
      done,
      total,
      parameters: plan.parameters,
      data,
      ledger,
    };
    return publicRun(run, plan);
  }

  return {
    add,
    fail: (cell, error) => {
      const { name, message } = error;
      collector.add({ type: "error", name, message, traceback: traceback(error) }, cell);
      fail(cell, error);
      if (isRunning) tell(cell, "failed");
      isRunning = false;
    },
    get current() {
      return current;
    },
    get isRunning() {
      return isRunning;
    },
    get isFinished() {
      return isFinished;
    },
    result,
  };
}

/** An error whose message fits a page. */
function shortError(error: CellError): CellError {
  const short = { ...error, message: cutText(error.message, mostError) };
  return error.cause === undefined ? short : { ...short, cause: shortError(error.cause) };
}

/** The last of the injected assignments is no result anyone asked for. */
function isAssignment(planned: PlannedCell | undefined, output: OutputEvent): boolean {
  return output.type === "execute_result" && planned !== undefined && isInjected(planned);
}

/** Colours are for terminals, and whether a library writes them depends on the terminal. */
function withoutTerminalCodes(event: OutputEvent): OutputEvent {
  if (event.type !== "stream") return event;
  return { ...event, text: stripVTControlCharacters(event.text) };
}
