import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as library from "../../../lib/index.js";
import type { OutputEvent } from "../../../lib/kernel/session/outputs.js";
import { createSession } from "../../../lib/kernel/session/session.js";
import { displayHost } from "../../../lib/notebook/display-host.js";
import { lastValue, runCells } from "./run-cells.js";

/** Displays and results that cells put out, without what is undefined. */
async function outputsOf(...cells: string[]): Promise<unknown[]> {
  const events: OutputEvent[] = [];
  const session = createSession({ file: join(import.meta.dirname, "notebook.ipynb"), onOutput: (e) => events.push(e) });
  for (const cell of cells) await session.run(cell);
  session.close();
  return JSON.parse(JSON.stringify(events)) as unknown[];
}

describe("tslab", () => {
  test("displays what its functions say, as import and as require", async () => {
    const shown = (mime: string, value: string): object => ({ type: "display_data", data: { [mime]: value } });
    const cells = [
      'import * as tslab from "tslab"; tslab.display.html("<b>1</b>"); tslab.display.markdown("# a")',
      'import { display } from "tslab"; display.png(Uint8Array.of(1, 2)); display.pdf(Buffer.from([255]))',
      'const t = require("tslab"); t.display.latex("x"); t.display.svg("<svg/>"); t.display.raw("text/csv", "a,b")',
    ];
    expect(await outputsOf(...cells)).toEqual([
      shown("text/html", "<b>1</b>"),
      shown("text/markdown", "# a"),
      shown("image/png", "AQI="),
      shown("application/pdf", "/w=="),
      shown("text/latex", "x"),
      shown("image/svg+xml", "<svg/>"),
      shown("text/csv", "a,b"),
    ]);
  });

  test("replaces what a display of its own showed", async () => {
    const cell =
      'import { newDisplay } from "tslab"; const d = newDisplay(); d.text("1"); d.text("2"); newDisplay().text("3")';
    const events = (await outputsOf(cell)) as { type: string; displayId: string; data: object }[];
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ["display_data", { "text/plain": "1" }],
      ["update_display_data", { "text/plain": "2" }],
      ["display_data", { "text/plain": "3" }],
    ]);
    expect(events[0]?.displayId).toBe(events[1]?.displayId);
    expect(events[2]?.displayId).not.toBe(events[0]?.displayId);
  });

  test("tells versions, and sends displays of several types as its own part does", async () => {
    expect(await lastValue('import { versions } from "tslab"; versions')).toEqual({
      tslab: expect.stringMatching(/^1\./),
      typescript: expect.stringMatching(/^\d+\.\d+/),
      node: process.version,
    });
    const cell =
      'require("tslab/dist/jupyter").lastWriteDisplayData({ data: { "text/plain": "a", "text/html": "b" }, metadata: {}, transient: {} }, false)';
    expect(await outputsOf(cell)).toEqual([{ type: "display_data", data: { "text/plain": "a", "text/html": "b" } }]);
  });
});

describe("Deno.jupyter", () => {
  test("is a name of cells and not of the global object", async () => {
    expect(await lastValue("[typeof Deno.jupyter.display, typeof (globalThis as any).Deno]")).toEqual([
      "function",
      "undefined",
    ]);
  });

  test("broadcasts displays, updates of them and clearing", async () => {
    const message = (text: string): string =>
      `{ data: { "text/plain": "${text}" }, metadata: {}, transient: { display_id: "deno" } }`;
    const cell = `await Deno.jupyter.broadcast("display_data", ${message("1")});
      await Deno.jupyter.broadcast("update_display_data", ${message("2")});`;
    expect(await outputsOf(cell)).toMatchObject([
      { type: "display_data", data: { "text/plain": "1" }, displayId: "deno" },
      { type: "update_display_data", data: { "text/plain": "2" }, displayId: "deno" },
    ]);
    await expect(lastValue('await Deno.jupyter.broadcast("stream", {})')).rejects.toThrow(
      'unknown message "stream"; known: display_data, update_display_data, clear_output',
    );
  });

  test("shows templates, values with the display symbol and raw bundles", async () => {
    const cells = [
      `Deno.jupyter.md\`# \${1 + 1}\``,
      'await Deno.jupyter.display({ [Deno.jupyter.$display]: () => ({ "text/html": "own" }) })',
      'await Deno.jupyter.display({ "text/plain": "raw" }, { raw: true })',
    ];
    expect(await outputsOf(...cells)).toMatchObject([
      { type: "execute_result", data: { "text/markdown": "# 2" } },
      { type: "display_data", data: { "text/html": "own" } },
      { type: "display_data", data: { "text/plain": "raw" } },
    ]);
  });
});

