import { Socket } from "node:net";
import { createSession } from "../session/session.js";
import { type EngineEvent, type EngineOrder, enginePipes } from "./engine-messages.js";
import type { EngineStart } from "./engine-settings.js";
import { frameReader, writeFrame } from "./frames.js";

// The process that runs the cells of a kernel; `startEngine` starts it.

const { exit } = process;
const start = JSON.parse(process.argv[2] as string) as EngineStart;
const tell = (event: EngineEvent): void => writeFrame(enginePipes.events, event);
let request = 0;
const session = createSession({
  file: start.file,
  onOutput: (event) => tell({ type: "output", request, event }),
  onProgress: (text) => tell({ type: "progress", request, text }),
});

let last: Promise<void> = Promise.resolve();
async function take(order: EngineOrder): Promise<void> {
  if (order.type !== "execute") return;
  request = order.request;
  tell({ type: "running", request, code: order.code });
  const result = await session.run(order.code);
  const error = result.status === "error" ? result.error : undefined;
  tell({ type: "executed", request: order.request, ...(error && { error }), userExpressions: {} });
}

const orders = new Socket({ fd: enginePipes.orders, readable: true, writable: false });
const read = frameReader((order) => {
  last = last.then(() => take(order as EngineOrder));
});
orders.on("data", read);
orders.on("end", () => exit(0));
tell({ type: "ready" });
