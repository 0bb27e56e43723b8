import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { combinationError, perform, type SweepTask } from "./task.js";

/** Who does the tasks of a sweep. */
export interface Executor {
  /**
   * Does all tasks and calls `onDone` after each.
   * @throws {Error} naming the combination that failed; the others are told to stop
   */
  run(tasks: readonly SweepTask[], onDone: (task: SweepTask) => void): Promise<void>;
  close(): Promise<void>;
}

/** Rows that are passed over between two pauses in which the process may do something else. */
const rowsBetweenPauses = 1_000_000;

/** Does the tasks in this thread; it pauses now and then, so that progress is shown and a sweep can be cancelled. */
export function inProcess(rows: number): Executor {
  return {
    async run(tasks, onDone) {
      let passed = 0;
      await pause();
      for (const task of tasks) {
        try {
          for (const _ of perform(task)) {
            passed += rows;
            if (passed < rowsBetweenPauses) continue;
            passed = 0;
            await pause();
          }
        } catch (cause) {
          throw named(task, cause);
        }
        onDone(task);
      }
    },
    close: async () => {},
  };
}

/** Lets everything run that waits for its turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * The script of a worker thread, undefined where this is run from TypeScript sources: Node has no way to load those in a
 * thread, and then a sweep stays in its own.
 */
export function workerFile(): string | undefined {
  const file = fileURLToPath(new URL("./worker.js", import.meta.url));
  return existsSync(file) ? file : undefined;
}

/**
 * Does the tasks in `threads` worker threads, which end with `close`. To keep them for the next sweep would save their start
 * and some compiling, but a thread lets go of shared memory only when it happens to collect garbage: 40 MB a sweep and more.
 */
export async function inThreads(threads: number, filename: string): Promise<Executor> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina({ filename, name: "work", minThreads: threads, maxThreads: threads });
  return {
    async run(tasks, onDone) {
      let failure: Error | undefined;
      const runs = tasks.map(async (task) => {
        try {
          await pool.run(task);
          onDone(task);
        } catch (cause) {
          failure ??= named(task, cause);
          if (task.kind === "combinations") Atomics.store(task.control, 0, 1);
        }
      });
      await Promise.all(runs);
      if (failure !== undefined) throw failure;
    },
    close: () => pool.destroy(),
  };
}

function named(task: SweepTask, cause: unknown): Error {
  if (task.kind === "combinations") {
    const at = Atomics.load(task.control, task.slot);
    return combinationError(task.combinations[at].parameters, cause);
  }
  return new Error(`sweep: ${task.kind} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
