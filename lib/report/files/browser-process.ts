import { spawn } from "node:child_process";

/** How a program ended. */
export interface BrowserEnd {
  /** Exit code, or the signal that ended it, or why it could not be started. */
  readonly how: number | string;
  /** Why it was ended from here, if it was. */
  readonly cut?: "time" | "signal";
  /** The end of what it wrote to standard error. */
  readonly text: string;
}

/** What ends a program early. */
export interface BrowserLimits {
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal | undefined;
}

const keptText = 16_000;
/** Windows has no process groups. */
const leadsGroup = process.platform !== "win32";

/**
 * Runs a browser, and ends it with all the processes that it started. It leads a group of its own, so that Ctrl-C at the
 * terminal does not reach it, nor ends some of its processes and leaves the others waiting for them.
 */
export async function runBrowser(
  program: string,
  options: readonly string[],
  { timeLimitMs, signal }: BrowserLimits,
): Promise<BrowserEnd> {
  const child = spawn(program, options, {
    stdio: ["ignore", "ignore", "pipe"],
    detached: leadsGroup,
    windowsHide: true,
  });
  let text = "";
  let cut: BrowserEnd["cut"];
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (part: string) => {
    text = (text + part).slice(-keptText);
  });
  const kill = (): void => {
    try {
      if (child.pid !== undefined) process.kill(leadsGroup ? -child.pid : child.pid, "SIGKILL");
    } catch {
      // All of them are gone.
    }
  };
  const cutOff = (why: "time" | "signal") => (): void => {
    cut ??= why;
    kill();
  };
  const [onAbort, onTime] = [cutOff("signal"), cutOff("time")];
  const timer = setTimeout(onTime, timeLimitMs);
  signal?.addEventListener("abort", onAbort);
  process.on("exit", kill);
  if (signal?.aborted) onAbort();
  try {
    const how = await new Promise<number | string>((resolve) => {
      child.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      child.once("exit", (code, ended) => resolve(code ?? ended ?? ""));
    });
    return { how, text, ...(cut !== undefined && { cut }) };
  } finally {
    // A helper of the browser may be there still, and write into the folder that goes.
    kill();
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    process.off("exit", kill);
    child.stderr.destroy();
  }
}
