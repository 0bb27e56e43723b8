import type { LiveTimers } from "./live-timers.js";

/** Calls a function for each error that nobody awaited; the process goes on. Returns the function that ends it. */
export function watchLateErrors(onError: (thrown: unknown) => void): () => void {
  process.on("uncaughtException", onError);
  process.on("unhandledRejection", onError);
  return () => {
    process.off("uncaughtException", onError);
    process.off("unhandledRejection", onError);
  };
}

const { setImmediate, setTimeout } = globalThis;

/** How much later than they are due timers may fire, and one that is always put off does not. */
const lagMs = 100;

/**
 * A wait in which an error comes that a cell left behind without awaiting it: a rejection is told a turn of the event
 * loop later; what timers throw, and those who await them, comes when they fire.
 * @param mostMs by when they must be due to be waited for
 */
export async function lateTurn(timers: LiveTimers, mostMs: number): Promise<void> {
  const end = performance.now() + mostMs;
  await turn();
  for (let now = performance.now(); now < end + lagMs; now = performance.now()) {
    const due = timers.nextDue(end);
    if (due === undefined) return;
    await new Promise((next) => setTimeout(next, Math.max(1, due - now)));
    await turn();
  }
}

function turn(): Promise<unknown> {
  return new Promise((next) => setImmediate(next));
}
