import { relative } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { table } from "../notebook/table.js";
import { combinationText } from "../report/batch/batch-plan.js";
import type { BatchReport } from "../report/batch/batch-report.js";
import { runBatch } from "../report/batch/run-batch.js";
import { showBatchProgress } from "./batch-progress.js";
import { failureLine, messageText } from "./failure-text.js";
import { stopOnInterrupt } from "./interrupt.js";
import { openFile } from "./open-file.js";
import { givenLimits, givenParameters, type ReportOptions } from "./report-options.js";

/**
 * Makes the reports of a grid and the page that compares them, and says how it went. The command fails with 1 if one of
 * them did, after all have run, and with 130 if it was stopped.
 * @param out absolute path of the folder that gets a folder of the reports
 */
export async function reportBatch(notebook: string, out: string, options: ReportOptions): Promise<void> {
  const start = performance.now();
  const progress = showBatchProgress(process.stderr);
  const interrupt = stopOnInterrupt(progress.tell);
  const { index, reports } = await runBatch(notebook, out, {
    each: options.each,
    parameters: givenParameters(options),
    formats: options.format,
    jobs: options.jobs,
    ...givenLimits(options),
    signal: interrupt.signal,
    hardSignal: interrupt.hardSignal,
    onProgress: progress.show,
  });
  interrupt.end();

  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const count = (status: BatchReport["status"]): number => reports.filter((one) => one.status === status).length;
  const complete = count("complete");
  const problems = reports.flatMap((one) =>
    problemsOf(one).map((why) => ({ report: combinationText(one.varied), why })),
  );
  if (problems.length > 0) {
    const columns = [
      { key: "report", format: "text" },
      { key: "why", format: "text" },
    ] as const;
    console.error(`\n${table(problems, { caption: "What went wrong", columns, maxRows: 1000 })}`);
  }
  const noun = reports.length === 1 ? "report" : "reports";
  const all = reports.length === complete ? `${complete} ${noun}` : `${complete} of ${reports.length} ${noun} complete`;
  console.log(`\n${all} in ${seconds} s: ${relative(process.cwd(), index)}`);
  console.log(pathToFileURL(index).href);
  if (problems.length > 0) process.exitCode = 1;
  const isWhole = reports.every(({ status, noPdf }) => status !== "stopped" && status !== "left out" && !noPdf);
  if (!isWhole && interrupt.signal.aborted) process.exitCode = interrupt.exitCode;
  if (options.open) await openFile(index);
}

function problemsOf({ failure, problem, noPdf, late }: BatchReport): string[] {
  return [
    ...(failure === undefined ? [] : [failureLine(failure)]),
    ...(problem === undefined ? [] : [messageText(problem)]),
    ...(noPdf === undefined ? [] : [`no PDF: ${messageText(noPdf)}`]),
    ...late.map((message) => `after its last cell the notebook threw, which is not in the report: ${message}`),
  ];
}
