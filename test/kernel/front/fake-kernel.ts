import type { EngineEvent, EngineInput, EngineOrder } from "../../../lib/kernel/engine/engine-messages.js";
import type { EngineEnd } from "../../../lib/kernel/engine/start-engine.js";
import type { StartEngine } from "../../../lib/kernel/front/engine-host.js";
import { createFront, type Front } from "../../../lib/kernel/front/front.js";
import type { TypesMode } from "../../../lib/kernel/front/kernel-settings.js";
import type { OutputEvent } from "../../../lib/kernel/session/outputs.js";
import type { TypeService } from "../../../lib/kernel/types/type-service.js";
import type { Message, RequestChannel } from "../../../lib/kernel/wire/message.js";

type Content = Readonly<Record<string, unknown>>;

/** A message that the front sent: where, what, and whose. */
export interface Said {
  readonly channel: RequestChannel | "iopub";
  readonly type: string;
  readonly content: Content;
  readonly parent: string | undefined;
  readonly message: Message;
}

/** A front whose engine and front ends are this test. */
export interface FakeKernel {
  readonly front: Front;
  readonly said: Said[];
  readonly orders: EngineOrder[];
  readonly answers: EngineInput[];
  readonly logged: string[];
  /** How often an engine was started, interrupted and killed, and cells were forgotten. */
  readonly counts: { started: number; interrupts: number; kills: number; resets: number; shutdowns: number };
  readonly kept: string[];
  /** Sends a request and returns the id of its message. */
  send(type: string, content?: Content, channel?: RequestChannel): string;
  execute(code: string, content?: Content): string;
  /** Something happens in the newest engine. */
  event(event: EngineEvent): void;
  output(request: number, event: OutputEvent): void;
  print(request: number, text: string): void;
  /** Ends the cell whose order came last. */
  done(error?: { readonly name: string; readonly message: string }): Promise<void>;
  text(text: string): void;
  die(end?: Partial<EngineEnd>): void;
  /** Number of the request that was ordered last. */
  readonly last: number;
  /** Types of what was said, in order, with the state of statuses: `busy`, `execute_input`, … */
  words(parent?: string): string[];
  of(type: string, parent?: string): Content[];
}

export function fakeKernel({
  types = {},
  mode = "off",
  subscribed = [],
}: {
  readonly types?: Partial<TypeService>;
  readonly mode?: TypesMode;
  readonly subscribed?: readonly Buffer[];
} = {}): FakeKernel {
  const said: Said[] = [];
  const orders: EngineOrder[] = [];
  const answers: EngineInput[] = [];
  const logged: string[] = [];
  const kept: string[] = [];
  const counts = { started: 0, interrupts: 0, kills: 0, resets: 0, shutdowns: 0 };
  let listeners: Parameters<StartEngine>[0] | undefined;
  let ids = 0;
  const note = (channel: Said["channel"], message: Message): void => {
    const { header, content, parentHeader } = message;
    said.push({ channel, type: header.msg_type, content, parent: parentHeader.msg_id as string | undefined, message });
  };
  const front = createFront({
    subscribed,
    publish: (message) => note("iopub", message),
    send: note,
    startEngine: (given) => {
      listeners = given;
      counts.started++;
      return {
        pid: counts.started,
        order: (order) => orders.push(order),
        interrupt: () => counts.interrupts++,
        answer: (input) => answers.push(input),
        kill: () => counts.kills++,
      };
    },
    types: {
      check: async () => [],
      keep: (code) => kept.push(code),
      complete: async (_, offset) => ({ matches: [], start: offset, end: offset }),
      inspect: async () => undefined,
      reset: () => counts.resets++,
      close: () => {},
      ...types,
    },
    settings: { types: mode, oi: true },
    onShutdown: () => counts.shutdowns++,
    log: (line) => logged.push(line),
  });
  const event = (one: EngineEvent): void => listeners?.onEvent(one);
  event({ type: "ready" });

  const kernel: FakeKernel = {
    front,
    said,
    orders,
    answers,
    logged,
    counts,
    kept,
    send: (type, content = {}, channel = "shell") => {
      const id = `${type}-${ids++}`;
      const header = { msg_id: id, session: "test", username: "test", date: "", msg_type: type, version: "5.4" };
      const identities = [Buffer.from("front end")];
      front.receive(channel, { identities, header, parentHeader: {}, metadata: {}, content, buffers: [] });
      return id;
    },
    execute: (code, content = {}) => kernel.send("execute_request", { code, ...content }),
    event,
    output: (request, output) => event({ type: "output", request, event: output }),
    print: (request, text) => kernel.output(request, { type: "stream", name: "stdout", text }),
    done: async (error) => {
      const request = kernel.last;
      if (error !== undefined) {
        kernel.output(request, { type: "error", ...error, traceback: ["trace"] });
        event({ type: "executed", request, error: { ...error, frames: [] }, userExpressions: {} });
        await turns();
      } else event({ type: "executed", request, userExpressions: {} });
    },
    text: (text) => listeners?.onText(text, "stderr"),
    die: (end = {}) => listeners?.onExit({ code: null, signal: null, text: "", reason: "crashed", ...end }),
    get last() {
      return orders.findLast(({ type }) => type === "execute")?.request as number;
    },
    words: (parent) =>
      said
        .filter((one) => parent === undefined || one.parent === parent)
        .map(({ type, content }) => (type === "status" ? (content.execution_state as string) : type)),
    of: (type, parent) =>
      said
        .filter((one) => one.type === type && (parent === undefined || one.parent === parent))
        .map((one) => one.content),
  };
  return kernel;
}

/** Lets everything go on that waits for nothing. */
export async function turns(): Promise<void> {
  for (let count = 0; count < 5; count++) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
