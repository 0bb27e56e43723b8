import { AsyncLocalStorage } from "node:async_hooks";
import { Console } from "node:console";
import type { CommHost } from "../../notebook/display-host.js";
import type { LiveTimers } from "./live-timers.js";
import type { OutputEvent } from "./outputs.js";

/** A run of a cell, as far as what it does later is concerned. */
export interface CellContext {
  /** Names the run for the session's owner. */
  readonly key: number;
  readonly emit: (event: OutputEvent) => void;
  /** Called with how far the cell says it has come. */
  readonly progress: (text: string) => void;
  /** Displays that are there already, by id: of the whole session. */
  readonly displayIds: Set<string>;
  /** Asks the reader and waits; absent where there is no reader. */
  readonly prompt?: PromptReader;
  readonly comms?: CommHost;
  /** Which cell it is for the front end, if that says. */
  readonly cellId?: string;
  readonly abort: AbortController;
  /** True from an interrupt on: what the cell left does nothing any more. */
  isInterrupted: boolean;
  /** Timers that have not fired: what those throw that are due soon still belongs to the end of the cell. */
  readonly timers: LiveTimers;
}

/** Asks the reader for a line and waits for it. */
export type PromptReader = (text: string, options: { readonly password: boolean }) => string;

const contexts = new AsyncLocalStorage<CellContext | undefined>();
let lastCell: CellContext | undefined;

/** Calls a function as part of a cell: what it puts out, now or after any wait, belongs to that cell. */
export function runInCell<T>(context: CellContext, body: () => T): T {
  return contexts.run(context, body);
}

/** Calls a function as no part of a cell. */
export function runOutside<T>(body: () => T): T {
  return contexts.exit(body);
}

/** The cell whose code is running, undefined outside of any. */
export function currentCell(): CellContext | undefined {
  return contexts.getStore();
}

/** The cell that output belongs to: the one whose code is running, or the one that takes what cannot be told. */
export function outputCell(): CellContext | undefined {
  return contexts.getStore() ?? lastCell;
}

/** Makes a cell take the output of code of which nobody can tell whose it is, such as a callback of a native module. */
export function takeStrayOutput(context: CellContext | undefined): void {
  lastCell = context;
}

/** A console for cells: it writes where the process does, and never in colour, which would depend on the terminal. */
export function cellConsole(): Console {
  return new Console({ stdout: process.stdout, stderr: process.stderr, colorMode: false });
}
