import { expect, test } from "vitest";
import { joinedText } from "../../../lib/report/run/joined-text.js";
import type { ProcessMessage } from "../../../lib/report/run/run-process-messages.js";

const printed = (text: string, cell = 1, name: "stdout" | "stderr" = "stdout"): ProcessMessage => ({
  type: "output",
  cell,
  output: { type: "stream", name, text },
});

function textOf(message: ProcessMessage): string {
  return message.type === "output" && message.output.type === "stream" ? message.output.text : message.type;
}

test("what a cell prints in many pieces is told in few, and nothing of it is lost or comes late", () => {
  const told: ProcessMessage[] = [];
  const joined = joinedText((message) => told.push(message));
  const pieces = Array.from({ length: 100_000 }, (_, index) => `${index}\n`);
  for (const piece of pieces) joined.tell(printed(piece));
  joined.tell({ type: "ended", cell: 1, seconds: 1 });
  expect(told.at(-1)).toEqual({ type: "ended", cell: 1, seconds: 1 });
  expect(told.slice(0, -1).map(textOf).join("")).toBe(pieces.join(""));
  expect(told.slice(0, 1000).map(textOf)).toEqual(pieces.slice(0, 1000));
  expect(told.length).toBeLessThan(3000);
});

test("streams and cells are kept apart, and what is held back is told when it is asked for", async () => {
  const told: ProcessMessage[] = [];
  const joined = joinedText((message) => told.push(message));
  for (let piece = 0; piece < 1000; piece++) joined.tell(printed("."));
  joined.tell(printed("a"));
  joined.tell(printed("b", 1, "stderr"));
  joined.flush();
  joined.tell(printed("c"));
  await new Promise((resolve) => setImmediate(resolve));
  joined.tell(printed("d", 2));
  expect(told.slice(1000).map(textOf)).toEqual(["a", "b", "c", "d"]);
});
