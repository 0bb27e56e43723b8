import { fileURLToPath } from "node:url";
import { type NotebookOutput, outputCollector } from "../../../lib/kernel/session/outputs.js";
import type { CellResult } from "../../../lib/kernel/session/run-options.js";
import { createSession, type Session } from "../../../lib/kernel/session/session.js";

export interface Run {
  readonly session: Session;
  readonly results: readonly CellResult[];
  /** Values of the cells, undefined for one that failed. */
  readonly values: readonly unknown[];
  readonly outputs: (executionCount: number) => readonly NotebookOutput[];
}

/** Runs cells in a session of a notebook that lies in this folder. */
export async function runCells(...cells: string[]): Promise<Run> {
  const collector = outputCollector();
  const session = createSession({
    file: fileURLToPath(new URL("notebook.ipynb", import.meta.url)),
    onOutput: collector.add,
  });
  const results: CellResult[] = [];
  for (const cell of cells) results.push(await session.run(cell));
  session.close();
  const values = results.map((result) => (result.status === "ok" ? result.value : undefined));
  return { session, results, values, outputs: collector.of };
}

/** The value of the last of some cells; throws what a cell threw, as text. */
export async function lastValue(...cells: string[]): Promise<unknown> {
  const { results } = await runCells(...cells);
  for (const result of results) {
    if (result.status === "error") throw new Error(`${result.error.name}: ${result.error.message}`);
  }
  const last = results.at(-1);
  return last?.status === "ok" ? last.value : undefined;
}
