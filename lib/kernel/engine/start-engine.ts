import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Duplex, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type EngineEvent, type EngineInput, type EngineOrder, enginePipes } from "./engine-messages.js";
import { type EngineSettings, type EngineStart, gaveUp } from "./engine-settings.js";
import { frameOf, frameReader } from "./frames.js";
import { inheritedNodeOptions } from "./node-options.js";
import { killGroup, leadsGroup, processEnd } from "./process-group.js";

export interface EngineOptions {
  /** Folder that cells run in, absolute; imports are looked up from there. */
  readonly cwd: string;
  readonly settings: EngineSettings;
  /** Called for each thing that happens, in order. */
  readonly onEvent: (event: EngineEvent) => void;
  /** Called with what is written to standard output or error beside the outputs of cells, as by programs they start. */
  readonly onText: (text: string, stream: "stdout" | "stderr") => void;
  /** Called once, when the process is gone and all that it told has been taken. */
  readonly onExit: (end: EngineEnd) => void;
  /** File of the process's script. Default: that of the built package. */
  readonly script?: string;
}

/** How an engine ended. */
export interface EngineEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote beside the outputs of its cells. */
  readonly text: string;
  /** `killed`: by `kill`; `interrupted`: it ended itself, because a cell could not be stopped otherwise. */
  readonly reason: "killed" | "interrupted" | "out of memory" | "crashed" | "exited";
  /** Why it could not be started. */
  readonly error?: Error;
}

/** A process that runs cells. */
export interface Engine {
  readonly pid: number | undefined;
  order(order: EngineOrder): void;
  /** Ends the cell that runs, also one that waits for an answer; without one it does nothing. */
  interrupt(): void;
  /** Answers the prompt that a cell waits for. */
  answer(input: EngineInput): void;
  /** Ends the process, and those it started, at once. */
  kill(): void;
}

const keptText = 64_000;

/**
 * Starts a process that runs cells, in a group of its own, which Ctrl-C at a terminal does not reach. It cannot outlive
 * this process. Orders may be given at once.
 * @throws {Error} if this is not the built package, which has the process's script
 */
export function startEngine({ cwd, settings, onEvent, onText, onExit, script = builtScript() }: EngineOptions): Engine {
  const start: EngineStart = { ...settings, file: join(cwd, "notebook.ipynb"), leadsGroup };
  // Without the checks of async hooks a loop can be ended wherever it is: Node takes what is left behind for corruption.
  const nodeOptions = [...inheritedNodeOptions(process.execArgv), "--no-force-async-hooks-checks"];
  const child = spawn(process.execPath, [...nodeOptions, script, JSON.stringify(start)], {
    cwd,
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe", "pipe"],
    detached: leadsGroup,
    windowsHide: true,
  });
  const pipe = (name: keyof typeof enginePipes): Duplex => pipeOf(child, name);
  // A process that is gone takes no orders, which its end tells already.
  for (const name of ["orders", "interrupts", "input"] as const) pipe(name).on("error", () => {});

  let isGone = false;
  let isKilled = false;
  let isAsking = false;
  const open = new Set<number>();
  const answer = (input: EngineInput): void => {
    if (!isAsking) return;
    isAsking = false;
    pipe("input").write(frameOf(input));
  };
  const read = frameReader((value) => {
    const event = value as EngineEvent;
    if (event.type === "prompt") isAsking = true;
    if (event.type === "executed" || event.type === "comm_handled") open.delete(event.request);
    if (event.type === "executed") afterText(event);
    else if (late !== undefined) late.push(event);
    else onEvent(event);
  });
  let late: EngineEvent[] | undefined;
  // What programs that the cell started wrote before it ended comes by other pipes, and is there by the next turn.
  const afterText = (event: EngineEvent): void => {
    late?.push(event);
    if (late !== undefined) return;
    late = [event];
    setImmediate(() => {
      const events = late ?? [];
      late = undefined;
      for (const one of events) onEvent(one);
    });
  };
  pipe("events").on("data", read);
  void endOf(child, onText, () => isKilled).then((end) => {
    isGone = true;
    onExit(end);
  });
  return {
    pid: child.pid,
    order: (order) => {
      if (isGone) return;
      if (order.type !== "checked") open.add(order.request);
      pipe("orders").write(frameOf(order));
    },
    interrupt: () => {
      if (isGone) return;
      // It names what it is for, so that it cannot hit what comes next.
      const [oldest = 0] = open;
      pipe("interrupts").write(frameOf(oldest));
      // A thread that reads what is not there cannot be stopped from outside.
      answer({ value: undefined });
    },
    answer,
    kill: () => {
      isKilled = true;
      if (!isGone) killGroup(child);
    },
  };
}

function pipeOf(child: ChildProcess, name: keyof typeof enginePipes): Duplex {
  const pipes: readonly unknown[] = child.stdio;
  return pipes[enginePipes[name]] as Duplex;
}

async function endOf(
  child: ChildProcess,
  onText: EngineOptions["onText"],
  isKilled: () => boolean,
): Promise<EngineEnd> {
  let text = "";
  let hasGivenUp = false;
  pipeOf(child, "interrupts").on("data", (bytes: Buffer) => {
    hasGivenUp ||= bytes.includes(gaveUp);
  });
  for (const name of ["stdout", "stderr"] as const) {
    const stream = child[name] as Readable;
    stream.setEncoding("utf8");
    stream.on("data", (part: string) => {
      text = (text + part).slice(-keptText);
      onText(part, name);
    });
  }
  try {
    const [code, signal] = await processEnd(child);
    const reason = isKilled() ? "killed" : hasGivenUp ? "interrupted" : reasonOf(code, signal, text);
    return { code, signal, text, reason };
  } catch (error) {
    return { code: null, signal: null, text, reason: "crashed", error: error as Error };
  }
}

function reasonOf(code: number | null, signal: NodeJS.Signals | null, text: string): EngineEnd["reason"] {
  // Node writes this before it aborts.
  if (/heap out of memory|Allocation failed/.test(text)) return "out of memory";
  return signal === null && code !== null && code < 128 ? "exited" : "crashed";
}

function builtScript(): string {
  const file = fileURLToPath(new URL("./engine-process.js", import.meta.url));
  if (existsSync(file)) return file;
  throw new Error(`startEngine: ${file} is not there; build the package, since Node runs no TypeScript`);
}
