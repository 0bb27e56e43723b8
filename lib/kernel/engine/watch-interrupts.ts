import { Worker } from "node:worker_threads";
import type { Session } from "../session/session.js";
import { rawStack } from "../session/stack-lines.js";
import { hookChecks } from "./hook-checks.js";
import { stuckSymbol, type WatchdogData, type WatchdogMessage, type WatchdogReply } from "./watchdog-messages.js";

export interface InterruptOptions {
  readonly session: Session;
  readonly leadsGroup: boolean;
  /** True for the request that runs, and for 0 while none does. */
  readonly isRunning: (request: number) => boolean;
  /** True in the midst of the engine's own work, which must not be ended. */
  readonly isOwnWork: () => boolean;
}

/** Lines of a stack that are those of the call itself: its header, two functions of ours and what the watchdog asks. */
const ownLines = 4;
/** How long the watchdog may take to ask for the end of the code that runs. */
const askMs = 1000;

const { defineProperty } = Object;

/**
 * Ends what a session runs when the front interrupts it. The main thread sees to it when it is free; if it is not, the
 * watchdog calls a function in the midst of the code that runs, which judges whether that is to be ended, and waits
 * until the watchdog has asked for it: so nothing else can be hit.
 */
export function watchInterrupts({ session, leadsGroup, isRunning, isOwnWork }: InterruptOptions): void {
  const checks = hookChecks();
  const asked = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WatchdogData = { leadsGroup, asked };
  const watchdog = new Worker(new URL("./watchdog.js", import.meta.url), { workerData, execArgv: [], stdin: false });
  let isMarked = false;
  const reply = (message: WatchdogReply): void => watchdog.postMessage(message);

  watchdog.on("message", ({ request }: WatchdogMessage) => {
    checks.resume();
    // What was marked is to be told even if its request is over.
    if (isRunning(request) || isMarked) session.interrupt();
    isMarked = false;
    reply({ type: "handled" });
    watchdog.unref();
  });
  watchdog.on("error", (error) => process.stderr.write(`engine: interrupts no longer work; ${error.message}\n`));
  watchdog.unref();

  const onStuck = (request: number): void => {
    const place = rawStack().split("\n").slice(ownLines);
    const isCode = place.length > 0 && !isOwnWork() && isRunning(request);
    if (!isCode) return;
    session.markInterrupted(place.join("\n"));
    isMarked = true;
    checks.suspend();
    // The process must not end, for lack of work, before what the watchdog said is taken.
    watchdog.ref();
    Atomics.store(asked, 0, 0);
    reply({ type: "stuck" });
    // The code that runs may be in `Atomics.wait`, which cannot be called in the midst of itself.
    const until = Date.now() + askMs;
    while (Atomics.load(asked, 0) === 0 && Date.now() < until);
  };
  defineProperty(globalThis, Symbol.for(stuckSymbol), { value: onStuck });
}
