import { basename, relative } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { findBrowser } from "../report/files/find-browser.js";
import { checkReportFolder } from "../report/files/report-folder.js";
import { supervisedRun } from "../report/run/supervised-run.js";
import { failureText, messageText } from "./failure-text.js";
import { stopOnInterrupt } from "./interrupt.js";
import { openFile } from "./open-file.js";
import { showProgress } from "./progress.js";
import { givenLimits, givenParameters, type ReportOptions } from "./report-options.js";

/**
 * Runs one notebook, writes its report and says how it went. The command fails with 1 if a cell did, and with 130 if it
 * was stopped; what ran is in the report all the same. It fails with 1, too, if a PDF could not be printed.
 * @param out absolute path of the folder
 */
export async function reportOne(notebook: string, out: string, options: ReportOptions): Promise<void> {
  const start = performance.now();
  checkReportFolder(out, { names: [basename(notebook).replace(/\.ipynb$/, "")], formats: options.format });
  if (options.format.includes("pdf")) await findBrowser();
  const interrupt = stopOnInterrupt((text) => console.error(`\n${text}`));
  const show = showProgress(process.stderr);
  const late: string[] = [];
  let aside = "";
  const running = supervisedRun(notebook, {
    parameters: givenParameters(options),
    ...givenLimits(options),
    signal: interrupt.signal,
    hardSignal: interrupt.hardSignal,
    onProgress: (progress) => {
      show(progress);
      // The process may take a moment to end; nothing of the notebook is stopped by Ctrl-C then.
      if (progress.state === "failed" || (progress.state === "done" && progress.number === progress.total)) {
        interrupt.startWriting();
      }
    },
    onText: (text) => {
      aside += text;
    },
    onLateError: (message) => late.push(message),
  });
  // Loaded while the notebook's own process starts.
  const [run, { writeReport }] = await Promise.all([running, import("../report/files/write-report.js")]);
  interrupt.startWriting();
  const { files, noPdf } = await writeReport(run, out, { formats: options.format, signal: interrupt.writeSignal });
  interrupt.end();

  // From there on Node tells of its memory; the failure says what of it matters.
  const [told = ""] = aside.split("<--- Last few GCs --->");
  if (told.trim() !== "") console.error(`\n${told.trim()}`);
  if (run.failure !== undefined) console.error(`\n${failureText(run.failure)}`);
  for (const message of late) {
    console.error(`\nAfter its last cell the notebook threw, so this is not in the report: ${message}`);
    process.exitCode = 1;
  }
  if (noPdf !== undefined) {
    console.error(`\nNo PDF: ${messageText(noPdf)}`);
    process.exitCode = interrupt.writeSignal.aborted ? interrupt.exitCode : 1;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const complete = interrupt.signal.aborted || interrupt.writeSignal.aborted ? ", complete: all cells ran" : "";
  const how = run.status === "complete" ? complete : `, incomplete: ${run.done} of ${run.total} cells`;
  const paths = files.map(({ path }) => path);
  console.log(`\nReport in ${seconds} s${how}: ${paths.map((path) => relative(process.cwd(), path)).join(", ")}`);
  console.log(pathToFileURL(paths[0] as string).href);
  if (run.status === "failed") process.exitCode = 1;
  if (run.status === "stopped") process.exitCode = interrupt.exitCode;
  if (options.open) await openFile(paths[0] as string);
}
