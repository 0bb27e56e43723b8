import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The command as it is installed; the test script builds it before. */
export const main: string = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends Ctrl-C, to the whole group of processes as a terminal does, each time standard error has shown the next text. */
  readonly interruptAt?: string | readonly string[];
  /** A file that must be there, too. */
  readonly whenThere?: string;
  /** Default SIGINT. */
  readonly signal?: NodeJS.Signals;
}

/** Runs the command in a process of its own. */
export function command(
  args: readonly string[],
  { cwd, env, interruptAt = [], whenThere, signal = "SIGINT" }: CommandOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [main, ...args], {
      cwd,
      env: { ...process.env, ...env },
      detached: process.platform !== "win32",
    });
    const waitFor = typeof interruptAt === "string" ? [interruptAt] : [...interruptAt];
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      stderr += chunk;
      if (waitFor[0] === undefined || !stderr.includes(waitFor[0])) return;
      waitFor.shift();
      interrupt();
    });
    function interrupt(): void {
      if (whenThere !== undefined && !existsSync(whenThere)) setTimeout(interrupt, 20);
      else if (process.platform === "win32") child.kill(signal);
      else process.kill(-(child.pid as number), signal);
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
