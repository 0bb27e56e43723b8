import { AsyncLocalStorage } from "node:async_hooks";
import { Console } from "node:console";
import { StringDecoder } from "node:string_decoder";
import { type DisplayHost, displayHost } from "../../notebook/display-host.js";
import type { MimeBundle } from "../../notebook/mime-bundle.js";
import { bundleSnapshot } from "./bundle-snapshot.js";
import type { OutputEvent } from "./outputs.js";

/** A run of a cell, as far as output is concerned. */
export interface CellContext {
  readonly executionCount: number;
  readonly emit: (event: OutputEvent) => void;
  /** Called with how far the cell says it has come. */
  readonly progress: (text: string) => void;
  /** Displays that are there already, by id: of the whole session. */
  readonly displayIds: Set<string>;
}

const contexts = new AsyncLocalStorage<CellContext>();
let users = 0;
let restore: (() => void) | undefined;

/** Calls a function as part of a cell: what it puts out, now or after any wait, belongs to that cell. */
export function runInCell<T>(context: CellContext, body: () => T): T {
  return contexts.run(context, body);
}

/** The cell whose code is running, undefined outside of any. */
export function currentCell(): CellContext | undefined {
  return contexts.getStore();
}

/**
 * Sends what cells write to standard output and standard error to the cell that writes it, and puts a display host on
 * the global object. Code outside of cells writes as before. Returns the function that ends it; it may be called for
 * several sessions at once, and the last to end restores the process.
 */
export function captureOutput(): () => void {
  users++;
  restore ??= install();
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (--users > 0) return;
    restore?.();
    restore = undefined;
  };
}

/** A console for cells: it writes where the process does, and never in colour, which would depend on the terminal. */
export function cellConsole(): Console {
  return new Console({ stdout: process.stdout, stderr: process.stderr, colorMode: false });
}

function install(): () => void {
  const stdout = redirect(process.stdout, "stdout");
  const stderr = redirect(process.stderr, "stderr");
  const warnings = redirectWarnings();
  const exit = refuseExit();
  const globals = globalThis as Record<symbol, unknown>;
  const before = globals[displayHost];
  const host: DisplayHost = { display, progress };
  globals[displayHost] = host;
  return () => {
    stdout();
    stderr();
    warnings();
    exit();
    globals[displayHost] = before;
  };
}

function display(bundle: MimeBundle, { displayId }: { readonly displayId?: string } = {}): void {
  const cell = contexts.getStore();
  if (cell === undefined) throw new Error("display: no cell is running here; show things from code that a cell calls");
  const data = bundleSnapshot(bundle);
  if (displayId === undefined) {
    cell.emit({ type: "display_data", data });
    return;
  }
  const type = cell.displayIds.has(displayId) ? "update_display_data" : "display_data";
  cell.displayIds.add(displayId);
  cell.emit({ type, data, displayId });
}

/** Tells it outside of the cell, or what a listener writes to the terminal would become output of the cell. */
function progress(text: string): void {
  const cell = contexts.getStore();
  contexts.exit(() => cell?.progress(text));
}

/** Node marks as experimental what the session does on the cell's behalf; the author of the cell cannot act on it. */
const ownWarnings = /^vm\.USE_MAIN_CONTEXT_DEFAULT_LOADER|^Importing JSON modules/;

/** Warnings of Node name the process, so they go to the terminal and not into a cell, whose output must not vary. */
function redirectWarnings(): () => void {
  const original = process.emitWarning;
  process.emitWarning = (...parameters: unknown[]) => {
    if (ownWarnings.test(String(parameters[0]))) return;
    contexts.exit(() => Reflect.apply(original, process, parameters));
  };
  return () => {
    process.emitWarning = original;
  };
}

/** A cell that ends the process would end the report with it, and a program that waits would take it for success. */
function refuseExit(): () => void {
  const original = process.exit;
  process.exit = (code) => {
    if (contexts.getStore() === undefined) return Reflect.apply(original, process, [code]);
    throw new Error("process.exit: a cell cannot end the process; throw an error to stop here");
  };
  return () => {
    process.exit = original;
  };
}

type Write = typeof process.stdout.write;
type Written = (error?: Error | null) => void;

function redirect(stream: NodeJS.WriteStream, name: "stdout" | "stderr"): () => void {
  const original = stream.write;
  const decoders = new WeakMap<CellContext, StringDecoder>();
  function write(chunk: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written): boolean {
    const cell = contexts.getStore();
    if (cell === undefined) return Reflect.apply(original, stream, [chunk, encoding, written]);
    cell.emit({ type: "stream", name, text: textOf(chunk, encoding, cell) });
    const callback = typeof encoding === "function" ? encoding : written;
    if (callback !== undefined) process.nextTick(callback);
    return true;
  }
  function textOf(chunk: string | Uint8Array, encoding: unknown, cell: CellContext): string {
    if (typeof chunk === "string") {
      const isText = typeof encoding !== "string" || encoding === "utf8" || encoding === "utf-8";
      return isText ? chunk : Buffer.from(chunk, encoding as BufferEncoding).toString("utf8");
    }
    const decoder = decoders.get(cell) ?? new StringDecoder("utf8");
    decoders.set(cell, decoder);
    return decoder.write(Buffer.from(chunk));
  }
  stream.write = write as Write;
  return () => {
    stream.write = original;
  };
}
