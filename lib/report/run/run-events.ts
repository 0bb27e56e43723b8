import type { LedgerJson } from "../../evidence/ledger/ledger.js";
import type { CellError } from "../../kernel/session/cell-error.js";
import type { OutputEvent } from "../../kernel/session/outputs.js";
import type { DataRecord } from "./data-records.js";

/**
 * What happens in a run, in order. `cell` is the execution count of a cell: the first cell of code that runs is 1. The
 * events tell everything that a run leaves, wherever its cells run: `runRecord` makes a `NotebookRun` of those that came.
 */
export type RunEvent =
  | { readonly type: "started"; readonly cell: number }
  | { readonly type: "output"; readonly cell: number; readonly output: OutputEvent }
  | { readonly type: "progress"; readonly cell: number; readonly text: string }
  /** An error of a cell, or one that nobody awaited and that came from it. */
  | { readonly type: "failed"; readonly cell: number; readonly error: CellError }
  | { readonly type: "ended"; readonly cell: number; readonly seconds: number }
  /** What the cells keep and have tried by now. */
  | { readonly type: "kept"; readonly data: readonly DataRecord[]; readonly ledger: LedgerJson }
  /** No cell runs any more, because all have run, one failed or the run was asked to stop. */
  | { readonly type: "finished" };
