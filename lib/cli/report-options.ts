import { type Command, Option } from "commander";
import type { ReportFormat } from "../report/files/write-report.js";
import type { SupervisedRunOptions } from "../report/run/supervised-run.js";
import {
  collectEach,
  collectValue,
  type EachValue,
  readCount,
  readFormats,
  readMemory,
  readTimeLimit,
  reportFormats,
} from "./option-values.js";

/** Options of `open-interest report`, read. */
export interface ReportOptions extends Readonly<Record<string, unknown>> {
  readonly parameter: Readonly<Record<string, string>>;
  readonly each: EachValue;
  readonly out: string;
  readonly format: readonly ReportFormat[];
  /** In milliseconds; infinite for none. */
  readonly cellTimeout?: number;
  readonly timeout?: number;
  /** In MiB. */
  readonly memory?: number;
  readonly jobs?: number;
  readonly open?: boolean;
  readonly list?: boolean;
}

/** Options that stand for the parameter of the same name, and what they mean. */
const shorthands: Readonly<Record<string, readonly [value: string, meaning: string]>> = {
  source: ["name", "where the data comes from, such as sample or binance-archive"],
  path: ["path", "folder or file that holds the data"],
  asset: ["asset", "base asset, such as BTC"],
  interval: ["interval", "length of a bar, such as 1h"],
  from: ["date", "start of the period, ISO 8601, UTC"],
  to: ["date", "end of the period; a date includes its day"],
  venues: ["names", "venues, with commas between"],
  prices: ["source", "where price bars come from, for a source without prices"],
  settings: ["text", "options of the source: name=value; name=value"],
  store: ["folder", "where what was loaded stays"],
};

/** Longest time of a cell by default: it ends what was left to itself and hangs, and hardly ever what works. */
const cellTimeout = "1h";

/** Gives the command its options. */
export function addReportOptions(command: Command): Command {
  const formats = Object.entries(reportFormats).map(([name, meaning]) => `${name} (${meaning})`);
  const options = [
    new Option("-p, --parameter <name=value>", "value of a parameter of the notebook; may be repeated")
      .argParser(collectValue)
      .default({}, "none"),
    new Option(
      "--each <name=values>",
      "values of a parameter, with commas between or as a JSON list: a report of each, of all combinations if repeated, and a page that compares them",
    )
      .argParser(collectEach)
      .default({}, "none"),
    new Option("--out <folder>", "where to write the report").default("reports"),
    new Option("--format <names>", `what to write, with commas between: ${formats.join(", ")}`)
      .argParser(readFormats)
      .default(["html", "ipynb"], "html,ipynb"),
    new Option("--cell-timeout <time>", "longest time of a cell, such as 90s or 10m, or none")
      .argParser(readTimeLimit)
      .default(readTimeLimit(cellTimeout), cellTimeout),
    new Option("--timeout <time>", "longest time of a report, such as 2h (default: none)").argParser(readTimeLimit),
    new Option("--memory <size>", "most memory of a report, such as 8G (default: what Node takes)").argParser(
      readMemory,
    ),
    new Option("--jobs <count>", "reports of --each that run at once (default: the cores, less one)").argParser(
      readCount,
    ),
    new Option("--open", "open the report when it is written"),
    new Option("--list", "list the notebooks that come with this package, and their parameters"),
  ];
  for (const option of options) command.addOption(option);
  for (const [name, [value, meaning]] of Object.entries(shorthands)) {
    command.option(`--${name} <${value}>`, `parameter "${name}": ${meaning}`);
  }
  return command;
}

/**
 * The parameters that the options give, by name.
 * @throws {RangeError} if one is given by its own option and by `-p` too
 */
export function givenParameters(options: ReportOptions): Record<string, string> {
  const given = Object.keys(shorthands).filter((name) => typeof options[name] === "string");
  const twice = given.find((name) => Object.hasOwn(options.parameter, name));
  if (twice !== undefined) throw new RangeError(`report: "${twice}" comes twice, as --${twice} and -p; give it once`);
  return { ...Object.fromEntries(given.map((name) => [name, options[name] as string])), ...options.parameter };
}

/** The limits of a run that the options give. */
export function givenLimits({
  cellTimeout,
  timeout,
  memory,
}: ReportOptions): Pick<SupervisedRunOptions, "cellTimeoutMs" | "timeoutMs" | "memoryMb"> {
  return {
    ...(isLimit(cellTimeout) && { cellTimeoutMs: cellTimeout }),
    ...(isLimit(timeout) && { timeoutMs: timeout }),
    ...(memory !== undefined && { memoryMb: memory }),
  };
}

function isLimit(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && Number.isFinite(milliseconds);
}
