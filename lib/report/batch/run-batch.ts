import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import { findBrowser } from "../files/find-browser.js";
import { checkReportFolder } from "../files/report-folder.js";
import { writeFileWhole } from "../files/write-file.js";
import { type ReportFormat, writeReport } from "../files/write-report.js";
import type { ParameterValue } from "../run/parameters.js";
import type { CellProgress } from "../run/run-notebook.js";
import { type SupervisedRunOptions, supervisedRun } from "../run/supervised-run.js";
import { batchHtml } from "./batch-html.js";
import { batchJson } from "./batch-json.js";
import { type PlannedReport, planBatch } from "./batch-plan.js";
import { type BatchReport, leftOutReport, ranReport } from "./batch-report.js";

/** How far a report of a batch is. */
export interface BatchProgress {
  /** Place in the grid, from 1. */
  readonly number: number;
  /** How many reports there are. */
  readonly total: number;
  /** Values that the batch varies. */
  readonly varied: Readonly<Record<string, ParameterValue>>;
  /** The cell that runs or has ended; undefined before the first and when the report is written. */
  readonly cell?: CellProgress;
  /** The report, when it is written or was left out. */
  readonly report?: BatchReport;
}

export interface BatchOptions
  extends Omit<SupervisedRunOptions, "text" | "parameters" | "onProgress" | "onText" | "onLateError"> {
  /**
   * Values to vary, by parameter name: a report is made of each combination, in the order of the names, the last one
   * running fastest.
   */
  readonly each: Readonly<Record<string, readonly ParameterValue[]>>;
  /** Values for all reports, by parameter name. None by default. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Default: the page and the notebook with its outputs. */
  readonly formats?: readonly ReportFormat[];
  /** How many reports run at once. Default: the cores of this machine, less one, and at least 1. */
  readonly jobs?: number;
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** A batch that was run. */
export interface Batch {
  /** Name of the notebook's file without ending. */
  readonly name: string;
  /** Folder of the reports. */
  readonly folder: string;
  /** Path of the page that compares them. */
  readonly index: string;
  /** In the order of the grid. */
  readonly reports: readonly BatchReport[];
}

/**
 * Makes a report of a notebook for each combination of some values of its parameters, several at once, and a page that
 * compares them: `<folder>/<notebook>/asset=BTC,from=2025-01-01.html` and so on, `index.html`, and `index.json` with the
 * same in numbers. The cells tagged `summary` are shown side by side there; tables of theirs with the same columns are
 * joined. A report that fails does not keep the others from being made.
 * @throws {Error} if the file cannot be read or is no notebook
 * @throws {RangeError} if a parameter is unknown, a value does not fit, a value comes twice or there are more than 2000
 *   combinations; nothing has run then
 * @throws {Error} if the folder cannot be written to, or a PDF is asked for and there is no browser to print it; nothing
 *   has run then
 */
export async function runBatch(path: string, folder: string, options: BatchOptions): Promise<Batch> {
  const {
    each,
    parameters = {},
    formats = ["html", "ipynb"],
    jobs = defaultJobs(),
    onProgress,
    ...supervision
  } = options;
  const { signal, hardSignal } = supervision;
  if (!(Number.isInteger(jobs) && jobs > 0)) {
    throw new RangeError(`runBatch: jobs ${jobs} is not a whole number of at least 1`);
  }
  // All reports are of one text, also if the file changes while they run.
  const text = await readNotebook(path);
  const planned = await planBatch(path, { text, parameters, each });
  const name = basename(path).replace(/\.ipynb$/, "");
  const own = join(folder, name);
  const files = ["index.html", "index.json"];
  checkReportFolder(resolve(own), { names: planned.map((one) => one.name), formats, files });
  if (formats.includes("pdf")) await findBrowser();
  const reports: BatchReport[] = [];
  const total = planned.length;

  async function make(one: PlannedReport, index: number): Promise<BatchReport> {
    const told = { number: index + 1, total, varied: one.varied };
    const isStopped = signal?.aborted || hardSignal?.aborted;
    const report = isStopped ? leftOutReport(one) : await runOne(one, (cell) => onProgress?.({ ...told, cell }));
    onProgress?.({ ...told, report });
    return report;
  }

  async function runOne(one: PlannedReport, onCell: (cell: CellProgress) => void): Promise<BatchReport> {
    const late: string[] = [];
    try {
      const ran = await supervisedRun(path, {
        ...supervision,
        text,
        parameters: one.given,
        onProgress: onCell,
        onLateError: (message) => late.push(message),
      });
      // A report tells how to make it again from its own files.
      const run = { ...ran, name: one.name };
      const { files, noPdf } = await writeReport(run, own, { formats, ...(hardSignal && { signal: hardSignal }) });
      return ranReport(one, run, { files: files.map((file) => basename(file.path)), noPdf, late });
    } catch (error) {
      return leftOutReport(one, error instanceof Error ? error.message : String(error));
    }
  }

  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < total; index = next++) {
      reports[index] = await make(planned[index] as PlannedReport, index);
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, total) }, work));

  const index = join(own, "index.html");
  const batch: Batch = { name, folder: own, index, reports };
  await writeFileWhole(join(own, "index.json"), batchJson(batch));
  await writeFileWhole(index, batchHtml(batch));
  return batch;
}

/** One core is left to what its user does beside. */
function defaultJobs(): number {
  return Math.max(1, availableParallelism() - 1);
}

async function readNotebook(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`runBatch: ${path} cannot be read (${code}); give the path of an .ipynb file`, { cause });
  }
}
