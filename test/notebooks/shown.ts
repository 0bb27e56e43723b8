import { expect } from "vitest";
import type { NotebookRun } from "../../lib/report/run/run-notebook.js";

// What a run of a notebook shows its reader.

export const tableMime = "application/vnd.open-interest.table+json";

export interface ShownTable {
  readonly caption: string;
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

/** Every output of a MIME type, in order. */
export function shown(run: NotebookRun, mime: string): unknown[] {
  return run.cells.flatMap(({ outputs }) =>
    outputs.flatMap((output) => ("data" in output && mime in output.data ? [output.data[mime]] : [])),
  );
}

/** Text that cells wrote as markdown. */
export function prose(run: NotebookRun): string[] {
  return shown(run, "text/markdown").map((text) => (Array.isArray(text) ? text.join("") : String(text)));
}

/** The last of it: what the notebook concludes. */
export function conclusion(run: NotebookRun): string {
  return prose(run).at(-1) ?? "";
}

export function tableCalled(run: NotebookRun, caption: string): ShownTable {
  const tables = shown(run, tableMime) as ShownTable[];
  const found = tables.find((table) => table.caption.includes(caption));
  if (found !== undefined) return found;
  throw new Error(`no table is called ${caption}; there are: ${tables.map((table) => table.caption).join(" | ")}`);
}

/** The row of a table that begins with a cell, undefined if there is none. */
export function rowOf(table: ShownTable, first: string): readonly string[] | undefined {
  return table.rows.find(([cell]) => cell === first);
}

/** What holds of every notebook on any data: it ends, fails nowhere, draws, and no gap in the data reads as a number. */
export function expectToSpeak(run: NotebookRun): void {
  expect(run.failure).toBeUndefined();
  expect(run.status).toBe("complete");
  const kinds = run.cells.flatMap(({ outputs }) => outputs.map(({ output_type }) => output_type));
  expect(kinds.filter((kind) => kind !== "display_data" && kind !== "execute_result")).toEqual([]);
  expect(shown(run, "application/vnd.plotly.v1+json").length).toBeGreaterThan(0);
  expect(shown(run, tableMime).length).toBeGreaterThan(0);
  expect(JSON.stringify(shown(run, tableMime))).not.toMatch(/undefined|NaN|Infinity|\[object/);
  for (const text of prose(run)) expect(text).not.toMatch(/undefined|null|NaN|Infinity|\[object/);
}
