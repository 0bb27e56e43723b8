import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutText } from "../../../lib/kernel/session/cut-text.js";
import { type NotebookOutput, type OutputEvent, outputCollector } from "../../../lib/kernel/session/outputs.js";

const stream = (text: string, name: "stdout" | "stderr" = "stdout"): OutputEvent => ({ type: "stream", name, text });
const shown = (text: string): OutputEvent => ({ type: "display_data", data: { "text/plain": text } });

function outputsOf(events: readonly OutputEvent[]): readonly NotebookOutput[] {
  const collector = outputCollector();
  for (const event of events) collector.add(event, 1);
  return collector.of(1);
}

const textOf = (output: NotebookOutput | undefined): string => (output?.output_type === "stream" ? output.text : "");

describe("text that a cell prints", () => {
  // 200,000 lines of 10 characters; the first and last 50,000 of them are 500,000 characters each.
  const lines = Array.from({ length: 200_000 }, (_, index) => `${String(index).padStart(9, "0")}\n`);

  test("keeps its start and its end when it is too long, and says what is missing", () => {
    const text = textOf(outputsOf([stream(lines.join(""))])[0]);
    // The tail begins at the start of a line, which may be the rest of one that was cut: it goes.
    expect(text).toBe(
      `${lines.slice(0, 50_000).join("")}[… 1,000,010 characters in 100,001 lines left out here …]\n${lines.slice(150_001).join("")}`,
    );
  });

  test("is the same in whatever pieces it comes, and whenever it is read", () => {
    const whole = lines.slice(0, 120_000).join("");
    const expected = outputsOf([stream(whole)]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 3, maxLength: 20 }), (sizes) => {
        const collector = outputCollector();
        let at = 0;
        for (const size of [...sizes, whole.length]) {
          collector.add(stream(whole.slice(at, at + size)), 1);
          collector.of(1);
          at += size;
        }
        expect(collector.of(1)).toEqual(expected);
      }),
      { seed: 7, numRuns: 15 },
    );
  });

  test("shares its room between both streams and keeps its place among figures", () => {
    const long = "x".repeat(400_000);
    const outputs = outputsOf([
      stream(long),
      stream(long, "stderr"),
      shown("figure"),
      stream(long),
      stream("end", "stderr"),
    ]);
    expect(outputs.map((output) => [output.output_type, textOf(output).length > 0])).toEqual([
      ["stream", true],
      ["stream", true],
      ["display_data", false],
      ["stream", true],
      ["stream", true],
    ]);
    // By hand: of 1,200,003 characters, 500,000 at the start and 500,000 at the end stay; what is cut is of the second.
    expect(textOf(outputs[0])).toBe(long);
    expect(textOf(outputs[1])).toContain("[… 200,003 characters left out here …]");
    expect(textOf(outputs[2 + 1])).toBe(long);
    expect(textOf(outputs[4])).toBe("end");
  });
});

describe("outputs of a cell", () => {
  test("are at most a thousand, with a word on the others, and the failure stays", () => {
    const error: OutputEvent = { type: "error", name: "Error", message: "no", traceback: ["Error: no"] };
    const outputs = outputsOf([...Array.from({ length: 1500 }, (_, index) => shown(String(index))), error]);
    expect(outputs).toHaveLength(1002);
    expect(outputs[999]).toMatchObject({ data: { "text/plain": "999" } });
    expect(outputs[1000]).toMatchObject({ output_type: "error" });
    expect(textOf(outputs[1001])).toBe("[… 500 more outputs left out, of a cell that has over 1000 …]\n");
  });

  test("cut an error's message and a result's text, and leave what fits as it is", () => {
    const message = "x".repeat(5_000_000);
    const [error, result] = outputsOf([
      { type: "error", name: "Error", message, traceback: [`Error: ${message}`, "    at cell 1"] },
      { type: "execute_result", data: { "text/plain": message, "text/html": "<b>" } },
    ]);
    const cut = "x".repeat(5000);
    const note = (count: string) => `\n[… ${count} characters left out here …]\n`;
    expect(error).toMatchObject({ evalue: `${cut}${note("4,990,000")}${cut}` });
    expect(error).toMatchObject({ traceback: [expect.stringMatching(/^Error: x+\n\[… /), "    at cell 1"] });
    const half = "x".repeat(500_000);
    expect(result).toMatchObject({ data: { "text/plain": `${half}${note("4,000,000")}${half}`, "text/html": "<b>" } });
  });
});

test("a letter of two characters is not taken apart", () => {
  expect(cutText("a😀😀😀b", 4)).toBe("a\n[… 6 characters left out here …]\nb");
  expect(cutText("abcd", 4)).toBe("abcd");
});

test("outputs are taken away at once, or when the next one comes, and a display that is gone is not updated", () => {
  const collector = outputCollector();
  const display = (text: string): OutputEvent => ({
    type: "display_data",
    data: { "text/plain": text },
    displayId: text,
  });
  const update = (id: string): OutputEvent => ({
    type: "update_display_data",
    data: { "text/plain": "updated" },
    displayId: id,
  });
  collector.add(display("a"), 1);
  collector.add({ type: "clear_output", wait: false }, 1);
  expect(collector.of(1)).toEqual([]);
  collector.add(display("b"), 1);
  collector.add(update("a"), 1);
  expect(collector.of(1)).toMatchObject([{ data: { "text/plain": "b" } }]);
  collector.add({ type: "clear_output", wait: true }, 1);
  expect(collector.of(1)).toMatchObject([{ data: { "text/plain": "b" } }]);
  collector.add(display("c"), 1);
  collector.add(update("c"), 1);
  expect(collector.of(1)).toMatchObject([{ data: { "text/plain": "updated" } }]);
});

test("metadata of a display is kept", () => {
  const collector = outputCollector();
  const metadata = { "image/png": { width: 10 } };
  collector.add({ type: "display_data", data: { "text/plain": "a" }, metadata }, 1);
  expect(collector.of(1)).toMatchObject([{ metadata }]);
});
