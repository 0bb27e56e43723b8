import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Duplex, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { frameOf, frameReader } from "../../kernel/engine/frames.js";
import { killGroup, leadsGroup, processEnd } from "../../kernel/engine/process-group.js";
import { outOfMemory } from "./memory-limit.js";
import type { CellsToRun } from "./run-cells.js";
import { runEnvironment, runNodeOptions } from "./run-environment.js";
import { type ProcessMessage, pipes, type RunOrder } from "./run-process-messages.js";

export interface RunProcessOptions {
  /** Called for each thing that happens. What it throws ends the process and is thrown by `ended`. */
  readonly onMessage: (message: ProcessMessage) => void;
  /** Called with what the process writes beside the outputs of its cells, such as warnings of Node. */
  readonly onText: (text: string) => void;
  /** Most memory for the values of its cells, in MiB: on Node's heap, and of all together. Default: what Node takes. */
  readonly memoryMb?: number;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote beside the outputs of its cells. */
  readonly text: string;
  /** True if it ended itself because it took more memory than it may. */
  readonly isOverMemory: boolean;
}

/** A process that runs the cells of a notebook. */
export interface RunProcess {
  /** Asks it to stop before the next cell. */
  stop(): void;
  /** Asks it to end, and ends it after a while if it does not. */
  end(graceMs: number): void;
  /** Ends it, and the processes it started, at once. */
  kill(): void;
  /** Resolves when it is gone and all that it told has been taken. */
  readonly ended: Promise<ProcessEnd>;
}

const keptText = 64_000;

/**
 * Starts a process that runs cells, with an environment of its own (`runEnvironment`) in a group of its own, which Ctrl-C
 * at the terminal does not reach. It cannot outlive this process.
 *
 * What happens comes by a pipe that it writes to before it goes on, and not by Node's own channel, which keeps what does
 * not fit until the process has time: a figure before an endless loop, or before a crash, would be lost.
 * @throws {Error} if this is not the built package, which has the process's script
 */
export function startRunProcess(cells: CellsToRun, options: RunProcessOptions): RunProcess {
  const child = spawn(process.execPath, [...runNodeOptions(process.execArgv, options.memoryMb), script()], {
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
    env: runEnvironment(),
    detached: leadsGroup,
    windowsHide: true,
  });
  const orders = child.stdio[pipes.orders] as Duplex;
  // A process that is gone takes no orders, which its end tells already.
  orders.on("error", () => {});
  orders.write(frameOf({ ...cells, leadsGroup, memoryMb: options.memoryMb } satisfies RunOrder));

  let isGone = false;
  let grace: NodeJS.Timeout | undefined;
  const kill = (): void => {
    if (!isGone) killGroup(child);
  };
  const ended = endOf(child, options, kill).finally(() => {
    isGone = true;
    clearTimeout(grace);
  });
  return {
    stop: () => {
      if (!isGone) orders.write("s");
    },
    end: (graceMs) => {
      if (isGone || grace !== undefined) return;
      child.kill("SIGTERM");
      grace = setTimeout(kill, graceMs);
    },
    kill,
    ended,
  };
}

async function endOf(
  child: ChildProcess,
  { onMessage, onText }: RunProcessOptions,
  kill: () => void,
): Promise<ProcessEnd> {
  let text = "";
  let thrown: { readonly error: unknown } | undefined;
  const attempt = (act: () => void): void => {
    if (thrown !== undefined) return;
    try {
      act();
    } catch (error) {
      thrown = { error };
      kill();
    }
  };
  let isOverMemory = false;
  (child.stdio[pipes.orders] as Duplex).on("data", (bytes: Buffer) => {
    isOverMemory ||= bytes.includes(outOfMemory);
  });
  const events = child.stdio[pipes.events] as Readable;
  const read = frameReader((message) => onMessage(message as ProcessMessage));
  events.on("data", (bytes: Buffer) => attempt(() => read(bytes)));
  for (const stream of [child.stdout, child.stderr] as Readable[]) {
    stream.setEncoding("utf8");
    stream.on("data", (part: string) => {
      text = (text + part).slice(-keptText);
      attempt(() => onText(part));
    });
  }
  const [code, signal] = await processEnd(child);
  if (thrown !== undefined) throw thrown.error;
  return { code, signal, text, isOverMemory };
}

function script(): string {
  const file = fileURLToPath(new URL("./run-process.js", import.meta.url));
  if (existsSync(file)) return file;
  throw new Error(`startRunProcess: ${file} is not there; build the package, since Node runs no TypeScript`);
}