describe("prompt, confirm and alert", () => {
  /** Calls a cell with a host that answers. */
  async function answered(cell: string, ...answers: string[]): Promise<{ value: unknown; asked: string[] }> {
    const asked: string[] = [];
    const code = `const host = globalThis[Symbol.for(${JSON.stringify(Symbol.keyFor(displayHost))})] as any;
      const before = host.prompt; host.prompt = answer; try { last = ${cell} } finally { host.prompt = before } last`;
    const holder = globalThis as unknown as Record<string, unknown>;
    holder.answer = (text: string, options?: { readonly password?: boolean }) => {
      asked.push(options?.password === true ? `${text} (hidden)` : text);
      return answers.shift();
    };
    try {
      return { value: await lastValue("let last: unknown", code), asked };
    } finally {
      Reflect.deleteProperty(holder, "answer");
    }
  }

  test("answer as those of a browser do", async () => {
    expect(await answered('prompt("Name?")', "Ann")).toEqual({ value: "Ann", asked: ["Name?"] });
    expect(await answered('prompt("Name?", "Bob")', "")).toEqual({ value: "Bob", asked: ["Name? [Bob] "] });
    expect((await answered("prompt()", "")).value).toBe("");
    expect(await answered('prompt("Name?", null)', "")).toEqual({ value: "", asked: ["Name?"] });
    expect((await answered('[confirm("Go?"), confirm("Go?"), confirm()]', "y", "", "YES")).value).toEqual([
      true,
      false,
      true,
    ]);
    expect(await answered('alert("Look")', "")).toEqual({ value: undefined, asked: ["Look [Enter] "] });
  });

  test("prompt hides a password, and takes a default by name", async () => {
    expect(await answered('prompt("Key?", { password: true })', "k")).toEqual({ value: "k", asked: ["Key? (hidden)"] });
    expect(await answered('prompt("Key?", { password: true, default: "d" })', "")).toEqual({
      value: "d",
      asked: ["Key? (hidden)"],
    });
    expect(await answered('prompt("Name?", { default: "Bob" })', "")).toEqual({
      value: "Bob",
      asked: ["Name? [Bob] "],
    });
  });
});

describe("the library", () => {
  async function sessionValues(oi: boolean, ...cells: string[]): Promise<{ values: unknown[]; names: string[] }> {
    const session = createSession({ file: join(import.meta.dirname, "notebook.ipynb"), onOutput: () => {}, oi });
    const values: unknown[] = [];
    for (const cell of cells) {
      const result = await session.run(cell);
      values.push(result.status === "ok" ? result.value : result.error.message);
    }
    session.close();
    return { values, names: [...session.names().keys()] };
  }

  test("is there as `oi` for the first cell that uses it, and is no name that a cell declared", async () => {
    const { values, names } = await sessionValues(true, "const a = 1", "oi.shares", "typeof oi");
    expect(values).toEqual([undefined, library.shares, "object"]);
    expect(names).toEqual(["a"]);
  });

  test("gives way to a cell that declares the name, and is absent without the option", async () => {
    expect((await sessionValues(true, "const oi = 1; oi", "oi")).values).toEqual([1, 1]);
    expect((await sessionValues(true, "typeof oi", "let oi = 2; oi")).values).toEqual(["object", 2]);
    expect((await sessionValues(false, "typeof oi", "oi")).values).toEqual(["undefined", "oi is not defined"]);
  });

  test("is found under its name from a folder that does not have it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "own-library-"));
    const session = createSession({ file: join(folder, "notebook.ipynb"), onOutput: () => {}, oi: true });
    const result = await session.run('import { shares } from "open-interest"; shares === oi.shares');
    session.close();
    rmSync(folder, { recursive: true });
    expect(result).toMatchObject({ status: "ok", value: true });
  });
});

describe("require", () => {
  test("of what is no CommonJS says to import it", async () => {
    const { session: _, values } = await runCells('require("./modules/common.cjs").hidden');
    expect(values).toEqual([7]);
    await expect(lastValue('require("./modules/named-ts.ts")')).rejects.toThrow(/named-ts/);
  });
});
