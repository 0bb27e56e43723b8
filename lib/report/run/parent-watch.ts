import { Socket } from "node:net";
import { workerData } from "node:worker_threads";
import { memoryPauseMs, outOfMemory } from "./memory-limit.js";
import { pipes } from "./run-process-messages.js";

// A thread beside a notebook's cells, which listens to the process that started theirs also while a cell computes and
// listens to nothing. When that process ends, by whatever cause, this one ends too; so it does when it takes more memory
// than it may, since Node's own limit does not count the numbers of typed arrays and buffers.

/** What the thread is given. */
export interface ParentWatch {
  /** Becomes 1 when the run is to stop before the next cell. */
  readonly stop: Int32Array;
  readonly leadsGroup: boolean;
  /** Most memory beyond what the process takes at its start, in MiB; undefined for no limit. */
  readonly memoryMb: number | undefined;
}

const { stop, leadsGroup, memoryMb } = workerData as ParentWatch;
const end = (): void => {
  process.kill(leadsGroup ? -process.pid : process.pid, "SIGKILL");
};
const orders = new Socket({ fd: pipes.orders, readable: true, writable: true, allowHalfOpen: true });
orders.on("data", () => Atomics.store(stop, 0, 1));
orders.on("error", () => {});
orders.on("end", end);
orders.on("close", end);

if (memoryMb !== undefined) {
  const most = process.memoryUsage.rss() + memoryMb * 2 ** 20;
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() <= most) return;
    clearInterval(watch);
    orders.write(outOfMemory, end);
  }, memoryPauseMs);
}
