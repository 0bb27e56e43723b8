import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { stripVTControlCharacters } from "node:util";
import { withLedger } from "../../evidence/ledger/current-ledger.js";
import { Ledger, type LedgerJson } from "../../evidence/ledger/ledger.js";
import type { CellError } from "../../kernel/cell-error.js";
import { type NotebookOutput, type OutputEvent, outputCollector } from "../../kernel/outputs.js";
import { createSession } from "../../kernel/session.js";
import { lastHeading } from "../page/headings.js";
import { type DataRecord, dataRecords } from "./data-records.js";
import { hasTag, type Notebook, type NotebookCell, parseNotebook } from "./notebook-file.js";
import { notebookParameters, type Parameter, type ParameterValue, withParameters } from "./parameters.js";

export interface RunNotebookOptions {
  /** Text of the notebook, run as if the file at the path held it. Default: what the file holds. */
  readonly text?: string;
  /** Values by parameter name; text is read as the type of the parameter's default. None by default. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Stops the run before the next cell. */
  readonly signal?: AbortSignal;
  /** Called before and after each cell of code, and when a cell says how far it has come. */
  readonly onProgress?: (progress: CellProgress) => void;
}

/** A cell of code that starts, or has ended. */
export interface CellProgress {
  readonly state: "running" | "done" | "failed";
  /** Execution count: the first cell of code that runs is 1. */
  readonly number: number;
  /** How many cells of code there are to run. */
  readonly total: number;
  /** Nearest heading above it, empty if there is none. */
  readonly heading: string;
  /** How long it took; 0 until it ends. */
  readonly seconds: number;
  /** How far a running cell says it has come. */
  readonly detail?: string;
}

/** A cell as the run left it. */
export interface RanCell {
  readonly cell: NotebookCell;
  /** Null for a cell that did not run, such as text. */
  readonly executionCount: number | null;
  readonly outputs: readonly NotebookOutput[];
}

/** Why a run ended early. */
export interface RunFailure {
  /** Execution count of the cell. */
  readonly number: number;
  readonly heading: string;
  readonly error: CellError;
}

/** A notebook that was run. */
export interface NotebookRun {
  /** Name of its file without folder and ending. */
  readonly name: string;
  readonly notebook: Notebook;
  readonly cells: readonly RanCell[];
  /** `failed` by a cell, or `stopped` by the signal before all had run. */
  readonly status: "complete" | "failed" | "stopped";
  readonly failure?: RunFailure;
  /** How many cells of code ran to their end, and how many there are. */
  readonly done: number;
  readonly total: number;
  readonly parameters: readonly (Parameter & { readonly value: ParameterValue | undefined })[];
  /** The data that its cells keep under a name. */
  readonly data: readonly DataRecord[];
  /** Every variant that its cells tried. */
  readonly ledger: LedgerJson;
}

/**
 * Runs a notebook cell by cell in this process and gathers what it puts out. It stops at the first cell that fails, and
 * what ran until then is in the result.
 * @throws {Error} if the file cannot be read, is no notebook, or does not know a given parameter
 */
export async function runNotebook(path: string, options: RunNotebookOptions = {}): Promise<NotebookRun> {
  // With a ledger of its own: what was tried before in this process must not change what the notebook says.
  const ledger = new Ledger();
  const run = await withLedger(ledger, () => runCells(path, options));
  return { ...run, ledger: ledger.toJSON() };
}

async function runCells(
  path: string,
  { text, parameters = {}, signal, onProgress }: RunNotebookOptions,
): Promise<Omit<NotebookRun, "ledger">> {
  const file = resolve(path);
  const original = parseNotebook(text ?? (await readNotebook(file, path)), basename(file));
  const { notebook, values } = withParameters(original, parameters);
  const collector = outputCollector();
  const ran = new Map<NotebookCell, number>();
  const headings = new Map<number, string>();
  let injected: number | undefined;
  let failure: RunFailure | undefined;
  const fail = (number: number, error: CellError): void => {
    failure ??= { number, heading: headings.get(number) ?? "", error };
  };
  const session = createSession({
    file,
    onOutput: (event, number) => {
      // The last of the injected assignments is no result anyone asked for.
      if (event.type === "execute_result" && number === injected) return;
      collector.add(withoutTerminalCodes(event), number);
    },
    onProgress: (detail, number) => {
      const told = { number, total: toRun.length, heading: headings.get(number) ?? "", seconds: 0 };
      onProgress?.({ state: "running", ...told, detail });
    },
    onLateError: (error, number) => fail(number, error),
  });

  const toRun = notebook.cells.filter(isRunnable);
  let done = 0;
  let heading = "";
  try {
    for (const cell of notebook.cells) {
      if (cell.cell_type === "markdown") heading = lastHeading(cell.source) ?? heading;
      if (!isRunnable(cell)) continue;
      if (failure !== undefined || signal?.aborted) break;
      const number = ran.size + 1;
      ran.set(cell, number);
      headings.set(number, heading);
      if (hasTag(cell, "injected-parameters")) injected = number;
      onProgress?.({ state: "running", number, total: toRun.length, heading, seconds: 0 });
      const start = performance.now();
      const result = await session.run(cell.source);
      if (result.status === "error") fail(number, result.error);
      // A rejection that nobody awaits is only told after the cell has ended.
      await new Promise((next) => setImmediate(next));
      const seconds = (performance.now() - start) / 1000;
      if (failure === undefined) done++;
      const state = failure === undefined ? "done" : "failed";
      onProgress?.({ state, number, total: toRun.length, heading, seconds });
    }
    const cells = notebook.cells.map((cell) => {
      const executionCount = ran.get(cell) ?? null;
      return { cell, executionCount, outputs: executionCount === null ? [] : collector.of(executionCount) };
    });
    return {
      name: basename(file).replace(/\.ipynb$/, ""),
      notebook,
      cells,
      status: failure !== undefined ? "failed" : done < toRun.length ? "stopped" : "complete",
      ...(failure !== undefined && { failure }),
      done,
      total: toRun.length,
      parameters: notebookParameters(notebook).map((one) => ({ ...one, value: values.get(one.name) ?? one.default })),
      data: dataRecords(session.names().values()),
    };
  } finally {
    session.close();
  }
}

async function readNotebook(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`runNotebook: ${path} cannot be read (${code}); give the path of an .ipynb file`, { cause });
  }
}

function isRunnable({ cell_type, source }: NotebookCell): boolean {
  return cell_type === "code" && source.trim() !== "";
}

/** Colours are for terminals, and whether a library writes them depends on the terminal. */
function withoutTerminalCodes(event: OutputEvent): OutputEvent {
  if (event.type !== "stream") return event;
  return { ...event, text: stripVTControlCharacters(event.text) };
}
