import { stat } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { traceback } from "../kernel/cell-error.js";
import { checkReportFolder } from "../report/files/report-folder.js";
import { writeReport } from "../report/files/write-report.js";
import { type RunFailure, runNotebook } from "../report/run/run-notebook.js";
import { stopOnInterrupt } from "./interrupt.js";
import { tellLateErrors } from "./late-errors.js";
import { showProgress } from "./progress.js";

/** Options that stand for the parameter of the same name, and what they mean. */
const shorthands: Readonly<Record<string, readonly [value: string, meaning: string]>> = {
  source: ["name", "where the data comes from, such as sample or binance-archive"],
  path: ["path", "folder or file that holds the data"],
  asset: ["asset", "base asset, such as BTC"],
  interval: ["interval", "length of a bar, such as 1h"],
  from: ["date", "start of the period, ISO 8601, UTC"],
  to: ["date", "end of the period; a date includes its day"],
};

interface ReportOptions extends Readonly<Record<string, unknown>> {
  readonly parameter: Readonly<Record<string, string>>;
  readonly out: string;
}

/** `open-interest report`: runs a notebook and writes its report. */
export function reportCommand(): Command {
  const command = new Command("report")
    .description("run a notebook and write it as one HTML file and as a notebook with its outputs")
    .argument("<notebook>", "an .ipynb file")
    .option("-p, --parameter <name=value>", "value of a parameter of the notebook; may be repeated", collect, {})
    .option("--out <folder>", "where to write the report", "reports");
  for (const [name, [value, meaning]] of Object.entries(shorthands)) {
    command.option(`--${name} <${value}>`, `parameter "${name}": ${meaning}`);
  }
  return command.action(report);
}

async function report(notebook: string, options: ReportOptions): Promise<void> {
  const start = performance.now();
  // A cell may change the folder of the process.
  const home = process.cwd();
  const out = resolve(options.out);
  if (await isSameFile(join(out, basename(notebook)), notebook)) {
    throw new RangeError(
      `report: ${notebook} lies in the folder of reports and would be written over; give another --out`,
    );
  }
  await checkReportFolder(out);
  const interrupt = stopOnInterrupt();
  const progress = showProgress(process.stderr);
  const run = await runNotebook(notebook, {
    parameters: { ...shorthandValues(options), ...options.parameter },
    signal: interrupt.signal,
    onProgress: progress,
  });
  tellLateErrors();
  const { html } = await writeReport(run, out);
  interrupt.end();

  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (run.failure !== undefined) console.error(`\n${failureText(run.failure)}`);
  const incomplete = run.status === "complete" ? "" : `, incomplete: ${run.done} of ${run.total} cells`;
  console.log(`\nReport in ${seconds} s${incomplete}: ${relative(home, html)}`);
  console.log(pathToFileURL(html).href);
  if (run.status === "failed") process.exitCode = 1;
  if (run.status === "stopped") process.exitCode = 130;
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

/** What a failing cell threw and where: cell, heading, line, message, excerpt. */
function failureText({ number, heading, error }: RunFailure): string {
  const line = error.frames.find(({ cell }) => cell === number)?.line;
  const place = `Cell ${number}${heading ? ` (${heading})` : ""}${line === undefined ? "" : `, line ${line}`}`;
  return `${place} failed\n${traceback(error).join("\n")}`;
}

function shorthandValues(options: ReportOptions): Record<string, string> {
  const given = Object.keys(shorthands).filter((name) => typeof options[name] === "string");
  return Object.fromEntries(given.map((name) => [name, options[name] as string]));
}

function collect(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const split = text.indexOf("=");
  if (split < 1) throw new InvalidArgumentError(`"${text}" is not name=value`);
  return { ...before, [text.slice(0, split)]: text.slice(split + 1) };
}
