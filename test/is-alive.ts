import { readFileSync } from "node:fs";

/** Whether a process runs. One that has ended does not, also while nobody has asked for its code. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
