import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeReport } from "../../../lib/report/files/write-report.js";
import { runNotebook } from "../../../lib/report/run/run-notebook.js";
import { makeNotebook } from "../make-notebook.js";
import { cells, edited, forged, made, told, verified } from "./made-report.js";

describe("a report that is forged to be incomplete", () => {
  const ended = { cell: 3, name: "TimeoutError", message: "the cell ran longer than its limit", outside: true };
  test.each([
    ["stopped", { status: "stopped", done: 2 }],
    ["stopped before its first cell", { status: "stopped", done: 0 }],
    ["ended by a limit", { status: "failed", done: 2, failure: ended }],
    ["ended by a limit in another cell", { status: "failed", done: 2, failure: { ...ended, cell: 1 } }],
    ["ended after its last cell", { status: "stopped", done: 3 }],
    ["ended beyond its last cell", { status: "stopped", done: 9 }],
  ])("as if it was %s differs, though all of its seals fit", async (_, stamp) => {
    const { html } = await made();
    const copy = await forged(html, (embedded) => Object.assign(embedded.stamp, stamp), "n is 3", "n is 8");
    const verification = await verified(copy);
    expect(verification).toMatchObject({ same: false, sameBytes: false });
    expect(told(verification).join("\n")).not.toContain("only the layout");
  });

  test("has to say so at its top, and of each cell that did not run", async () => {
    const { html } = await made();
    const copy = await forged(html, (embedded) => Object.assign(embedded.stamp, { status: "stopped", done: 2 }));
    const { same, differences } = await verified(copy);
    expect(same).toBe(false);
    expect(differences.filter(({ kind }) => kind === "cell").map(({ cell }) => cell)).toContain(3);
  });

  test("cannot tell of a cell in words of its own", async () => {
    const controller = new AbortController();
    const stop = ({ number }: { number: number }) => number === 2 && controller.abort();
    const { html } = await made(cells, { signal: controller.signal, onProgress: stop });
    const outputs = [{ output_type: "stream", name: "stdout", text: "n is 8" }];
    const unshown = await forged(html, (embedded) => Object.assign(embedded, { ended: { cell: 3, outputs } }));
    expect(await verified(unshown)).toMatchObject({ same: false });
    const earlier = await forged(html, (embedded) => Object.assign(embedded, { ended: { cell: 1, outputs } }));
    expect(await verified(earlier)).toMatchObject({ same: false });
  });
});

describe("an incomplete report as it was made", () => {
  test.each([
    ["in a cell before that of the parameters", 1],
    ["in that of the parameters", 2],
    ["in the given ones", 3],
    ["after them", 4],
  ])("is the same where the run was stopped %s", async (_, last) => {
    const controller = new AbortController();
    const stop = ({ number }: { number: number }) => number === last && controller.abort();
    const all = ["const imported = 1", "parameters:let n = 1", "console.log(n)", "n + 1"];
    const report = await made(all, { parameters: { n: 2 }, signal: controller.signal, onProgress: stop });
    for (const path of [report.html, report.notebook]) {
      const verification = await verified(path);
      expect(told(verification)).toEqual([]);
      expect(verification).toMatchObject({ same: true, sameBytes: true });
      expect(verification.notes).toEqual([
        `the report is incomplete; it was verified as far as it ran: ${last} of 5 cells`,
      ]);
    }
  });

  test("is the same where a cell before that of the parameters failed", async () => {
    const report = await made(["throw new Error('no')", "parameters:let n = 1"], { parameters: { n: 2 } });
    for (const path of [report.html, report.notebook]) {
      expect(await verified(path)).toMatchObject({ same: true, sameBytes: true, differences: [] });
    }
  });

  test("is the same where a hard stop ended a cell, which is not verified; and the others are", async () => {
    const random = `console.log(performance.now()); ({ data: [{ y: [Math.random()] }], layout: {} })`;
    const source = await makeNotebook(["console.log('first')", "md:## Long", random, "3"]);
    const whole = await runNotebook(source);
    const run = {
      ...whole,
      status: "stopped" as const,
      done: 1,
      cells: whole.cells.map((one, index) => (index < 3 ? one : { ...one, executionCount: null, outputs: [] })),
    };
    const { html, notebook } = await writeReport(run, join(dirname(source), "reports"));
    for (const path of [html as string, notebook as string]) {
      const verification = await verified(path);
      expect(told(verification)).toEqual([]);
      expect(verification).toMatchObject({ same: true, sameBytes: true });
      expect(verification.notes[1]).toBe(
        "cell 2 (Long) was ended in the middle: what it shows cannot be had again and is not verified",
      );
    }
    const first = await verified(await edited(html as string, "<pre>first", "<pre>fist"));
    expect(first.same).toBe(false);
    const inEnded = await verified(await edited(html as string, /<pre>\d+\.\d+/, "<pre>0"));
    expect(inEnded.same).toBe(false);
  });

  test("shows no cell that the run did not come to", async () => {
    const source = await makeNotebook(["1", "2", "3"]);
    const run = await runNotebook(source);
    const stopped = { ...run, status: "stopped" as const, done: 1 };
    const { html } = await writeReport(stopped, join(dirname(source), "reports"));
    expect(told(await verified(html as string))).toEqual([
      "cell 3: its code: “Code [3]” → “Code (did not run)”",
      "cell 3: text: “3” → nothing",
    ]);
  });
});
