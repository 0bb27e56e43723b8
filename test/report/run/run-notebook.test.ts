import { describe, expect, test } from "vitest";
import { currentLedger } from "../../../lib/evidence/ledger/current-ledger.js";
import { notebookJson } from "../../../lib/report/files/notebook-json.js";
import { type CellProgress, runNotebook } from "../../../lib/report/run/run-notebook.js";
import { trialOf } from "../../evidence/ledger/trial-of.js";
import { makeNotebook, notebookText } from "../make-notebook.js";

describe("a run", () => {
  test("has the outputs and execution counts of each cell of code", async () => {
    const run = await runNotebook(await makeNotebook(["md:# T", "let a = 1; console.log(a)", "  ", "a + 1"]));
    expect(run).toMatchObject({ name: "study", status: "complete", done: 2, total: 2 });
    expect(run.cells.map(({ executionCount }) => executionCount)).toEqual([null, 1, null, 2]);
    expect(run.cells[1]?.outputs).toEqual([{ output_type: "stream", name: "stdout", text: "1\n" }]);
    expect(run.cells[3]?.outputs).toMatchObject([{ data: { "text/plain": "2" }, execution_count: 2 }]);
  });

  test("uses given parameters and tells them with the defaults of the others", async () => {
    const path = await makeNotebook(["parameters:let asset = 'BTC'; let hours = 24", "[asset, hours].join()"]);
    const run = await runNotebook(path, { parameters: { asset: "ETH" } });
    expect(run.cells.at(-1)?.outputs).toMatchObject([{ data: { "text/plain": "ETH,24" } }]);
    expect(run.cells[1]?.outputs).toEqual([]);
    expect(run.parameters.map(({ name, value }) => [name, value])).toEqual([
      ["asset", "ETH"],
      ["hours", 24],
    ]);
  });

  test("tells its progress by cell with the heading above it", async () => {
    const seen: CellProgress[] = [];
    const path = await makeNotebook(["md:# Title\n## Load `data`", "1", "md:only text", "2", "md:## Draw", "3"]);
    await runNotebook(path, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ state, number, total, heading }) => [state, number, total, heading])).toEqual([
      ["running", 1, 3, "Load data"],
      ["done", 1, 3, "Load data"],
      ["running", 2, 3, "Load data"],
      ["done", 2, 3, "Load data"],
      ["running", 3, 3, "Draw"],
      ["done", 3, 3, "Draw"],
    ]);
  });

  test("starts with an empty ledger of trials and leaves that of the process as it was", async () => {
    const before = currentLedger();
    before.record(trialOf(0.5));
    const { size } = before;
    const ledger = "globalThis[Symbol.for('open-interest.ledger')].own.getStore().ledger";
    const trial = JSON.stringify(trialOf(0.25));
    const path = await makeNotebook([`${ledger}.size`, `await 0; ${ledger}.record(${trial})`, `${ledger}.size`]);
    for (let run = 0; run < 2; run++) {
      const { cells } = await runNotebook(path);
      expect(
        cells.map(({ outputs }) => outputs.map((output) => "data" in output && output.data["text/plain"])),
      ).toEqual([["0"], [], ["1"]]);
    }
    expect(currentLedger()).toBe(before);
    expect(before.size).toBe(size);
  });

  test("stops at the first cell that fails and says where", async () => {
    const run = await runNotebook(await makeNotebook(["let a = 1", "md:## Second", "1\nthrow new Error('no')", "3"]));
    expect(run).toMatchObject({
      status: "failed",
      done: 1,
      total: 3,
      failure: { number: 2, heading: "Second", error: { message: "no", frames: [{ cell: 2, line: 2, column: 7 }] } },
    });
    expect(run.cells.map(({ executionCount }) => executionCount)).toEqual([1, null, 2, null]);
  });

  test("fails by a rejection that nobody awaits, in the cell that made it", async () => {
    const run = await runNotebook(await makeNotebook(["Promise.reject(new Error('late')); 1", "2"]));
    expect(run).toMatchObject({ status: "failed", done: 0, failure: { number: 1, error: { message: "late" } } });
  });

  test("stops before the next cell when its signal says so", async () => {
    const controller = new AbortController();
    const path = await makeNotebook(["1", "2", "3"]);
    const run = await runNotebook(path, {
      signal: controller.signal,
      onProgress: ({ number, state }) => number === 2 && state === "running" && controller.abort(),
    });
    expect(run).toMatchObject({ status: "stopped", done: 2, total: 3 });
    expect(run.cells[1]?.outputs).toHaveLength(1);
  });

  test("knows where the data came from that its cells hold", async () => {
    const provenance = "{ source: 'simulated', simulated: true, description: 'd', files: [] }";
    const path = await makeNotebook([`const both = [{ provenance: ${provenance} }]; const again = both[0]; let none`]);
    expect((await runNotebook(path)).data).toEqual([
      { provenance: { source: "simulated", simulated: true, description: "d", files: [] } },
    ]);
  });

  test("runs a given text where the file lies", async () => {
    const path = await makeNotebook(["'file'"]);
    const text = notebookText([`import.meta.filename === ${JSON.stringify(path)}`]);
    expect((await runNotebook(path, { text })).cells[0]?.outputs).toMatchObject([{ data: { "text/plain": "true" } }]);
  });

  test("of a notebook in another language says so before it runs", async () => {
    const notebook = JSON.parse(notebookText(["import pandas as pd"]));
    const text = JSON.stringify({ ...notebook, metadata: { language_info: { name: "Python" } } });
    await expect(runNotebook("study.ipynb", { text })).rejects.toThrow(
      "runNotebook: study.ipynb is a notebook in python; only TypeScript and JavaScript run here",
    );
  });

  test("cuts the message of an error, wherever it is told", async () => {
    const run = await runNotebook(await makeNotebook(["throw new Error('x'.repeat(1e6))"]));
    expect(run.failure?.error.message.length).toBeLessThan(11_000);
    expect(run.failure?.error.message).toContain("[… 990,000 characters left out here …]");
  });

  test("of a file that is not there says so", async () => {
    await expect(runNotebook("no-such.ipynb")).rejects.toThrow(
      "runNotebook: no-such.ipynb cannot be read (ENOENT); give the path of an .ipynb file",
    );
  });
});

