import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../../lib/report/run/run-events.js";
import type { CellProgress } from "../../../lib/report/run/run-notebook.js";
import { planRun } from "../../../lib/report/run/run-plan.js";
import { runRecord } from "../../../lib/report/run/run-record.js";
import { notebookText } from "../make-notebook.js";

const text = notebookText(["md:# Study", "parameters:let a = 1", "md:## Draw", "a", "a + 1"]);
const plan = await planRun("study.ipynb", { text, parameters: { a: 2 } }, "test");

const printed = (cell: number, part: string): RunEvent => ({
  type: "output",
  cell,
  output: { type: "stream", name: "stdout", text: part },
});
const result = (cell: number): RunEvent => ({
  type: "output",
  cell,
  output: { type: "execute_result", data: { "text/plain": "2" } },
});
const ledger = { version: 1, listed: [], groups: [] } as const;
const whole: readonly RunEvent[] = [
  { type: "started", cell: 1 },
  { type: "ended", cell: 1, seconds: 0.1 },
  { type: "started", cell: 2 },
  result(2),
  { type: "ended", cell: 2, seconds: 0.1 },
  { type: "started", cell: 3 },
  printed(3, "\u001b[31mred\u001b[0m"),
  { type: "progress", cell: 3, text: "1 of 2" },
  printed(3, " ink"),
  { type: "ended", cell: 3, seconds: 0.25 },
  { type: "started", cell: 4 },
  { type: "ended", cell: 4, seconds: 0.1 },
  { type: "kept", data: [], ledger },
  { type: "finished" },
];

function recordOf(events: readonly RunEvent[]) {
  const seen: CellProgress[] = [];
  const record = runRecord(plan, (progress) => seen.push(progress));
  for (const event of events) record.add(event);
  return { record, seen, run: record.result() };
}

describe("a record of events", () => {
  test("is a run, with text in one piece, without colours, and without the last injected assignment", () => {
    const { run, seen } = recordOf(whole);
    expect(run).toMatchObject({ name: "study", status: "complete", done: 4, total: 4, ledger });
    expect(run.cells.map(({ executionCount }) => executionCount)).toEqual([null, 1, 2, null, 3, 4]);
    expect(run.cells[2]?.outputs).toEqual([]);
    expect(run.cells[4]?.outputs).toEqual([{ output_type: "stream", name: "stdout", text: "red ink" }]);
    expect(seen.slice(4, 7)).toEqual([
      { state: "running", number: 3, total: 4, heading: "Draw", seconds: 0 },
      { state: "running", number: 3, total: 4, heading: "Draw", seconds: 0, detail: "1 of 2" },
      { state: "done", number: 3, total: 4, heading: "Draw", seconds: 0.25 },
    ]);
  });

  test("of none is a run of nothing", () => {
    const { run, record } = recordOf([]);
    expect(run).toMatchObject({ status: "stopped", done: 0, total: 4, data: [], ledger });
    expect(run.cells.every(({ executionCount }) => executionCount === null)).toBe(true);
    expect(record.current).toBe(0);
  });

  test("that breaks off anywhere is a run of what came before", () => {
    fc.assert(
      fc.property(fc.nat(whole.length), (count) => {
        const events = whole.slice(0, count);
        const { run } = recordOf(events);
        const ended = events.filter(({ type }) => type === "ended").length;
        const started = events.filter(({ type }) => type === "started").length;
        expect(run.done).toBe(ended);
        expect(run.status).toBe(ended === 4 ? "complete" : "stopped");
        expect(run.cells.filter(({ executionCount }) => executionCount !== null)).toHaveLength(started);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test("keeps the first of several failures", () => {
    const failed = (cell: number, message: string): RunEvent => ({
      type: "failed",
      cell,
      error: { name: "Error", message, frames: [] },
    });
    const { run } = recordOf([...whole.slice(0, 3), failed(2, "first"), failed(1, "second"), whole[4] as RunEvent]);
    expect(run).toMatchObject({ status: "failed", done: 1, failure: { number: 2, error: { message: "first" } } });
  });

  test("told of the end of a process, fails the cell that ran and shows it there", () => {
    const { record, seen } = recordOf(whole.slice(0, 8));
    expect(record).toMatchObject({ current: 3, isRunning: true, isFinished: false });
    record.fail(3, { name: "ProcessError", message: "gone", frames: [] });
    expect(record.result()).toMatchObject({ status: "failed", done: 2, failure: { number: 3, heading: "Draw" } });
    expect(record.result().cells[4]?.outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "red" },
      { output_type: "error", ename: "ProcessError", evalue: "gone", traceback: ["ProcessError: gone"] },
    ]);
    expect(seen.at(-1)).toMatchObject({ state: "failed", number: 3 });
  });
});
