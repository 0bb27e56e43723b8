import type { OutputEvent } from "../session/outputs.js";

/** How long text waits for more of it, and how much of it does not wait. */
const [waitMs, enough] = [20, 16_384];

/** Joins pieces of text, so that a cell that prints much sends few messages. */
export interface TextBatch {
  /** Takes an output; all that came before it is published before it. */
  add(request: number, event: OutputEvent): void;
  /** Publishes what waits. */
  flush(): void;
}

/** An empty batch: text waits 20 ms or until there are 16 KB of it, other outputs do not wait. */
export function textBatch(publish: (request: number, event: OutputEvent) => void): TextBatch {
  let waiting: { readonly request: number; readonly name: "stdout" | "stderr"; text: string } | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === undefined) return;
    const { request, name, text } = waiting;
    waiting = undefined;
    publish(request, { type: "stream", name, text });
  }

  function add(request: number, event: OutputEvent): void {
    if (event.type !== "stream") {
      flush();
      publish(request, event);
      return;
    }
    if (waiting !== undefined && (waiting.request !== request || waiting.name !== event.name)) flush();
    if (waiting === undefined) waiting = { request, name: event.name, text: event.text };
    else waiting.text += event.text;
    if (waiting.text.length >= enough) flush();
    else timer ??= setTimeout(flush, waitMs);
  }

  return { add, flush };
}
