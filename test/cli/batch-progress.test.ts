import { expect, test } from "vitest";
import { showBatchProgress } from "../../lib/cli/batch-progress.js";
import type { BatchReport } from "../../lib/report/batch/batch-report.js";

const ended: BatchReport = {
  name: "a=1",
  varied: { a: 1 },
  status: "complete",
  files: [],
  late: [],
  parameters: [],
  summary: [],
};
const cell = { state: "running", number: 1, total: 2, heading: "Load", seconds: 0 } as const;

/** The lines that a terminal shows after some text, which moves the cursor up and takes away all below it. */
function screen(text: string): string[] {
  let lines = [""];
  for (const part of text.split("\u001b[")) {
    const up = /^(\d+)A\r$/.exec(part)?.[1];
    if (up !== undefined) {
      lines = [...lines.slice(0, -1 - Number(up)), ""];
      continue;
    }
    const [first = "", ...more] = part.replace(/^J/, "").split("\n");
    lines = [...lines.slice(0, -1), `${lines.at(-1)}${first}`, ...more];
  }
  return lines;
}

function shown(isTTY: boolean, columns = 60): string {
  let text = "";
  const progress = showBatchProgress({
    isTTY,
    columns,
    write: (part) => {
      text += part;
    },
  });
  progress.show({ number: 2, total: 3, varied: { a: "two" }, cell });
  progress.show({ number: 1, total: 3, varied: { a: 1 }, cell });
  progress.show({ number: 1, total: 3, varied: { a: 1 }, cell: { ...cell, detail: "5 of 9" } });
  progress.show({ number: 1, total: 3, varied: { a: 1 }, report: ended });
  progress.tell("Stopping");
  progress.show({ number: 3, total: 3, varied: { a: "x\u001b[2J" }, cell });
  return text;
}

test("is a line for each ended report where there is no terminal", () => {
  expect(shown(false)).toBe("[1/3] a=1  complete\nStopping\n");
});

test("keeps the running reports below those that have ended on a terminal", () => {
  expect(screen(shown(true))).toEqual([
    "[1/3] a=1  complete",
    "Stopping",
    "[2/3] a=two  [1/2] Load  …",
    "[3/3] a=x [2J  [1/2] Load  …",
    "",
  ]);
});

test("fits the lines of running reports to the terminal", () => {
  let text = "";
  const progress = showBatchProgress({
    isTTY: true,
    columns: 50,
    write: (part) => {
      text += part;
    },
  });
  const heading = "A heading that goes on and on and on";
  progress.show({ number: 1, total: 1, varied: { asset: "a".repeat(80) }, cell: { ...cell, heading } });
  expect(text.trimEnd().length).toBeLessThanOrEqual(50);
  expect(text).toMatch(/^\[1\/1\] asset=a+… {1,2}\[1\/2\] A h/);
});
