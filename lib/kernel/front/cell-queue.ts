import type { EngineEvent, EngineOrder } from "../engine/engine-messages.js";
import type { CellHistory } from "./cell-history.js";
import { type ExecuteFields, executeFields } from "./execute-fields.js";
import { loopTurn } from "./loop-turn.js";
import { errorContent, type RequestOutputs } from "./request-outputs.js";
import type { Request, Speaker } from "./speaker.js";

export interface CellQueueParts {
  readonly speaker: Speaker;
  readonly outputs: RequestOutputs;
  readonly history: CellHistory;
  readonly order: (order: Extract<EngineOrder, { type: "execute" }>) => void;
  /** What the next cell that shows something is told first. */
  readonly takeNotes: () => string;
  /** Keeps a line for it. */
  readonly note: (line: string) => void;
}

/** Runs the cells of `execute_request`s one after the other. */
export interface CellQueue {
  add(request: Request): void;
  /** A cell has been compiled and checked, and computes. */
  computes(request: number): void;
  /** Takes an output of the engine. */
  output(event: Extract<EngineEvent, { type: "output" }>): void;
  executed(event: Extract<EngineEvent, { type: "executed" }>): void;
  /** Ends the cell that runs with an error; false if none runs. */
  fail(error: { readonly name: string; readonly message: string }): boolean;
  /** Number of the request that runs, or ran last; undefined if none did. */
  readonly latest: number | undefined;
  readonly running: number | undefined;
  /** Resolves when all that was asked for so far has ended; undefined if it has. */
  ended(): Promise<void> | undefined;
  /** Resolves when the cell whose turn it is computes or has ended; undefined if there is none. */
  begun(): Promise<void> | undefined;
}

type ErrorContent = ReturnType<typeof errorContent>;
type Expressions = Extract<EngineEvent, { type: "executed" }>["userExpressions"];

interface Cell {
  readonly request: Request;
  readonly fields: ExecuteFields;
  readonly ended: Moment;
  readonly begun: Moment;
  startedAt: string;
  executionCount: number;
  /** The last error that was published for it. */
  error?: ErrorContent;
  isEnding: boolean;
}

/** A queue with no cells and no count. */
export function cellQueue({ speaker, outputs, history, order, takeNotes, note }: CellQueueParts): CellQueue {
  let waiting: Cell[] = [];
  let running: Cell | undefined;
  let latest: number | undefined;
  let counted = 0;

  function add(request: Request): void {
    const fields = executeFields(request.message.content);
    if (fields === undefined) {
      refuse(request);
      return;
    }
    waiting.push({
      request,
      fields,
      ended: moment(),
      begun: moment(),
      startedAt: "",
      executionCount: 0,
      isEnding: false,
    });
    startNext();
  }

  function refuse(request: Request): void {
    const evalue = "execute_request: code is no text; send the cell as the string `code`";
    speaker.status("busy", request.message);
    speaker.reply(request, { status: "error", ename: "TypeError", evalue, traceback: [evalue] });
    speaker.status("idle", request.message);
  }

  function startNext(): void {
    if (running !== undefined) return;
    running = waiting.shift();
    if (running !== undefined) start(running);
  }

  function start(cell: Cell): void {
    const { request, fields } = cell;
    const { code, silent, allowStdin, userExpressions } = fields;
    cell.startedAt = new Date().toISOString();
    // A cell that is not counted has the number that the next one will have.
    const executionCount = counted + 1;
    cell.executionCount = executionCount;
    if (fields.storeHistory && code.trim() !== "") {
      counted = executionCount;
      history.add(executionCount, code);
    }
    latest = request.number;
    outputs.open(request, executionCount);
    speaker.status("busy", request.message);
    if (!silent) {
      speaker.publish("execute_input", { code, execution_count: executionCount }, request.message);
      const notes = takeNotes();
      if (notes !== "") outputs.add(request.number, { type: "stream", name: "stderr", text: notes });
    }
    const { cellId } = request.message.metadata;
    order({
      type: "execute",
      request: request.number,
      code,
      executionCount,
      silent,
      allowStdin,
      userExpressions,
      ...(typeof cellId === "string" && { cellId }),
    });
  }

  function output({ request, event }: Extract<EngineEvent, { type: "output" }>): void {
    const cell = running?.request.number === request ? running : undefined;
    if (event.type === "error" && cell !== undefined) cell.error = errorContent(event);
    if (event.type === "execute_result") {
      if (cell?.fields.silent) return;
      const text = event.data["text/plain"];
      if (cell?.fields.storeHistory && typeof text === "string") history.addResult(cell.executionCount, text);
    }
    outputs.add(request, event);
    if (event.type === "error" && cell === undefined) noteLate(request, event);
  }

  /** Programs that run notebooks look at nothing that comes after a cell, so a cell that they look at says it. */
  function noteLate(request: number, { name, message }: { readonly name: string; readonly message: string }): void {
    const count = outputs.executionCount(request);
    if (count === undefined) return;
    const text = `cell ${count} failed after its end: ${`${name}: ${message}`.split("\n", 1)}\n`;
    if (running === undefined || running.isEnding || running.fields.silent) note(text);
    else outputs.add(running.request.number, { type: "stream", name: "stderr", text });
  }

  /** The error of a reply is the one that was published, with its trace. */
  function publishedError(
    cell: Cell,
    { name, message }: { readonly name: string; readonly message: string },
  ): ErrorContent {
    const { error } = cell;
    if (error?.ename === name && error.evalue === message) return error;
    const traceback = [`${name}: ${message}`];
    outputs.add(cell.request.number, { type: "error", name, message, traceback });
    return errorContent({ name, message, traceback });
  }

  async function end(cell: Cell, error: ErrorContent | undefined, expressions: Expressions): Promise<void> {
    cell.isEnding = true;
    const { request, fields, startedAt } = cell;
    outputs.end(request.number);
    // What a front end sent before it could know of the error is aborted, also if it is still in the sockets.
    if (error !== undefined) await loopTurn();
    const status = error === undefined ? "ok" : "error";
    const user_expressions = error === undefined ? expressions : {};
    const content = { status, ...error, execution_count: counted, user_expressions, payload: [] };
    speaker.reply(request, content, { started: startedAt, status });
    speaker.status("idle", request.message);
    running = undefined;
    if (error !== undefined && fields.stopOnError && !fields.silent) abortWaiting();
    cell.begun.come();
    cell.ended.come();
    startNext();
  }

  function abortWaiting(): void {
    const aborted = waiting;
    waiting = [];
    for (const { request, ended } of aborted) {
      speaker.status("busy", request.message);
      speaker.reply(request, { status: "aborted" }, { started: new Date().toISOString(), status: "aborted" });
      speaker.status("idle", request.message);
      ended.come();
    }
  }

  return {
    add,
    computes: (request) => {
      if (running?.request.number === request) running.begun.come();
    },
    output,
    executed: ({ request, error, userExpressions }) => {
      if (running?.request.number !== request || running.isEnding) return;
      void end(running, error && publishedError(running, error), userExpressions);
    },
    fail: (error) => {
      if (running === undefined || running.isEnding) return false;
      void end(running, publishedError(running, error), {});
      return true;
    },
    get latest() {
      return latest;
    },
    get running() {
      return running?.request.number;
    },
    ended: () => (waiting.at(-1) ?? running)?.ended.reached,
    begun: () => running?.begun.reached,
  };
}

/** Something that will happen once. */
interface Moment {
  readonly reached: Promise<void>;
  readonly come: () => void;
}

function moment(): Moment {
  let come = (): void => {};
  const reached = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { reached, come };
}
