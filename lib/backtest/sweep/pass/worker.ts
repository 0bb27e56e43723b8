import { perform, type SweepTask } from "./task.js";

/** What a worker thread does with a task; results are in the task's shared memory. */
export function work(task: SweepTask): void {
  for (const _ of perform(task)) {
    // Each step is one indicator or combination; a thread needs no pause between them.
  }
}