describe("the notebook of a run", () => {
  test("is a notebook of format 4 with outputs in lines and without colours", async () => {
    const path = await makeNotebook(["console.log('\\x1b[31ma\\x1b[0m\\nb'); ({ data: [], layout: {} })"]);
    const json = JSON.parse(notebookJson(await runNotebook(path)));
    expect(json).toMatchObject({
      nbformat: 4,
      metadata: { kernelspec: { name: "tslab" }, "open-interest": { complete: true } },
    });
    expect(json.cells[0]).toMatchObject({
      id: "cell-0",
      execution_count: 1,
      outputs: [
        { output_type: "stream", text: ["a\n", "b\n"] },
        {
          output_type: "execute_result",
          data: { "application/vnd.plotly.v1+json": { data: [] }, "text/plain": ["Figure"] },
        },
      ],
    });
  });

  test("says that it is incomplete, and keeps the error", async () => {
    const json = JSON.parse(notebookJson(await runNotebook(await makeNotebook(["throw new Error('no')"]))));
    expect(json.metadata["open-interest"].complete).toBe(false);
    expect(json.cells[0].outputs).toMatchObject([{ output_type: "error", ename: "Error", evalue: "no" }]);
  });

  test("may be run again and gives the same", async () => {
    const { mkdtemp, writeFile } = await import("node:fs/promises");
    const { tmpdir } = await import("node:os");
    const { join } = await import("node:path");
    const path = await makeNotebook(["parameters:let a = 1", "a * 2"]);
    const first = notebookJson(await runNotebook(path, { parameters: { a: 4 } }));
    const again = join(await mkdtemp(join(tmpdir(), "open-interest-")), "study.ipynb");
    await writeFile(again, first);
    expect(notebookJson(await runNotebook(again, { parameters: { a: 4 } }))).toBe(first);
  });
});
