import { relative } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { supervisedRun } from "../report/run/supervised-run.js";
import { failureText } from "./failure-text.js";
import { stopOnInterrupt } from "./interrupt.js";
import { openFile } from "./open-file.js";
import { showProgress } from "./progress.js";
import { givenParameters, type ReportOptions } from "./report-options.js";

/**
 * Runs one notebook, writes its report and says how it went. The command fails with 1 if a cell did, and with 130 if it
 * was stopped; what ran is in the report all the same.
 * @param out absolute path of the folder
 */
export async function reportOne(notebook: string, out: string, options: ReportOptions): Promise<void> {
  const start = performance.now();
  const interrupt = stopOnInterrupt((text) => console.error(`\n${text}`));
  const late: string[] = [];
  let aside = "";
  const running = supervisedRun(notebook, {
    parameters: givenParameters(options),
    cellTimeoutMs: options.cellTimeout,
    timeoutMs: options.timeout,
    memoryMb: options.memory,
    signal: interrupt.signal,
    hardSignal: interrupt.hardSignal,
    onProgress: showProgress(process.stderr),
    onText: (text) => {
      aside += text;
    },
    onLateError: (message) => late.push(message),
  });
  // Loaded while the notebook's own process starts.
  const [run, { writeReport }] = await Promise.all([running, import("../report/files/write-report.js")]);
  const { files } = await writeReport(run, out, { formats: options.format });
  interrupt.end();

  // From there on Node tells of its memory; the failure says what of it matters.
  const [told = ""] = aside.split("<--- Last few GCs --->");
  if (told.trim() !== "") console.error(`\n${told.trim()}`);
  if (run.failure !== undefined) console.error(`\n${failureText(run.failure)}`);
  for (const message of late) {
    console.error(`\nAfter its last cell the notebook threw, so this is not in the report: ${message}`);
    process.exitCode = 1;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const incomplete = run.status === "complete" ? "" : `, incomplete: ${run.done} of ${run.total} cells`;
  const paths = files.map(({ path }) => path);
  console.log(
    `\nReport in ${seconds} s${incomplete}: ${paths.map((path) => relative(process.cwd(), path)).join(", ")}`,
  );
  console.log(pathToFileURL(paths[0] as string).href);
  if (run.status === "failed") process.exitCode = 1;
  if (run.status === "stopped") process.exitCode = interrupt.exitCode;
  if (options.open) await openFile(paths[0] as string);
}
