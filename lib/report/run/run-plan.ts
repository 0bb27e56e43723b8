import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { lastHeading } from "../page/headings.js";
import { hasTag, type Notebook, type NotebookCell, notebookLanguage, parseNotebook } from "./notebook-file.js";
import { notebookParameters, type ParameterValue, withParameters } from "./parameters.js";
import type { RunParameter } from "./run-notebook.js";

/** What a run is going to do. */
export interface RunPlan {
  /** Absolute path of the notebook. */
  readonly file: string;
  /** Name of the file without folder and ending. */
  readonly name: string;
  /** The notebook with the given parameters. */
  readonly notebook: Notebook;
  /** Cells of code in the order in which they run; the execution count of the first is 1. */
  readonly cells: readonly PlannedCell[];
  readonly parameters: readonly RunParameter[];
  /** Folder in which the run begins; a cell may change that of the process. */
  readonly cwd: string;
}

/** A cell of code that is going to run. */
export interface PlannedCell {
  readonly cell: NotebookCell;
  /** Nearest heading above it, empty if there is none. */
  readonly heading: string;
}

export interface PlanOptions {
  /** Text of the notebook. Default: what the file holds. */
  readonly text?: string;
  /** Values by parameter name; none by default. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
}

/**
 * Reads a notebook and says which cells run, with which parameters.
 * @param owner function to name in messages
 * @throws {Error} if the file cannot be read, is no notebook in TypeScript or JavaScript, or does not know a given
 *   parameter
 */
export async function planRun(path: string, { text, parameters = {} }: PlanOptions, owner: string): Promise<RunPlan> {
  const file = resolve(path);
  const original = parseNotebook(text ?? (await readNotebook(file, path, owner)), basename(file));
  const language = notebookLanguage(original);
  if (language !== undefined && !/script|node|deno/.test(language)) {
    throw new Error(`${owner}: ${path} is a notebook in ${language}; only TypeScript and JavaScript run here`);
  }
  const { notebook, values } = withParameters(original, parameters);
  let heading = "";
  const cells: PlannedCell[] = [];
  for (const cell of notebook.cells) {
    if (cell.cell_type === "markdown") heading = lastHeading(cell.source) ?? heading;
    if (isRunnable(cell)) cells.push({ cell, heading });
  }
  return {
    file,
    name: basename(file).replace(/\.ipynb$/, ""),
    notebook,
    cells,
    parameters: notebookParameters(notebook).map((one) => ({
      ...one,
      value: values.get(one.name) ?? one.default,
      given: values.has(one.name),
    })),
    cwd: process.cwd(),
  };
}

/** True of the cell that assigns the given parameters. */
export function isInjected({ cell }: PlannedCell): boolean {
  return hasTag(cell, "injected-parameters");
}

async function readNotebook(file: string, path: string, owner: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`${owner}: ${path} cannot be read (${code}); give the path of an .ipynb file`, { cause });
  }
}

function isRunnable({ cell_type, source }: NotebookCell): boolean {
  return cell_type === "code" && source.trim() !== "";
}
