import { join } from "node:path";
import { reportHtml } from "../page/report-html.js";
import type { NotebookRun } from "../run/run-notebook.js";
import { notebookJson } from "./notebook-json.js";
import { writeFileWhole } from "./write-file.js";

/** Where a report was written. */
export interface WrittenReport {
  readonly html: string;
  readonly notebook: string;
}

/**
 * Writes a run as `<name>.html` and `<name>.ipynb` into a folder. Each file appears whole or not at all, and neither does
 * if one of them cannot be made.
 */
export async function writeReport(run: NotebookRun, folder: string): Promise<WrittenReport> {
  const html = join(folder, `${run.name}.html`);
  const notebook = join(folder, `${run.name}.ipynb`);
  const json = notebookJson(run);
  const page = reportHtml(run);
  await writeFileWhole(notebook, json);
  await writeFileWhole(html, page);
  return { html, notebook };
}
