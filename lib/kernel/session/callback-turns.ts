import { AsyncResource } from "node:async_hooks";
import { MessageChannel } from "node:worker_threads";

type Callback = () => unknown;

let defer: ((callback: Callback) => void) | undefined;

/** Calls what a timer calls: now, or in a turn of its own if `giveTurns` was called. */
export function callInTurn(callback: Callback): void {
  if (defer === undefined) callback();
  else defer(callback);
}

/**
 * From here on what timers of cells call is called in a turn of its own. Node calls all timers that are due from one
 * function, which would lose those that are left if it were ended in the midst of one; messages of a port it keeps.
 */
export function giveTurns(): void {
  const { port1, port2 } = new MessageChannel();
  const callbacks: Callback[] = [];
  port2.on("message", () => {
    const callback = callbacks.shift();
    if (callbacks.length === 0) port2.unref();
    callback?.();
  });
  port2.unref();
  defer = (callback) => {
    callbacks.push(AsyncResource.bind(() => rejectInstead(callback)));
    port2.ref();
    port1.postMessage(null);
  };
}

/** A rejection knows the cell it belongs to, and what is thrown out of a turn does not. */
function rejectInstead(callback: Callback): void {
  try {
    callback();
  } catch (thrown) {
    void Promise.reject(thrown);
  }
}
