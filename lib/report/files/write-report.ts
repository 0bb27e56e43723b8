import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { checkChoice } from "../../series/check.js";
import { reportHtml } from "../page/report-html.js";
import type { NotebookRun } from "../run/run-notebook.js";
import { notebookJson } from "./notebook-json.js";
import { reportMarkdown } from "./report-markdown.js";
import { reportPdf } from "./report-pdf.js";
import { type FileContent, writeFilesWhole, writeFileWhole } from "./write-file.js";

/** A kind of file that a report can be written as. */
export type ReportFormat = "html" | "ipynb" | "md" | "pdf";

const known: readonly ReportFormat[] = ["html", "ipynb", "md", "pdf"];

/** Options of `writeReport`. */
export interface WriteReportOptions {
  /**
   * What to write: one HTML file, a notebook with its outputs, GitHub's markdown with its pictures in a folder beside it,
   * a PDF by a Chromium that is installed. Default `html` and `ipynb`.
   */
  readonly formats?: readonly ReportFormat[];
  /** Gives up the PDF that is being printed, and no other file. */
  readonly signal?: AbortSignal;
}

/** A file of a report. */
export interface WrittenFile {
  readonly format: ReportFormat;
  readonly path: string;
}

/** Where a report was written. */
export interface WrittenReport {
  /** One for each format; pictures of the markdown are not listed. */
  readonly files: readonly WrittenFile[];
  /** Path of the HTML file, if it was asked for. */
  readonly html?: string;
  /** Path of the notebook, if it was asked for. */
  readonly notebook?: string;
  /** Why there is no PDF, if one was asked for and could not be printed. */
  readonly noPdf?: string;
}

/**
 * Writes a run into a folder as `<name>.html`, `<name>.ipynb`, `<name>.md` and `<name>.pdf`, as asked for. All are made
 * before the first is written, and each appears whole: if one cannot be made, those of an earlier run stay as they were.
 * Only the PDF comes after the others, so that one that cannot be printed costs none of them; if it was to be alone, the
 * page is written in its place.
 * @throws {RangeError} for an unknown format or none
 */
export async function writeReport(
  run: NotebookRun,
  folder: string,
  { formats = ["html", "ipynb"], signal }: WriteReportOptions = {},
): Promise<WrittenReport> {
  const asked = checkedFormats(formats);
  const others = asked.filter((format) => format !== "pdf");
  if (others.length > 0) await writeOthers(run, folder, others);
  const noPdf = asked.includes("pdf") ? await writePdf(run, pathOf(run, folder, "pdf"), signal) : undefined;
  const isAlone = noPdf !== undefined && others.length === 0;
  if (isAlone) await writeOthers(run, folder, ["html"]);
  const made = noPdf === undefined ? asked : isAlone ? (["html"] as const) : others;
  return {
    files: made.map((format) => ({ format, path: pathOf(run, folder, format) })),
    ...(made.includes("html") && { html: pathOf(run, folder, "html") }),
    ...(made.includes("ipynb") && { notebook: pathOf(run, folder, "ipynb") }),
    ...(noPdf !== undefined && { noPdf }),
  };
}

function pathOf({ name }: NotebookRun, folder: string, format: ReportFormat): string {
  return join(folder, `${name}.${format}`);
}

async function writeOthers(run: NotebookRun, folder: string, formats: readonly ReportFormat[]): Promise<void> {
  const pictures = join(folder, `${run.name}_files`);
  const contents = formats.flatMap((format): FileContent[] => {
    const path = pathOf(run, folder, format);
    if (format === "html") return [{ path, content: reportHtml(run) }];
    if (format === "ipynb") return [{ path, content: notebookJson(run) }];
    const markdown = reportMarkdown(run);
    const shown = markdown.pictures.map(({ name, content }) => ({ path: join(pictures, name), content }));
    return [...shown, { path, content: markdown.text }];
  });
  await writeFilesWhole(contents);
  if (formats.includes("md")) await removeOldPictures(pictures, contents);
}

/** Width of the text on a sheet of A4 or letter, so that the words in pictures are as large as on a screen. */
const paperWidth = 704;

/** Prints the PDF; gives why there is none, if it could not be. */
async function writePdf(run: NotebookRun, path: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  // What is wrong with the run is no matter of the printer.
  const page = reportHtml(run, { pictureWidth: paperWidth });
  let content: Uint8Array;
  try {
    content = await reportPdf(page, { signal });
  } catch (error) {
    const earlier = existsSync(path) ? `; ${basename(path)} is that of an earlier run` : "";
    return `${error instanceof Error ? error.message : String(error)}${earlier}`;
  }
  await writeFileWhole(path, content);
  return undefined;
}

/** Each once, in the order in which they are made. */
function checkedFormats(formats: readonly ReportFormat[]): readonly ReportFormat[] {
  for (const format of formats) checkChoice("format", format, known, "writeReport");
  if (formats.length === 0) throw new RangeError(`writeReport: no format; give one of ${known.join(", ")}`);
  return known.filter((format) => formats.includes(format));
}

/** Pictures of an earlier run that had more of them. */
async function removeOldPictures(folder: string, written: readonly FileContent[]): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => /^figure-\d+\.[a-z]+$/.test(name)).map((name) => join(folder, name));
  const old = ours.filter((path) => !written.some((file) => file.path === path));
  await Promise.all(old.map((path) => rm(path, { force: true })));
}
