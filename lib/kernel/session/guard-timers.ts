import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import promises from "node:timers/promises";
import { promisify } from "node:util";
import { callInTurn } from "./callback-turns.js";
import { type CellContext, currentCell } from "./cell-context.js";
import type { LiveTimer } from "./live-timers.js";
import { hideNotes } from "./show-promises.js";

type Callback = (...parameters: unknown[]) => unknown;
type Schedule = (callback: Callback, ...rest: unknown[]) => unknown;
type Ticks = (...parameters: unknown[]) => AsyncGenerator<unknown>;
type Delay = (...parameters: unknown[]) => Promise<unknown>;

type TimeoutHandle = NodeJS.Timeout & { readonly _onTimeout?: unknown };

const shared = ["setTimeout", "setInterval", "setImmediate", "clearImmediate"] as const;
const cleared = new WeakSet<object>();

/** Node's least delay, which it takes for what is no delay. */
const leastMs = 1;
const { clearTimeout } = globalThis;

/**
 * Keeps what an interrupted cell left behind from running: its timers, intervals and immediates fire no more, nor what
 * it queued. Code outside of cells is not concerned. Returns the function that ends it.
 */
export function guardTimers(): () => void {
  const undo = [
    guard(timers, "setTimeout", timeout),
    guard(timers, "setInterval", interval),
    guard(timers, "setImmediate", immediate),
    guard(timers, "clearImmediate", clearing),
    guard(promises, "setTimeout", timedDelay),
    guard(promises, "setImmediate", delay),
    guard(promises, "setInterval", ticks),
    guard(process, "nextTick", plain),
    guard(globalThis, "queueMicrotask", plain),
    ...shared.map((name) => share(name)),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const undoOne of undo) undoOne();
    syncBuiltinESMExports();
  };
}

/** The global function is that of the module. */
function share(name: (typeof shared)[number]): () => void {
  const globals = globalThis as unknown as Record<string, unknown>;
  const original = globals[name];
  globals[name] = timers[name];
  return () => {
    globals[name] = original;
  };
}

function guard<F extends Schedule | Delay | Ticks>(
  owner: object,
  name: string,
  make: (original: F, cell: CellContext) => F,
): () => void {
  const functions = owner as Record<string, F & { readonly [promisify.custom]?: Delay }>;
  const original = functions[name] as F & { readonly [promisify.custom]?: Delay };
  const guarded = (...parameters: unknown[]): unknown => {
    const cell = currentCell();
    return Reflect.apply(cell === undefined ? original : make(original, cell), owner, parameters);
  };
  Object.defineProperty(guarded, "name", { value: name });
  const custom = original[promisify.custom];
  if (custom !== undefined) {
    Object.defineProperty(guarded, promisify.custom, {
      value: (...parameters: unknown[]) => {
        const cell = currentCell();
        const make = name === "setTimeout" ? timedDelay : delay;
        return cell === undefined ? custom(...parameters) : make(custom, cell)(...parameters);
      },
    });
  }
  Object.assign(functions, { [name]: guarded });
  return () => {
    Object.assign(functions, { [name]: original });
  };
}

function plain(original: Schedule, cell: CellContext): Schedule {
  return (callback, ...rest) => original(unlessInterrupted(callback, cell), ...rest);
}

/** @param fired what becomes of the timer when it has fired */
function timed(fired: (live: LiveTimer, cell: CellContext) => void) {
  return (original: Schedule, cell: CellContext): Schedule =>
    (callback, ms, ...rest) => {
      if (typeof callback !== "function") return original(callback, ms, ...rest);
      const handle = original(
        (...parameters: unknown[]) => {
          callInTurn(() => {
            fired(live, cell);
            if (!cell.isInterrupted && !isCleared(handle)) Reflect.apply(callback, handle, parameters);
          });
        },
        ms,
        ...rest,
      ) as TimeoutHandle;
      const live = keep(handle, ms, cell);
      return handle;
    };
}

const timeout = timed((live, cell) => cell.timers.delete(live));
const interval = timed((live) => {
  live.dueMs = Number.POSITIVE_INFINITY;
});

function keep(handle: TimeoutHandle, ms: unknown, cell: CellContext): LiveTimer {
  hideNotes(handle);
  const live = {
    dueMs: dueAfter(ms),
    isAwaited: () => !isCleared(handle) && handle.hasRef(),
    isCleared: () => isCleared(handle),
    clear: () => clearTimeout(handle),
  };
  cell.timers.add(live);
  return live;
}

function dueAfter(ms: unknown): number {
  return performance.now() + Math.max(leastMs, Number(ms) || leastMs);
}

function immediate(original: Schedule, cell: CellContext): Schedule {
  return (callback, ...rest) => {
    if (typeof callback !== "function") return original(callback, ...rest);
    const handle = original(
      (...parameters: unknown[]) => {
        callInTurn(() => {
          if (!cell.isInterrupted && !cleared.has(handle)) Reflect.apply(callback, handle, parameters);
        });
      },
      ...rest,
    ) as object;
    return handle;
  };
}

/** Remembers what is taken back between its time and its turn. */
function clearing(original: Schedule): Schedule {
  return (handle: unknown) => {
    if (typeof handle === "object" && handle !== null) cleared.add(handle);
    return original(handle as Callback);
  };
}

/** Node takes the callback off a timer that is cleared, and keeps that of one that has fired. */
function isCleared(handle: TimeoutHandle): boolean {
  return handle._onTimeout === null;
}

/** A wait of an interrupted cell never ends. */
function delay(original: Delay, cell: CellContext): Delay {
  return async (...parameters) => {
    const value = await original(...parameters);
    await new Promise<void>((next) => callInTurn(next));
    return cell.isInterrupted ? new Promise(() => {}) : value;
  };
}

/** As `delay`, of which the end of the cell knows. */
function timedDelay(original: Delay, cell: CellContext): Delay {
  const wait = delay(original, cell);
  return async (ms, value, options = {}) => {
    if (typeof options !== "object" || options === null) return wait(ms, value, options);
    const { ref = true, signal } = options as { readonly ref?: boolean; readonly signal?: unknown };
    const end = new AbortController();
    // What is no signal is refused by Node, in its own words.
    const chained = signal instanceof AbortSignal ? AbortSignal.any([signal, end.signal]) : (signal ?? end.signal);
    const live = { dueMs: dueAfter(ms), isAwaited: () => ref, isCleared: () => false, clear: () => end.abort() };
    cell.timers.add(live);
    try {
      return await wait(ms, value, { ...options, signal: chained });
    } catch (thrown) {
      if (end.signal.aborted) return new Promise(() => {});
      throw thrown;
    } finally {
      cell.timers.delete(live);
    }
  };
}

function ticks(original: Ticks, cell: CellContext): Ticks {
  return async function* (...parameters) {
    for await (const value of original(...parameters)) {
      await new Promise<void>((next) => callInTurn(next));
      if (cell.isInterrupted) await new Promise(() => {});
      yield value;
    }
  };
}

function unlessInterrupted(callback: Callback, cell: CellContext): Callback {
  // What is no function is refused by Node, in its own words.
  if (typeof callback !== "function") return callback;
  return function (this: unknown, ...parameters: unknown[]) {
    return cell.isInterrupted ? undefined : Reflect.apply(callback, this, parameters);
  };
}
