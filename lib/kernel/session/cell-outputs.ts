import { cutText, lineCount, withoutMiddle } from "./cut-text.js";
import { leftOutText, mostError, mostErrors, mostOutputs, mostText, withCutText } from "./output-limits.js";
import type { NotebookOutput, OutputEvent } from "./outputs.js";

/** Outputs of one cell, of which those that no reader could read are left out, and counted. */
export interface CellOutputs {
  /** Takes an output. Text that follows text of the same stream joins it. */
  add(event: KeptEvent, executionCount: number): void;
  /** Replaces a display, if it is still there. */
  update(slot: number, display: Display): void;
  /** Number of the last output, if the event before became one. */
  readonly lastSlot: number | undefined;
  /** The outputs so far; how they came in parts changes nothing. */
  list(): readonly NotebookOutput[];
}

type KeptEvent = Exclude<OutputEvent, { type: "update_display_data" }>;
type Display = Pick<Extract<OutputEvent, { type: "display_data" }>, "data" | "metadata">;

interface StreamSlot {
  readonly stream: "stdout" | "stderr";
  head: string;
  cut: number;
  cutLines: number;
  tail: string;
}

/** An empty list. */
export function cellOutputs(): CellOutputs {
  const slots: (NotebookOutput | StreamSlot)[] = [];
  /** Streams that hold text beyond the start, oldest first. */
  const tails: StreamSlot[] = [];
  let headLeft = mostText / 2;
  let tailLength = 0;
  let errors = 0;
  let leftOut = 0;
  /** How many outputs were taken away: slots are numbered on. */
  let gone = 0;
  let isToClear = false;
  let lastSlot: number | undefined;

  function clear(): void {
    isToClear = false;
    gone += slots.length;
    slots.length = 0;
    tails.length = 0;
    headLeft = mostText / 2;
    tailLength = 0;
    errors = 0;
    leftOut = 0;
  }

  function addText(stream: StreamSlot["stream"], text: string): void {
    let slot = slots.at(-1);
    if (slot === undefined || !("stream" in slot) || slot.stream !== stream) {
      if (slots.length >= mostOutputs) {
        leftOut++;
        return;
      }
      slot = { stream, head: "", cut: 0, cutLines: 0, tail: "" };
      slots.push(slot);
    }
    const taken = Math.min(headLeft, text.length);
    slot.head += text.slice(0, taken);
    headLeft -= taken;
    if (taken === text.length) return;
    if (slot.tail === "") tails.push(slot);
    slot.tail += text.slice(taken);
    tailLength += text.length - taken;
    // Not at each piece, so that each character is moved once.
    if (tailLength > mostText) trimTails();
  }

  function trimTails(): void {
    while (tailLength > mostText / 2) {
      const slot = tails[0] as StreamSlot;
      const dropped = slot.tail.slice(0, tailLength - mostText / 2);
      slot.tail = slot.tail.slice(dropped.length);
      slot.cut += dropped.length;
      slot.cutLines += lineCount(dropped);
      tailLength -= dropped.length;
      if (slot.tail === "") tails.shift();
    }
  }

  return {
    add: (event, executionCount) => {
      lastSlot = undefined;
      if (event.type === "clear_output") {
        if (event.wait) isToClear = true;
        else clear();
        return;
      }
      if (isToClear) clear();
      if (event.type === "stream") {
        addText(event.name, event.text);
        return;
      }
      const isKept = event.type === "error" ? errors++ < mostErrors : event.type === "execute_result";
      if (slots.length >= mostOutputs && !isKept) {
        leftOut++;
        return;
      }
      lastSlot = gone + slots.push(notebookOutput(event, executionCount)) - 1;
    },
    update: (slot, { data, metadata = {} }) => {
      const index = slot - gone;
      if (index < 0) return;
      slots[index] = { ...(slots[index] as NotebookOutput), data: withCutText(data), metadata } as NotebookOutput;
    },
    get lastSlot() {
      return lastSlot;
    },
    list: () => {
      trimTails();
      const listed = slots.map((slot): NotebookOutput => {
        return "stream" in slot ? { output_type: "stream", name: slot.stream, text: withoutMiddle(slot) } : slot;
      });
      const text = leftOutText(leftOut);
      return leftOut === 0 ? listed : [...listed, { output_type: "stream", name: "stderr", text }];
    },
  };
}

function notebookOutput(
  event: Exclude<KeptEvent, { type: "stream" | "clear_output" }>,
  executionCount: number,
): NotebookOutput {
  switch (event.type) {
    case "display_data":
      return { output_type: "display_data", data: withCutText(event.data), metadata: event.metadata ?? {} };
    case "execute_result":
      return {
        output_type: "execute_result",
        data: withCutText(event.data),
        metadata: {},
        execution_count: executionCount,
      };
    case "error":
      return {
        output_type: "error",
        ename: event.name,
        evalue: cutText(event.message, mostError),
        traceback: event.traceback.map((line) => cutText(line, mostError)),
      };
  }
}
