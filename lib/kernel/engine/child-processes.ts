import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Grows with the time of its start. */
  readonly started: number;
}

/**
 * Ends the process that this one started last, if there is one, with those that it started: where the main thread waits
 * for a program (`execSync`), it waits for that one.
 */
export function killYoungestChild(signal: NodeJS.Signals): void {
  const all = processes();
  const [youngest] = all.filter(({ parent }) => parent === process.pid).sort((a, b) => b.started - a.started);
  if (youngest === undefined) return;
  for (const pid of [...descendants(youngest.pid, all), youngest.pid]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone.
    }
  }
}

function descendants(pid: number, all: readonly ProcessEntry[]): number[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [...descendants(child.pid, all), child.pid]);
}

function processes(): ProcessEntry[] {
  try {
    if (process.platform === "linux") return linuxProcesses();
    if (process.platform === "win32") return [];
    const listed = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8", timeout: 1000 });
    return listed.split("\n").map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, started: pid };
    });
  } catch {
    return [];
  }
}

function linuxProcesses(): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program stands in brackets and may hold anything.
        const text = readFileSync(`/proc/${name}/stat`, "utf8");
        const fields = text
          .slice(text.lastIndexOf(")") + 2)
          .split(" ")
          .map(Number);
        return [{ pid: Number(name), parent: fields[1] as number, started: fields[19] as number }];
      } catch {
        return [];
      }
    });
}
