import { Worker } from "node:worker_threads";
import { readFrame, writeFrame } from "../../kernel/engine/frames.js";
import { joinedText } from "./joined-text.js";
import type { ParentWatch } from "./parent-watch.js";
import { runCells } from "./run-cells.js";
import { lingerMs, type ProcessMessage, pipes, type RunOrder } from "./run-process-messages.js";

// The process that runs the cells of one notebook; `startRunProcess` starts it.

const { exit } = process;
const { leadsGroup, memoryMb, ...cells } = readFrame(pipes.orders) as RunOrder;
const stop = new Int32Array(new SharedArrayBuffer(4));
const workerData: ParentWatch = { stop, leadsGroup, memoryMb };
new Worker(new URL("./parent-watch.js", import.meta.url), { workerData, execArgv: [] }).unref();

const { tell, flush } = joinedText((message: ProcessMessage) => writeFrame(pipes.events, message));
process.on("exit", flush);

// Ctrl-C at a terminal is for the process that started this one, which then says what to do.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => exit(1));

try {
  await runCells(cells, { emit: tell, isStopped: () => Atomics.load(stop, 0) === 1, keepAlong: true });
} catch (error) {
  tell({ type: "broken", message: error instanceof Error ? error.message : String(error) });
  exit(1);
}
const onLate = (thrown: unknown): void =>
  tell({ type: "late", message: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) });
process.on("uncaughtException", onLate);
process.on("unhandledRejection", onLate);
// What was left running must not keep the process; with nothing left it ends before.
setTimeout(() => exit(0), lingerMs).unref();
