import type { ChildProcess } from "node:child_process";

/** Windows has no process groups; there a group of one's own would be a window of one's own. */
export const leadsGroup: boolean = process.platform !== "win32";

/** Ends a process that leads a group, if it is there, and those that it started and left. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (leadsGroup) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // All of them are gone.
  }
}

/** How long a gone process may hold its pipes open, by way of one that it started. */
const drainMs = 1000;

/** Resolves when a process is gone and what it wrote to its pipes was read; what it started is ended with it. */
export function processEnd(child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    let drain: NodeJS.Timeout | undefined;
    child.once("error", reject);
    child.once("exit", (...how) => {
      killGroup(child);
      drain = setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy();
        resolve(how);
      }, drainMs);
    });
    child.once("close", (...how) => {
      clearTimeout(drain);
      resolve(how);
    });
  });
}
