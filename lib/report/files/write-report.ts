import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { checkChoice } from "../../series/check.js";
import { reportHtml } from "../page/report-html.js";
import type { NotebookRun } from "../run/run-notebook.js";
import { notebookJson } from "./notebook-json.js";
import { reportMarkdown } from "./report-markdown.js";
import { reportPdf } from "./report-pdf.js";
import { type FileContent, writeFilesWhole } from "./write-file.js";

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
}

/**
 * Writes a run into a folder as `<name>.html`, `<name>.ipynb`, `<name>.md` and `<name>.pdf`, as asked for. All are made
 * before the first is written, and each appears whole: if one cannot be made, those of an earlier run stay as they were.
 * @throws {RangeError} for an unknown format or none
 * @throws {Error} as `reportPdf` does
 */
export async function writeReport(
  run: NotebookRun,
  folder: string,
  { formats = ["html", "ipynb"] }: WriteReportOptions = {},
): Promise<WrittenReport> {
  const asked = checkedFormats(formats);
  const contents: FileContent[] = [];
  const files: WrittenFile[] = [];
  for (const format of asked) {
    const path = join(folder, `${run.name}.${format}`);
    files.push({ format, path });
    if (format === "md") {
      const { text, pictures } = reportMarkdown(run);
      for (const { name, content } of pictures)
        contents.push({ path: join(folder, `${run.name}_files`, name), content });
      contents.push({ path, content: text });
    } else {
      contents.push({ path, content: await made(run, format) });
    }
  }
  await writeFilesWhole(contents);
  if (asked.includes("md")) await removeOldPictures(join(folder, `${run.name}_files`), contents);
  const pathOf = (format: ReportFormat): string | undefined => files.find((file) => file.format === format)?.path;
  const [html, notebook] = [pathOf("html"), pathOf("ipynb")];
  return { files, ...(html !== undefined && { html }), ...(notebook !== undefined && { notebook }) };
}

/** Width of the text on a sheet of A4 or letter, so that the words in pictures are as large as on a screen. */
const paperWidth = 704;

async function made(run: NotebookRun, format: "html" | "ipynb" | "pdf"): Promise<string | Uint8Array> {
  if (format === "html") return reportHtml(run);
  if (format === "ipynb") return notebookJson(run);
  return reportPdf(reportHtml(run, { pictureWidth: paperWidth }));
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
