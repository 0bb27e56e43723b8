import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { notebookJson } from "../files/notebook-json.js";
import { reportHtml } from "../page/report-html.js";
import { parseNotebook } from "../run/notebook-file.js";
import type { ParameterValue } from "../run/parameters.js";
import type { CellProgress } from "../run/run-notebook.js";
import { supervisedRun } from "../run/supervised-run.js";
import { canonicalJson } from "../stamp/canonical-json.js";
import { isPrivatePlace } from "../stamp/private-places.js";
import type { Stamp } from "../stamp/stamp.js";
import { cellNames } from "./cell-names.js";
import { changedFiles } from "./changed-files.js";
import { compareNotebooks } from "./compare-notebooks.js";
import { compareReports, isSameResult } from "./compare-reports.js";
import { changedText } from "./excerpt.js";
import { cutShort, type FileText, fileText } from "./file-text.js";
import { findNotebook } from "./find-notebook.js";
import { type ReadReport, readReport } from "./read-report.js";
import { type RunFunction, rerun } from "./rerun.js";
import { failsHere } from "./run-failed.js";
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
 *
 * A report that is incomplete is made again as it was stopped: cells that did not run must show so. The one in which its
 * run was ended from outside, by a limit, a crash or at once, shows what the report holds of it, and a note says so.
 * @param path an `.html` or `.ipynb` file that was written by `writeReport`
 * @throws {TypeError} for a file that is no report
 * @throws {RangeError} if a parameter was a place on another machine and none is given
 * @throws {Error} if the file or the notebook cannot be read, or if a cell that ran to its end in the report fails here
 *   and neither the file nor the data is another: then nothing is known of the report
 */
export async function verifyReport(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const { parameters = {}, run = supervisedRun, onProgress } = options;
  const raw = await readText(path);
  const file = fileText(raw);
  const report = readReport(file.text, basename(path));
  const { stamp, source } = report;
  const named = options.notebook === undefined ? undefined : await readNotebook(options.notebook);
  const values = givenHere(stamp, parameters);
  const found = options.notebook ?? findNotebook(stamp.name, path);
  const folder = found === undefined ? process.cwd() : dirname(resolve(found));

  const ran = await rerun(report, {
    run,
    path: join(folder, `${stamp.name}.ipynb`),
    parameters: values,
    ...(onProgress !== undefined && { onProgress }),
  });
  const made = report.kind === "page" ? reportHtml(ran) : notebookJson(ran);
  const again = readReport(made, basename(path));
  const shift = stamp.parameters.some(({ given }) => given) ? 1 : 0;
  const others = named === undefined ? [] : compareNotebooks(source, named, shift);
  const sameBytes = made === raw;
  const failure = failsHere(stamp, ran);
  const changes = sameBytes ? [] : reportDifferences(report, again, { file, made });
  if (failure !== undefined) {
    const folders = [folder, process.cwd()];
    if (!changes.some(({ kind }) => kind === "data"))
      changes.unshift(...changedFiles(stamp, whole(stamp, values), folders));
    // Nothing is known of what the report shows, unless the file or its data tell.
    if (!changes.some(({ kind }) => kind === "edited" || kind === "data")) {
      throw new Error(`verifyReport: it could not be found out: ${failure}`);
    }
  }
  const differences = [...others, ...changes];
  return {
    same: differences.length === 0,
    sameBytes,
    sameOutputs: isSameResult(report, again) && !differences.some(({ kind }) => kind === "cell"),
    kind: report.kind,
    differences,
    notes: [
      ...incompleteNotes(report),
      ...(options.notebook === undefined && found !== undefined ? await otherNotes(found, report) : []),
    ],
    report: stamp,
    rerun: again.stamp,
  };
}

function reportDifferences(
  report: ReadReport,
  again: ReadReport,
  { file: { text, oddities }, made }: { readonly file: FileText; readonly made: string },
): Difference[] {
  const cut = report.kind === "page" ? cutShort(text) : undefined;
  if (cut !== undefined) return [{ kind: "edited", where: "file", text: cut }];
  const odd = oddities.map((oddity): Difference => ({ kind: "edited", where: "file", text: oddity }));
  if (text === made) return odd;
  const differences = compareReports(report, again);
  if (differences.length > 0) return [...odd, ...differences];
  const isLayout = report.kind === "notebook" && canonicalJson(JSON.parse(text)) === canonicalJson(JSON.parse(made));
  const what = isLayout ? "only the layout of the file differs, as another program writes it" : "its text differs";
  return [...odd, { kind: "page", where: "file", text: `${what}: ${changedText(text, made)}` }];
}

function incompleteNotes({ stamp, cells, ended }: ReadReport): string[] {
  const { status, done, total, failure } = stamp;
  if (status === "complete") return [];
  const until = failure === undefined || failure.outside ? done : failure.cell;
  const note = `the report is incomplete; it was verified as far as it ran: ${until} of ${total} cells`;
  if (ended === undefined || (failure !== undefined && !failure.outside)) return [note];
  const { where = `cell ${ended.cell}` } = cellNames(cells).find(({ cell }) => cell === ended.cell) ?? {};
  return [note, `${where} was ended in the middle: what it shows cannot be had again and is not verified`];
}

async function otherNotes(path: string, { source }: ReadReport): Promise<string[]> {
  const other = parseNotebook(await readText(path), basename(path));
  if (compareNotebooks(source, other, 0).length === 0) return [];
  return [`${path} is not the notebook in the report; give it with --notebook to see what differs`];
}

/** Values of all parameters: those given, else those of the notebook. */
function whole(
  { parameters }: Stamp,
  values: Readonly<Record<string, ParameterValue>>,
): (ParameterValue | undefined)[] {
  return parameters.map(({ name, value }) => values[name] ?? value);
}

/** The values to run with: those that the report's run was given, and those that are given now. */
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
  const before = parameters.flatMap((one) => (one.given && one.value !== undefined ? [[one.name, one.value]] : []));
  const now = Object.entries(given).map(([name, value]) => {
    const isPlace = parameters.some((one) => one.name === name && one.given && one.local);
    // A place that is told from the current folder is the same place, and the report was given a whole path.
    return [name, isPlace && typeof value === "string" && !isPrivatePlace(value) ? resolve(value) : value];
  });
  return Object.fromEntries([...before, ...now]);
}

async function readNotebook(path: string): Promise<ReturnType<typeof parseNotebook>> {
  const text = await readText(path);
  if (/^\s*</.test(text)) {
    throw new TypeError(
      `verifyReport: ${path} is a page and no notebook; give the .ipynb that the report should be held against`,
    );
  }
  return parseNotebook(text, basename(path));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`verifyReport: ${path} cannot be read (${code}); give the path of a file`, { cause });
  }
}
