import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Command } from "commander";
import { bundledNotebooks, notebookList } from "./bundled-notebooks.js";
import { findNotebook } from "./find-notebook.js";
import { addReportOptions, type ReportOptions } from "./report-options.js";

/** `open-interest report`: runs a notebook and writes its report. */
export function reportCommand(): Command {
  const command = new Command("report")
    .description("run a notebook and write it as one HTML file and as a notebook with its outputs")
    .argument("[notebook]", "an .ipynb file, or the name of a notebook that comes with this package");
  return addReportOptions(command).action(report);
}

async function report(given: string | undefined, options: ReportOptions, command: Command): Promise<void> {
  if (options.list) {
    console.log(await notebookList(await bundledNotebooks()));
    return;
  }
  if (given === undefined)
    command.error("error: missing required argument 'notebook'; see --list for those that come with this package");
  const notebook = await findNotebook(given);
  const out = resolve(options.out);
  if (await isSameFile(join(out, basename(notebook)), notebook)) {
    throw new RangeError(
      `report: ${notebook} lies in the folder of reports and would be written over; give another --out`,
    );
  }
  // What is needed to write a page takes as long to load as all the rest, and most commands do without.
  if (Object.keys(options.each).length > 0) {
    const { reportBatch } = await import("./report-batch.js");
    await reportBatch(notebook, out, options);
  } else {
    const { reportOne } = await import("./report-one.js");
    await reportOne(notebook, out, options);
  }
}

/** True if both paths lead to one file, through links or in other letter case; false if one leads to none. */
async function isSameFile(path: string, other: string): Promise<boolean> {
  try {
    const [one, two] = await Promise.all([stat(path, { bigint: true }), stat(other, { bigint: true })]);
    return one.dev === two.dev && one.ino === two.ino;
  } catch {
    return false;
  }
}
