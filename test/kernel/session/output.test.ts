import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type OutputEvent, outputCollector } from "../../../lib/kernel/session/outputs.js";
import { createSession } from "../../../lib/kernel/session/session.js";
import { displayHost } from "../../../lib/notebook/display-host.js";
import { runCells } from "./run-cells.js";

const host = `(globalThis as any)[Symbol.for("${Symbol.keyFor(displayHost)}")]`;

describe("output of a cell", () => {
  test("keeps its order and joins text of one stream", async () => {
    const { outputs } = await runCells(
      "console.log('a'); process.stdout.write('b\\n'); console.error('c'); console.log({ d: 1 })",
    );
    expect(outputs(1)).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
      { output_type: "stream", name: "stdout", text: "{ d: 1 }\n" },
    ]);
  });

  test("belongs to the cell that made it, however late", async () => {
    const { outputs } = await runCells(
      "setTimeout(() => console.log('of the first'), 5)\nundefined",
      "console.log('before'); await new Promise((resolve) => setTimeout(resolve, 20)); console.log('after')",
    );
    expect(outputs(1)).toEqual([{ output_type: "stream", name: "stdout", text: "of the first\n" }]);
    expect(outputs(2)).toEqual([{ output_type: "stream", name: "stdout", text: "before\nafter\n" }]);
  });

  test("holds every line of many", async () => {
    const { outputs } = await runCells("for (let i = 0; i < 20000; i++) console.log(i)");
    const [stream] = outputs(1);
    expect(stream?.output_type === "stream" && stream.text.split("\n").length).toBe(20001);
  });

  test("does not hold what the process prints outside of cells", async () => {
    const { outputs } = await runCells("1");
    process.stdout.write("");
    expect(outputs(1)).toHaveLength(1);
  });

  test("joins the bytes of a letter that are written apart", async () => {
    const cell =
      "const bytes = Buffer.from('é'); process.stdout.write(bytes.subarray(0, 1)); process.stdout.write(bytes.subarray(1)); undefined";
    const { outputs } = await runCells(cell);
    expect(outputs(1)).toEqual([{ output_type: "stream", name: "stdout", text: "é" }]);
  });
});

describe("a result", () => {
  const shown = async (code: string) => {
    const { outputs } = await runCells(code);
    const [output] = outputs(1);
    return output?.output_type === "execute_result" ? output.data : output;
  };

  test("is shown as text, with its execution count, and undefined not at all", async () => {
    const { outputs } = await runCells("undefined", "({ a: [1, 'x'], b: null })", "null");
    expect(outputs(1)).toEqual([]);
    expect(outputs(2)).toEqual([
      {
        output_type: "execute_result",
        data: { "text/plain": "{ a: [ 1, 'x' ], b: null }" },
        metadata: {},
        execution_count: 2,
      },
    ]);
    expect(outputs(3)).toMatchObject([{ data: { "text/plain": "null" } }]);
  });

  test("shows itself by its Jupyter.display method", async () => {
    const code = "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>' }) })";
    expect(await shown(code)).toEqual({ "text/html": "<b>x</b>" });
    expect(await shown("({ [Symbol.for('Jupyter.display')]: () => 5 })")).toMatchObject({
      output_type: "error",
      evalue: "mimeBundle: a Jupyter.display method gave 5; it must return an object by MIME type",
    });
  });

  test("that is a plotly figure is shown as one, with its static picture", async () => {
    const code = "({ data: [{ y: [1, 2] }], layout: { title: { text: 'T' } } })";
    expect(await shown(code)).toEqual({
      "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }], layout: { title: { text: "T" } } },
      "image/svg+xml": expect.stringMatching(/^<svg [\s\S]*>T<[\s\S]*<\/svg>$/),
      "text/plain": 'Figure "T"',
    });
  });

  test("of many elements is shortened and says so", async () => {
    expect(await shown("new Float64Array(1000)")).toMatchObject({
      "text/plain": expect.stringContaining("900 more items"),
    });
  });
});

describe("the display host", () => {
  test("adds outputs, and replaces those of the same id, from later cells too", async () => {
    const { outputs } = await runCells(
      `${host}.display({ "text/plain": "0 %" }, { displayId: "p" }); ${host}.display({ "text/plain": "x" })`,
      `${host}.display({ "text/plain": "100 %" }, { displayId: "p" })`,
    );
    expect(outputs(1)).toMatchObject([{ data: { "text/plain": "100 %" } }, { data: { "text/plain": "x" } }]);
    expect(outputs(2)).toEqual([]);
  });

  test("tells progress to the session's owner, who may write to the terminal without writing into the cell", async () => {
    const told: string[] = [];
    const outputs: OutputEvent[] = [];
    const session = createSession({
      file: fileURLToPath(new URL("notebook.ipynb", import.meta.url)),
      onOutput: (event) => outputs.push(event),
      onProgress: (text, executionCount) => {
        told.push(`${executionCount}: ${text}`);
        process.stderr.write("");
      },
    });
    await session.run(`${host}.progress("1 of 2"); await null; ${host}.progress("2 of 2")`);
    session.close();
    expect(told).toEqual(["1: 1 of 2", "1: 2 of 2"]);
    expect(outputs).toEqual([]);
  });

  test("is gone with its session", async () => {
    await runCells("1");
    expect((globalThis as Record<symbol, unknown>)[displayHost]).toBe(undefined);
  });

  test("refuses to show outside of cells", async () => {
    const { results } = await runCells(`${host}`);
    const display = (results[0] as { value: { display: (bundle: object) => void } }).value.display;
    expect(() => display({})).toThrow("display: no cell is running here");
  });
});

test("a collector leaves the outputs of other cells alone", () => {
  const collector = outputCollector();
  collector.add({ type: "stream", name: "stdout", text: "a" }, 1);
  collector.add({ type: "stream", name: "stdout", text: "b" }, 2);
  expect(collector.of(1)).toMatchObject([{ text: "a" }]);
  expect(collector.of(3)).toEqual([]);
});
