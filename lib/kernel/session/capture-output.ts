import { StringDecoder } from "node:string_decoder";
import { displayHost } from "../../notebook/display-host.js";
import { type CellContext, outputCell, runOutside } from "./cell-context.js";
import { guardTimers } from "./guard-timers.js";
import { hostOfCells } from "./host-of-cells.js";
import { refuseExit } from "./refuse-exit.js";
import { showPromises } from "./show-promises.js";
import { writeStacks } from "./stack-lines.js";

let users = 0;
let restore: (() => void) | undefined;

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

function install(): () => void {
  const globals = globalThis as Record<symbol, unknown>;
  const undo = [
    redirect(process.stdout, "stdout"),
    redirect(process.stderr, "stderr"),
    redirectWarnings(),
    refuseExit(),
    guardTimers(),
    showPromises(),
    writeStacks(),
  ];
  const before = Object.getOwnPropertyDescriptor(globalThis, displayHost);
  Object.defineProperty(globalThis, displayHost, { value: hostOfCells, configurable: true, writable: true });
  return () => {
    for (const undoOne of undo) undoOne();
    if (before === undefined) delete globals[displayHost];
    else Object.defineProperty(globalThis, displayHost, before);
  };
}

/** Node marks as experimental what the session does on the cell's behalf; the author of the cell cannot act on it.
 * A rejection that was told and is then handled is no news either. */
const ownWarnings = /^vm\.USE_MAIN_CONTEXT_DEFAULT_LOADER|^Importing JSON modules|^PromiseRejectionHandledWarning/;

/** Warnings of Node name the process, so they go to the terminal and not into a cell, whose output must not vary. */
function redirectWarnings(): () => void {
  const original = process.emitWarning;
  process.emitWarning = (...parameters: unknown[]) => {
    if (ownWarnings.test(String(parameters[0]))) return;
    runOutside(() => Reflect.apply(original, process, parameters));
  };
  return () => {
    process.emitWarning = original;
  };
}

type Write = typeof process.stdout.write;
type Written = (error?: Error | null) => void;

function redirect(stream: NodeJS.WriteStream, name: "stdout" | "stderr"): () => void {
  const original = stream.write;
  const decoders = new WeakMap<CellContext, StringDecoder>();
  function write(chunk: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written): boolean {
    const cell = outputCell();
    if (cell === undefined) return Reflect.apply(original, stream, [chunk, encoding, written]);
    const text = textOf(chunk, encoding, cell);
    if (text !== "") cell.emit({ type: "stream", name, text });
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
