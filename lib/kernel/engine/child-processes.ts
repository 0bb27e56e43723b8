import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * Ends the process that this one started last, if there is one: where the main thread waits for a program
 * (`execSync`), it waits for that one.
 */
export function killYoungestChild(): void {
  const pid = Math.max(...childProcesses());
  if (!Number.isFinite(pid)) return;
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    // It is gone.
  }
}

function childProcesses(): number[] {
  try {
    if (process.platform === "linux") return linuxChildren();
    if (process.platform === "win32") return [];
    const listed = execFileSync("pgrep", ["-P", String(process.pid)], { encoding: "utf8", timeout: 1000 });
    return numbersOf(listed);
  } catch {
    return [];
  }
}

function linuxChildren(): number[] {
  const tasks = `/proc/${process.pid}/task`;
  return readdirSync(tasks).flatMap((task) => numbersOf(readFileSync(`${tasks}/${task}/children`, "utf8")));
}

function numbersOf(text: string): number[] {
  return text.split(/\s+/).filter(Boolean).map(Number);
}
