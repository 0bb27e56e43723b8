import { expect, test } from "vitest";
import { boundedOutput } from "../../../lib/kernel/front/bounded-output.js";
import type { NotebookOutput, OutputEvent } from "../../../lib/kernel/session/outputs.js";
import { outputCollector } from "../../../lib/kernel/session/outputs.js";

const text = (content: string, name: "stdout" | "stderr" = "stdout"): OutputEvent => ({
  type: "stream",
  name,
  text: content,
});
const shown = (content: string): OutputEvent => ({ type: "display_data", data: { "text/plain": content } });

/** Outputs by what they are, how long, and their start and end: a difference of megabytes cannot be read. */
function summary(outputs: readonly NotebookOutput[]): unknown {
  const short = (content: string): unknown => [content.length, content.slice(0, 50), content.slice(-50)];
  return outputs.map((output) => {
    if (output.output_type === "stream") return [output.name, short(output.text), /\[….*…\]/.exec(output.text)?.[0]];
    if (output.output_type === "error") return [output.ename, short(output.evalue), output.traceback.map(short)];
    return [output.output_type, short(output.data["text/plain"] as string)];
  });
}

/** What a front end stores of what is published: text that follows text of the same stream joins it. */
function stored(events: readonly OutputEvent[]): NotebookOutput[] {
  const outputs: NotebookOutput[] = [];
  for (const event of events) {
    const last = outputs.at(-1);
    if (event.type === "stream" && last?.output_type === "stream" && last.name === event.name) {
      outputs[outputs.length - 1] = { ...last, text: last.text + event.text };
    } else if (event.type === "stream") outputs.push({ output_type: "stream", name: event.name, text: event.text });
    else if (event.type === "error") {
      outputs.push({ output_type: "error", ename: event.name, evalue: event.message, traceback: event.traceback });
    } else if (event.type === "display_data") outputs.push({ output_type: event.type, data: event.data, metadata: {} });
    else if (event.type === "execute_result") {
      outputs.push({ output_type: event.type, data: event.data, metadata: {}, execution_count: 1 });
    }
  }
  return outputs;
}

function collected(events: readonly OutputEvent[]): readonly NotebookOutput[] {
  const collector = outputCollector();
  for (const event of events) collector.add(event, 1);
  return collector.of(1);
}

function published(events: readonly OutputEvent[]): OutputEvent[] {
  const bounded = boundedOutput();
  return [...events.flatMap((event) => bounded.add(event)), ...bounded.end()];
}

const lines = (count: number): OutputEvent[] => Array.from({ length: count }, (_, line) => text(`line ${line}\n`));

test("what is not too much is published as it comes", () => {
  const events = [text("a"), text("b\n"), text("c", "stderr"), shown("d"), text("e")];
  expect(published(events)).toEqual(events);
});

// A stored cell is the measure: the same limits and words, whether they hold at once or while the cell runs.
test.each([
  ["lines of which the middle is left out", lines(200_000)],
  ["lines that just fit", lines(90_000)],
  ["one text without lines", [text("x".repeat(3_000_000))]],
  ["letters of two units", [text("😀".repeat(900_000))]],
  ["a long text in two streams", [text("x\n".repeat(300_000)), text("y\n".repeat(300_000), "stderr")]],
  ["a long result", [{ type: "execute_result", data: { "text/plain": "r".repeat(2_000_000) } } as OutputEvent]],
  ["more displays than there is room for", Array.from({ length: 1500 }, (_, index) => shown(`${index}`))],
  [
    "a long error",
    [{ type: "error", name: "E", message: "m".repeat(50_000), traceback: ["t".repeat(50_000)] } as OutputEvent],
  ],
])("%s are published as they would be stored", (_, events) => {
  expect(summary(stored(published(events)))).toEqual(summary(collected(events)));
});

test("the start of a long text does not wait for the end of the cell", () => {
  const bounded = boundedOutput();
  const now = lines(200_000).flatMap((event) => bounded.add(event));
  const length = now.reduce((sum, event) => sum + (event.type === "stream" ? event.text.length : 0), 0);
  expect(length).toBeGreaterThan(499_000);
  expect(length).toBeLessThanOrEqual(500_000);
});

test("an error shows the text before it", () => {
  const bounded = boundedOutput();
  for (const event of lines(100_000)) bounded.add(event);
  const [before, error] = bounded.add({ type: "error", name: "E", message: "m", traceback: [] });
  expect(before).toMatchObject({ type: "stream", text: expect.stringMatching(/left out here …\]\n.*line 99999\n$/s) });
  expect(error).toMatchObject({ type: "error" });
});

test("a cell that clears its outputs has room again", () => {
  const events = Array.from({ length: 3000 }, (_, frame): OutputEvent[] => [
    { type: "clear_output", wait: true },
    shown(`${frame}`),
  ]);
  expect(published(events.flat())).toHaveLength(6000);
});

test("updates of a display are not counted", () => {
  const update: OutputEvent = { type: "update_display_data", data: { "text/plain": "x" }, displayId: "id" };
  expect(published(Array.from({ length: 5000 }, () => update))).toHaveLength(5000);
});

test("what comes after the end of a cell is bounded, and says so once", () => {
  const bounded = boundedOutput();
  bounded.end();
  const late = Array.from({ length: 3000 }, () => bounded.add(text(`${"x".repeat(99)}\n`))).flat();
  expect(late).toHaveLength(1001);
  expect(late.at(-1)).toMatchObject({ name: "stderr", text: expect.stringContaining("left out from here") });
});
