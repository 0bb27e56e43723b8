import type { OutputEvent } from "../session/outputs.js";
import type { Message } from "../wire/message.js";
import { type BoundedOutput, boundedOutput } from "./bounded-output.js";
import type { Content } from "./content-fields.js";
import { recentMap } from "./recent-map.js";
import type { Request, Speaker } from "./speaker.js";
import { textBatch } from "./text-batch.js";

/** How many cells are remembered, of which late outputs may come, and how many messages to comms. */
const [mostCells, mostOthers] = [10_000, 1000];

/** Publishes what requests put out, each as belonging to its request, also after that has ended. */
export interface RequestOutputs {
  /** Takes a request before anything comes of it: a cell with its count, or another. */
  open(request: Request, executionCount?: number): void;
  /** The message of a request, without its content; undefined if it is forgotten. */
  message(request: number): Message | undefined;
  /** Count of a cell; undefined for what is none or is forgotten. */
  executionCount(request: number): number | undefined;
  add(request: number, event: OutputEvent): void;
  /** Publishes all that is left of a request that has ended. */
  end(request: number): void;
  /** Publishes what waits, before something that is no output. */
  flush(): void;
}

interface Opened {
  readonly message: Message;
  readonly executionCount: number;
  readonly bounded: BoundedOutput;
}

/** Outputs of no request yet. */
export function requestOutputs(speaker: Speaker): RequestOutputs {
  // Apart, since a slider sends more messages than there are cells.
  const cells = recentMap<number, Opened>(mostCells);
  const others = recentMap<number, Opened>(mostOthers);
  const find = (number: number): Opened | undefined => cells.get(number) ?? others.get(number);
  const batch = textBatch((number, event) => {
    const opened = find(number);
    if (opened === undefined) return;
    speaker.publish(event.type, contentOf(event, opened.executionCount), opened.message);
  });

  function addAll(number: number, events: readonly OutputEvent[]): void {
    for (const event of events) batch.add(number, event);
  }

  return {
    open: ({ number, message }, executionCount) => {
      const opened = {
        message: withoutContent(message),
        executionCount: executionCount ?? 0,
        bounded: boundedOutput(),
      };
      (executionCount === undefined ? others : cells).set(number, opened);
    },
    message: (number) => find(number)?.message,
    executionCount: (number) => cells.get(number)?.executionCount,
    add: (number, event) => addAll(number, find(number)?.bounded.add(event) ?? []),
    end: (number) => {
      addAll(number, find(number)?.bounded.end() ?? []);
      batch.flush();
    },
    flush: batch.flush,
  };
}

/** Code may be large, and what came with it in one piece from a socket is kept with each part of it. */
function withoutContent({ identities, header, parentHeader }: Message): Message {
  // Not by Buffer.from, whose small copies each keep a page of Node's pool.
  const copies = identities.map((identity) => Buffer.from(Uint8Array.from(identity).buffer));
  return { identities: copies, header, parentHeader, metadata: {}, content: {}, buffers: [] };
}

function contentOf(event: OutputEvent, executionCount: number): Content {
  switch (event.type) {
    case "stream":
      return { name: event.name, text: event.text };
    case "display_data":
    case "update_display_data":
      return {
        data: event.data,
        metadata: event.metadata ?? {},
        transient: event.displayId === undefined ? {} : { display_id: event.displayId },
      };
    case "execute_result":
      return { execution_count: executionCount, data: event.data, metadata: {} };
    case "clear_output":
      return { wait: event.wait };
    case "error":
      return errorContent(event);
  }
}

/** Content of an error as Jupyter's messages have it. */
export function errorContent(error: {
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}): { readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] } {
  return { ename: error.name, evalue: error.message, traceback: error.traceback };
}
