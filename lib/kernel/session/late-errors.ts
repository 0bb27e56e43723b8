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

/**
 * A wait in which an error comes that a cell left behind without awaiting it: a rejection is told a turn of the event
 * loop later, and what a timer without delay throws a millisecond later.
 */
export async function lateTurn(hasTimers: boolean): Promise<void> {
  await new Promise((next) => setImmediate(next));
  if (!hasTimers) return;
  await new Promise((next) => setTimeout(next, 1));
  await new Promise((next) => setImmediate(next));
}
