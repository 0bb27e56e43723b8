import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers";
import type { ProcessMessage } from "./run-process-messages.js";

/** How many pieces of text of a cell are told one by one: what a cell prints in all, unless it prints very much. */
const oneByOne = 1000;
/** Then they are told together: after so many characters, or milliseconds. */
const [mostText, mostMs] = [64_000, 20];

type TextMessage = Extract<ProcessMessage, { type: "output" }> & {
  readonly output: { readonly type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string };
};

/** Tells messages, and what a cell prints in many pieces in fewer. */
export interface JoinedText {
  tell(message: ProcessMessage): void;
  /** Tells what is held back. */
  flush(): void;
}

/**
 * Tells each message before it comes back, so that what happened is known even if the process goes no further; only of a
 * cell that prints more than a thousand pieces may the last 20 ms be lost with a crash.
 */
export function joinedText(tell: (message: ProcessMessage) => void): JoinedText {
  let held: TextMessage | undefined;
  let cell = 0;
  let count = 0;
  let told = 0;

  function flush(): void {
    if (held === undefined) return;
    const message = held;
    held = undefined;
    told = performance.now();
    tell(message);
  }

  function addText(message: TextMessage): void {
    if (held !== undefined && (held.cell !== message.cell || held.output.name !== message.output.name)) flush();
    const text = (held?.output.text ?? "") + message.output.text;
    // A cell that prints when nothing else of it happens, from a timer, may never have another message.
    if (held === undefined) setImmediate(flush);
    held = { ...message, output: { ...message.output, text } };
    if (text.length >= mostText || performance.now() - told >= mostMs) flush();
  }

  return {
    tell: (message) => {
      if (isText(message)) {
        if (message.cell !== cell) count = 0;
        cell = message.cell;
        if (++count > oneByOne) {
          addText(message);
          return;
        }
      }
      flush();
      tell(message);
    },
    flush,
  };
}

function isText(message: ProcessMessage): message is TextMessage {
  return message.type === "output" && message.output.type === "stream";
}
