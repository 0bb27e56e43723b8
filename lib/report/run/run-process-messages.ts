import type { CellsToRun } from "./run-cells.js";
import type { RunEvent } from "./run-events.js";

/** Pipes between a process that runs a notebook and the one that started it, by number. */
export const pipes = { orders: 3, events: 4 } as const;

/** The first order: what to run. Every byte after it asks to stop before the next cell; its end, to end at once. */
export interface RunOrder extends CellsToRun {
  /** Whether the process leads a group of its own, which ends with it. */
  readonly leadsGroup: boolean;
  /** Most memory that the process takes beyond what it starts with, in MiB. Default: no limit. */
  readonly memoryMb?: number | undefined;
}

/** What the process tells. */
export type ProcessMessage =
  | RunEvent
  /** Thrown by what the notebook left running after its last cell. */
  | { readonly type: "late"; readonly message: string }
  /** The run itself failed, not a cell. */
  | { readonly type: "broken"; readonly message: string };

/** How long after the last cell what the notebook left running may go on, for its errors to be heard. */
export const lingerMs = 100;
