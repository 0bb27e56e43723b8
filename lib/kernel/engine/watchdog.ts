import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { killYoungestChild } from "./child-processes.js";
import { enginePipes } from "./engine-messages.js";
import { gaveUp } from "./engine-settings.js";
import { frameReader } from "./frames.js";
import { stuckSymbol, type WatchdogData, type WatchdogMessage, type WatchdogReply } from "./watchdog-messages.js";

// A thread beside the cells, which hears the front also while a cell computes and hears nothing. It passes interrupts
// on; where the main thread does not take them it has the code that runs there ended. When the front ends, by whatever
// cause, this process ends too.

/** How long the main thread may take to see to an interrupt itself. */
const patienceMs = 150;
/** After that, how long it may be in code that is not JavaScript until what it waits for is ended. */
const nativeMs = 400;
/** How long, and how many interrupts, nothing may help until the process ends itself. */
const [despairMs, despairCount] = [1000, 3];

const { leadsGroup, asked } = workerData as WatchdogData;
const main = parentPort as NonNullable<typeof parentPort>;
let pending:
  | { request: number; count: number; kills: number; readonly since: number; timer?: NodeJS.Timeout }
  | undefined;
let session: Session | undefined;

const endAll = (): void => {
  process.kill(leadsGroup ? -process.pid : process.pid, "SIGKILL");
};

function interrupt(request: number): void {
  main.postMessage({ request } satisfies WatchdogMessage);
  if (pending === undefined) pending = { request, count: 1, kills: 0, since: Date.now() };
  else {
    pending.request = request;
    pending.count++;
    if (pending.count >= despairCount && Date.now() - pending.since >= despairMs) {
      front.write(gaveUp, endAll);
      return;
    }
  }
  clearTimeout(pending.timer);
  pending.timer = setTimeout(insist, patienceMs);
}

/** Calls a function of the main thread in the midst of what runs there; it answers with `stuck` if that may be ended. */
function insist(): void {
  if (pending === undefined) return;
  session ??= connected();
  const expression = `globalThis[Symbol.for(${JSON.stringify(stuckSymbol)})](${pending.request})`;
  session.post("Runtime.evaluate", { expression });
  pending.timer = setTimeout(() => {
    if (pending === undefined) return;
    killYoungestChild(pending.kills++ === 0 ? "SIGTERM" : "SIGKILL");
    pending.timer = setTimeout(insist, nativeMs);
  }, nativeMs);
}

function connected(): Session {
  const made = new Session();
  made.connectToMainThread();
  return made;
}

main.on("message", (reply: WatchdogReply) => {
  if (reply.type === "stuck") {
    session?.post("Runtime.terminateExecution");
    Atomics.store(asked, 0, 1);
    return;
  }
  clearTimeout(pending?.timer);
  pending = undefined;
  session?.disconnect();
  session = undefined;
});

const front = new Socket({ fd: enginePipes.interrupts, readable: true, writable: true, allowHalfOpen: true });
const read = frameReader((request) => interrupt(request as number));
front.on("data", read);
front.on("error", () => {});
front.on("end", endAll);
front.on("close", endAll);
