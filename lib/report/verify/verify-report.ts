import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { notebookJson } from "../files/notebook-json.js";
import { reportHtml } from "../page/report-html.js";
import { type Notebook, parseNotebook } from "../run/notebook-file.js";
import type { ParameterValue } from "../run/parameters.js";
import type { CellProgress } from "../run/run-notebook.js";
import { supervisedRun } from "../run/supervised-run.js";
import { codeHash } from "../stamp/code-hash.js";
import type { Stamp } from "../stamp/stamp.js";
import { compareNotebooks } from "./compare-notebooks.js";
import { compareReports } from "./compare-reports.js";
import { changedText } from "./excerpt.js";
import { findNotebook } from "./find-notebook.js";
import { type ReadReport, readReport } from "./read-report.js";
import { cellsToRun, type RunFunction, rerun } from "./rerun.js";
import type { Difference, Verification } from "./verification.js";

export interface VerifyOptions {
  /**
   * Notebook to hold against the one in the report, and from whose folder imports are looked up. Default: imports are
   * looked up from a notebook of the report's name beside or above the report or in the current folder, else from the
   * current folder.
   */
  readonly notebook?: string;
  /** Values in the place of those in the report; needed for those that were places on the machine that made it. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** What runs the notebook. Default: `supervisedRun`, as for the command `report`. */
  readonly run?: RunFunction;
  /** Called before and after each cell of code. */
  readonly onProgress?: (progress: CellProgress) => void;
}

/**
 * Runs the notebook that a report holds once more, with the parameters of the report, and says whether the same report
 * comes out, and if not, what differs. It shows that the numbers follow from the notebook and the data, and not who made
 * the report: whoever can write the file can also write another stamp. It runs code that is in the file: take only what
 * comes from people you trust.
 * @param path an `.html` or `.ipynb` file that was written by `writeReport`
 * @throws {TypeError} for a file that is no report
 * @throws {RangeError} if a parameter was a place on another machine and none is given
 * @throws {Error} if the file or the notebook cannot be read
 */
export async function verifyReport(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const { parameters = {}, run = supervisedRun, onProgress } = options;
  const text = await readText(path);
  const report = readReport(text, basename(path));
  const { stamp, source } = report;
  const values = { ...givenHere(stamp, parameters), ...parameters };
  const found = options.notebook ?? findNotebook(stamp.name, path);
  const folder = found === undefined ? process.cwd() : dirname(resolve(found));
  const named = options.notebook === undefined ? undefined : await readText(options.notebook);

  const ran = await rerun(source, stamp, {
    run,
    path: join(folder, `${stamp.name}.ipynb`),
    parameters: values,
    ...(onProgress !== undefined && { onProgress }),
  });
  const made = report.kind === "page" ? reportHtml(ran) : notebookJson(ran);
  const again = readReport(made, basename(path));
  const injected = stamp.parameters.some(({ given }) => given) ? 1 : 0;
  const others =
    named === undefined
      ? []
      : compareNotebooks(source, parseNotebook(named, basename(options.notebook as string)), injected);
  const sameBytes = made === text;
  const lastCell = comparedUntil(stamp);
  const differences = [...others, ...(sameBytes ? [] : reportDifferences(report, again, { text, made, lastCell }))];
  return {
    same: differences.length === 0,
    sameBytes,
    sameOutputs: isSameResult(stamp, again.stamp, lastCell) && !differences.some(({ kind }) => kind === "cell"),
    kind: report.kind,
    differences,
    notes: await notesOf(report, lastCell, options.notebook === undefined ? found : undefined),
    report: stamp,
    rerun: again.stamp,
  };
}

/** Of a run that was ended in the middle of a cell, that cell cannot come out the same. */
function comparedUntil({ status, done, failure, cells }: Stamp): number {
  const wasEnded = failure?.outside || (status === "stopped" && cells.some(({ cell }) => cell > done));
  return wasEnded ? done : Number.POSITIVE_INFINITY;
}

function isSameResult(one: Stamp, other: Stamp, lastCell: number): boolean {
  const hashes = ({ cells }: Stamp): string =>
    cells.flatMap(({ cell, sha256 }) => (cell > lastCell ? [] : `${cell} ${sha256}`)).join();
  return hashes(one) === hashes(other);
}

function reportDifferences(
  report: ReadReport,
  again: ReadReport,
  { text, made, lastCell }: { readonly text: string; readonly made: string; readonly lastCell: number },
): Difference[] {
  const differences = compareReports(report, again, { lastCell });
  if (differences.length > 0 || lastCell < Number.POSITIVE_INFINITY) return differences;
  const what = report.kind === "page" ? "page" : "file";
  return [{ kind: "page", where: what, text: `its text differs: ${changedText(text, made)}` }];
}

async function notesOf({ stamp, source }: ReadReport, lastCell: number, found: string | undefined): Promise<string[]> {
  const notes: string[] = [];
  if (stamp.status !== "complete") {
    const until = Number.isFinite(lastCell) ? lastCell : cellsToRun(stamp);
    notes.push(`the report is incomplete; it was verified as far as it ran: ${until} of ${stamp.total} cells`);
  }
  if (found !== undefined && (await isOther(found, source))) {
    notes.push(`${found} is not the notebook in the report; give it with --notebook to see what differs`);
  }
  return notes;
}

async function isOther(path: string, source: Notebook): Promise<boolean> {
  return codeHash(parseNotebook(await readText(path), basename(path))) !== codeHash(source);
}

/** The values that the report's run was given. */
function givenHere(
  { parameters, name }: Stamp,
  given: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  const missing = parameters.find((one) => one.given && one.local && given[one.name] === undefined);
  if (missing !== undefined) {
    throw new RangeError(
      `verifyReport: parameter "${missing.name}" was a place on the machine that made ${name} (${missing.value}); give yours with -p ${missing.name}=…`,
    );
  }
  return Object.fromEntries(
    parameters.flatMap((one) => (one.given && one.value !== undefined ? [[one.name, one.value]] : [])),
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`verifyReport: ${path} cannot be read (${code}); give the path of a file`, { cause });
  }
}
