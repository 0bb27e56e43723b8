import { Socket } from "node:net";
import { giveTurns } from "../session/callback-turns.js";
import type { CellError } from "../session/cell-error.js";
import { Interrupted } from "../session/interrupted.js";
import { createSession } from "../session/session.js";
import { type EngineEvent, type EngineInput, type EngineOrder, enginePipes } from "./engine-messages.js";
import type { EngineStart } from "./engine-settings.js";
import { frameReader, readFrame, writeFrame } from "./frames.js";
import { watchInterrupts } from "./watch-interrupts.js";

// The process that runs the cells of a kernel; `startEngine` starts it.

type ExecuteOrder = Extract<EngineOrder, { type: "execute" }>;
type CheckedOrder = Extract<EngineOrder, { type: "checked" }>;

/** When interrupts are watched for at the latest. */
const latestWatchMs = 500;

/** What a cell left behind is waited for, since programs that run notebooks see nothing of what comes later. */
const endWaitMs = 100;

const { exit } = process;
const start = JSON.parse(process.argv.pop() as string) as EngineStart;
const tell = (event: EngineEvent): void => writeFrame(enginePipes.events, event);

const waiting: ExecuteOrder[] = [];
/** Requests that run: at most one cell, and what takes messages of comms. */
const running = new Set<number>();
const checks = new Map<number, (order: CheckedOrder) => void>();
let isBusy = false;
let ownWork = 0;
let isWatched = false;

// A cell whose check takes long can be interrupted, too. The timer is Node's own, which cells have not.
setTimeout(watch, latestWatchMs).unref();
giveTurns();
const session = createSession({
  file: start.file,
  onOutput: (event, request) => tell({ type: "output", request, event }),
  onProgress: (text, request) => tell({ type: "progress", request, text }),
  onComm: (message, request) => tell({ type: "comm", request, message }),
  takesStrayOutput: true,
  oi: start.hasLibrary,
  endWaitMs,
});

function own(work: () => void): void {
  ownWork++;
  work();
  ownWork--;
}

function take(order: EngineOrder): void {
  // From here on code of cells may run, and nothing of it has begun.
  if (order.type !== "execute" || !start.checksTypes) watch();
  if (order.type === "checked") checks.get(order.request)?.(order);
  else if (order.type === "comm") void receive(order);
  else {
    waiting.push(order);
    next();
  }
}

/** Runs the orders to execute one after the other. */
function next(): void {
  const order = isBusy ? undefined : waiting.shift();
  // A cell that waits although nothing is left that could run is told so, unless the front end may still send something.
  if (isBusy && !session.hasComms && checks.size === 0) orders.unref();
  else orders.ref();
  if (order === undefined) return;
  isBusy = true;
  running.add(order.request);
  void execute(order).finally(() => {
    isBusy = false;
    next();
  });
  next();
}

async function execute({ request, code, allowStdin, ...order }: ExecuteOrder) {
  const { executionCount, silent, userExpressions, cellId } = order;
  const result = await session.run(code, {
    key: request,
    executionCount,
    silent,
    userExpressions,
    ...(cellId !== undefined && { cellId }),
    onRunning: () => tell({ type: "running", request, code }),
    ...(start.checksTypes && { check: (text: string) => check(request, text) }),
    ...(allowStdin && { prompt: (text: string, { password }: { password: boolean }) => ask(request, text, password) }),
  });
  running.delete(request);
  const outcome: { error?: CellError } = result.status === "error" ? { error: result.error } : {};
  tell({
    type: "executed",
    request,
    ...outcome,
    userExpressions: result.status === "ok" ? result.userExpressions : {},
  });
}

async function check(request: number, code: string): Promise<CheckedOrder["problems"]> {
  try {
    return await new Promise((resolve) => {
      checks.set(request, ({ problems }) => resolve(problems));
      next();
      tell({ type: "check", request, code });
    });
  } finally {
    checks.delete(request);
    next();
  }
}

async function receive({ request, message }: Extract<EngineOrder, { type: "comm" }>): Promise<void> {
  running.add(request);
  await session.receive(message, request);
  running.delete(request);
  tell({ type: "comm_handled", request });
}

/** Blocks until the reader has answered. */
function ask(request: number, text: string, password: boolean): string {
  tell({ type: "prompt", request, text, password });
  const { value } = readFrame(enginePipes.input) as EngineInput;
  if (value !== undefined) return value;
  // A cell that catches it is over all the same.
  session.interrupt();
  throw new Interrupted();
}

/** Another thread starts, which takes time that a kernel's first cell would wait for. */
function watch(): void {
  if (isWatched) return;
  isWatched = true;
  watchInterrupts({
    session,
    leadsGroup: start.leadsGroup,
    isRunning: (request) => (request === 0 ? running.size === 0 : running.has(request)),
    isOwnWork: () => ownWork > 0,
  });
}

// Ctrl-C at a terminal is for the front, which then says what to do.
process.on("SIGINT", () => {});
const orders = new Socket({ fd: enginePipes.orders, readable: true, writable: false });
const read = frameReader((order) => take(order as EngineOrder));
orders.on("data", (bytes: Buffer) => own(() => read(bytes)));
orders.on("error", () => {});
orders.on("close", () => exit(0));
tell({ type: "ready" });
