import { Socket } from "node:net";
import { workerData } from "node:worker_threads";
import { pipes } from "./run-process-messages.js";

// A thread beside a notebook's cells, which listens to the process that started theirs also while a cell computes and
// listens to nothing. When that process ends, by whatever cause, this one ends too.

/** What the thread is given. */
export interface ParentWatch {
  /** Becomes 1 when the run is to stop before the next cell. */
  readonly stop: Int32Array;
  readonly leadsGroup: boolean;
}

const { stop, leadsGroup } = workerData as ParentWatch;
const orders = new Socket({ fd: pipes.orders, readable: true, writable: false });
orders.on("data", () => Atomics.store(stop, 0, 1));
orders.on("error", () => {});
orders.on("close", () => process.kill(leadsGroup ? -process.pid : process.pid, "SIGKILL"));
