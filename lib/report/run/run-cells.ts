import { performance } from "node:perf_hooks";
import { withLedger } from "../../evidence/ledger/current-ledger.js";
import { Ledger } from "../../evidence/ledger/ledger.js";
import { createSession } from "../../kernel/session/session.js";
import { type DataContent, dataRecords } from "./data-records.js";
import type { RunEvent } from "./run-events.js";

/** What `runCells` needs to know of a run. */
export interface CellsToRun {
  /** Absolute path of the notebook. */
  readonly file: string;
  /** Text of its cells of code, in the order in which they run. */
  readonly sources: readonly string[];
}

export interface RunCellsOptions {
  readonly emit: (event: RunEvent) => void;
  /** Asked before each cell; true leaves it and those after it out. */
  readonly isStopped: () => boolean;
  /** Tells after each cell what it left to keep, for a process that may not come to the last. Default: at the end. */
  readonly keepAlong?: boolean;
}

/**
 * Runs cells one after the other in this process and tells what happens. It ends at the first cell that fails.
 *
 * The ledger is a new one: what was tried before in this process must not change what the notebook says.
 */
export function runCells(run: CellsToRun, options: RunCellsOptions): Promise<void> {
  const ledger = new Ledger();
  return withLedger(ledger, () => runWith(ledger, run, options));
}

async function runWith(
  ledger: Ledger,
  { file, sources }: CellsToRun,
  { emit, isStopped, keepAlong = false }: RunCellsOptions,
): Promise<void> {
  let hasFailed = false;
  const session = createSession({
    file,
    onOutput: (output, cell) => emit({ type: "output", cell, output }),
    onProgress: (text, cell) => emit({ type: "progress", cell, text }),
    onLateError: (error, cell) => {
      hasFailed = true;
      emit({ type: "failed", cell, error });
    },
  });
  const hashed = new WeakMap<object, DataContent>();
  let told = "";
  const keep = (): void => {
    const data = dataRecords(session.names().values(), hashed);
    const now = `${JSON.stringify(data)} ${ledger.toString()}`;
    if (now !== told) emit({ type: "kept", data, ledger: ledger.toJSON() });
    told = now;
  };
  try {
    for (const [index, source] of sources.entries()) {
      if (hasFailed || isStopped()) break;
      const cell = index + 1;
      emit({ type: "started", cell });
      const start = performance.now();
      const result = await session.run(source);
      if (result.status === "error") {
        hasFailed = true;
        emit({ type: "failed", cell, error: result.error });
      }
      emit({ type: "ended", cell, seconds: (performance.now() - start) / 1000 });
      if (keepAlong) keep();
    }
    emit({ type: "kept", data: dataRecords(session.names().values()), ledger: ledger.toJSON() });
    emit({ type: "finished" });
  } finally {
    session.close();
  }
}
