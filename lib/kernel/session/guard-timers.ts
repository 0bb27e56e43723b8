import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import promises from "node:timers/promises";
import { promisify } from "node:util";
import { type CellContext, currentCell } from "./cell-context.js";

type Callback = (...parameters: unknown[]) => unknown;
type Schedule = (callback: Callback, ...rest: unknown[]) => unknown;
type Ticks = (...parameters: unknown[]) => AsyncGenerator<unknown>;
type Delay = (...parameters: unknown[]) => Promise<unknown>;

/** A delay of so many milliseconds, which is Node's for 0, too, is as good as none. */
const soonMs = 1;

/**
 * Keeps what an interrupted cell left behind from running: its timers, intervals and immediates fire no more, nor what
 * it queued. Code outside of cells is not concerned. Returns the function that ends it.
 */
export function guardTimers(): () => void {
  const undo = [
    guard(timers, "setTimeout", timeout),
    guard(timers, "setInterval", interval),
    guard(timers, "setImmediate", plain),
    guard(promises, "setTimeout", delay),
    guard(promises, "setImmediate", delay),
    guard(promises, "setInterval", ticks),
    guard(process, "nextTick", plain),
    guard(globalThis, "queueMicrotask", plain),
    ...(["setTimeout", "setInterval", "setImmediate"] as const).map((name) => share(name)),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const undoOne of undo) undoOne();
    syncBuiltinESMExports();
  };
}

/** The global function is that of the module. */
function share(name: "setTimeout" | "setInterval" | "setImmediate"): () => void {
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
    const call = cell === undefined || typeof parameters[0] === "undefined" ? original : make(original, cell);
    return Reflect.apply(call, owner, parameters);
  };
  Object.defineProperty(guarded, "name", { value: name });
  const custom = original[promisify.custom];
  if (custom !== undefined) {
    Object.defineProperty(guarded, promisify.custom, {
      value: (...parameters: unknown[]) => {
        const cell = currentCell();
        return cell === undefined ? custom(...parameters) : delay(custom, cell)(...parameters);
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

function timeout(original: Schedule, cell: CellContext): Schedule {
  return (callback, ms, ...rest) => {
    if (typeof callback !== "function" || Number(ms ?? 0) > soonMs) {
      return original(unlessInterrupted(callback, cell), ms, ...rest);
    }
    cell.soon++;
    return original(
      function (this: unknown, ...parameters: unknown[]) {
        cell.soon--;
        return cell.isInterrupted ? undefined : Reflect.apply(callback, this, parameters);
      },
      ms,
      ...rest,
    );
  };
}

function interval(original: Schedule, cell: CellContext): Schedule {
  return (callback, ...rest) => {
    const handle = original(
      typeof callback !== "function"
        ? callback
        : function (this: unknown, ...parameters: unknown[]) {
            if (!cell.isInterrupted) return Reflect.apply(callback, this, parameters);
            clearInterval(handle as NodeJS.Timeout);
            return undefined;
          },
      ...rest,
    );
    return handle;
  };
}

/** A wait of an interrupted cell never ends. */
function delay(original: Delay, cell: CellContext): Delay {
  return async (...parameters) => {
    const value = await original(...parameters);
    return cell.isInterrupted ? new Promise(() => {}) : value;
  };
}

function ticks(original: Ticks, cell: CellContext): Ticks {
  return async function* (...parameters) {
    for await (const value of original(...parameters)) {
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
