import { cutText, lineCount, withoutMiddle } from "../session/cut-text.js";
import { leftOutText, mostError, mostErrors, mostOutputs, mostText, withCutText } from "../session/output-limits.js";
import type { OutputEvent } from "../session/outputs.js";

/** Most characters that are printed, and most outputs, after a cell has ended. */
const [mostLateText, mostLateOutputs] = [100_000, 100];
/** How far back from a cut the end of a line is looked for, in characters. */
const lineReach = 1000;

/** Outputs of one cell on their way to a reader, without those that no reader could read. */
export interface BoundedOutput {
  /** What is to be published of an output now. */
  add(event: OutputEvent): readonly OutputEvent[];
  /** What is still to be published when the cell has ended: the end of its text, and what was left out. */
  end(): readonly OutputEvent[];
}

type StreamEvent = Extract<OutputEvent, { type: "stream" }>;

interface HeldText {
  readonly name: StreamEvent["name"];
  text: string;
  cut: number;
  cutLines: number;
}

/**
 * Bounds that hold while a cell runs: the first half of its text goes on as it comes, of what follows the last half
 * waits for the end of the cell. The limits and the words are those of a stored cell (`cellOutputs`), but for text that
 * waits: it comes after displays that were made in between.
 */
export function boundedOutput(): BoundedOutput {
  let headLeft = mostText / 2;
  let tailMost = mostText / 2;
  let held: HeldText[] = [];
  let heldLength = 0;
  let outputs = 0;
  let errors = 0;
  let leftOut = 0;
  let lastStream: StreamEvent["name"] | undefined;
  let isLineOpen = false;
  let late: { text: number; outputs: number; isTold: boolean } | undefined;

  function addText({ name, text }: StreamEvent): OutputEvent[] {
    if (text === "") return [];
    if (late !== undefined) return addLate(text.length, 0, [{ type: "stream", name, text }]);
    if (name !== lastStream) {
      if (outputs >= mostOutputs) {
        leftOut++;
        return [];
      }
      outputs++;
      lastStream = name;
    }
    const taken = text.length <= headLeft ? text.length : cutBefore(text, headLeft, isLineOpen);
    // The start is full when something does not fit: what comes next must not overtake it.
    headLeft = taken === text.length ? headLeft - taken : 0;
    if (taken < text.length) hold(name, text.slice(taken));
    if (taken === 0) return [];
    isLineOpen = text[taken - 1] !== "\n";
    return [{ type: "stream", name, text: text.slice(0, taken) }];
  }

  function hold(name: StreamEvent["name"], text: string): void {
    const last = held.at(-1);
    if (last?.name === name) last.text += text;
    else held.push({ name, text, cut: 0, cutLines: 0 });
    heldLength += text.length;
    // Not at each piece, so that each character is moved once.
    if (heldLength > 2 * tailMost) trim();
  }

  function trim(): void {
    for (const one of held) {
      const excess = Math.min(heldLength - tailMost, one.text.length);
      if (excess <= 0) return;
      one.cut += excess;
      one.cutLines += lineCount(one.text.slice(0, excess));
      one.text = one.text.slice(excess);
      heldLength -= excess;
    }
  }

  function release(): OutputEvent[] {
    trim();
    const released = held.map(({ name, text, cut, cutLines }, index): OutputEvent => {
      const shown = withoutMiddle({ head: "", cut, cutLines, tail: text });
      return { type: "stream", name, text: index === 0 && cut > 0 && isLineOpen ? `\n${shown}` : shown };
    });
    // An error in the middle of a cell shows what came before it; each time there is less room for it.
    tailMost = Math.max(mostError, tailMost - heldLength);
    held = [];
    heldLength = 0;
    return released;
  }

  function addOther(event: Exclude<OutputEvent, StreamEvent>): OutputEvent[] {
    switch (event.type) {
      case "clear_output":
        startAnew();
        return [event];
      case "update_display_data":
        return [{ ...event, data: withCutText(event.data) }];
      case "error":
        if (errors++ >= mostErrors) return leave();
        return later([
          ...release(),
          {
            ...event,
            message: cutText(event.message, mostError),
            traceback: event.traceback.map((line) => cutText(line, mostError)),
          },
        ]);
      case "execute_result":
        return later([...release(), { ...event, data: withCutText(event.data) }]);
      case "display_data": {
        const shown: OutputEvent[] = [{ ...event, data: withCutText(event.data) }];
        if (late !== undefined) return addLate(0, 1, shown);
        return outputs >= mostOutputs ? leave() : later(shown);
      }
    }
  }

  function later(shown: OutputEvent[]): OutputEvent[] {
    outputs++;
    lastStream = undefined;
    return shown;
  }

  function leave(): OutputEvent[] {
    leftOut++;
    return [];
  }

  function addLate(text: number, count: number, shown: OutputEvent[]): OutputEvent[] {
    const state = late as NonNullable<typeof late>;
    state.text += text;
    state.outputs += count;
    if (state.text <= mostLateText && state.outputs <= mostLateOutputs) return shown;
    if (state.isTold) return [];
    state.isTold = true;
    return [
      { type: "stream", name: "stderr", text: "\n[… what this cell puts out after its end is left out from here …]\n" },
    ];
  }

  /** A cell that takes its outputs away, as for an animation, has room again. */
  function startAnew(): void {
    headLeft = mostText / 2;
    tailMost = mostText / 2;
    held = [];
    heldLength = 0;
    outputs = 0;
    errors = 0;
    leftOut = 0;
    lastStream = undefined;
    isLineOpen = false;
    if (late !== undefined) late = { text: 0, outputs: 0, isTold: false };
  }

  return {
    add: (event) => (event.type === "stream" ? addText(event) : addOther(event)),
    end: () => {
      const rest = release();
      if (leftOut > 0) {
        const text = leftOutText(leftOut);
        rest.push({ type: "stream", name: "stderr", text });
      }
      late = { text: 0, outputs: 0, isTold: false };
      return rest;
    },
  };
}

/** Where a text may be cut at a length or a little before: after a whole line, otherwise not within a letter. */
function cutBefore(text: string, length: number, isLineOpen: boolean): number {
  const lineEnd = text.lastIndexOf("\n", length - 1) + 1;
  if ((lineEnd > 0 || !isLineOpen) && length - lineEnd <= lineReach) return lineEnd;
  return length > 0 && /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
}
