import { Command, Option } from "commander";
import type { Difference, Verification } from "../report/verify/verification.js";
import { collectValue, readMemory, readTimeLimit } from "./option-values.js";
import { showProgress } from "./progress.js";

interface VerifyCommandOptions {
  readonly notebook?: string;
  readonly parameter: Readonly<Record<string, string>>;
  readonly cellTimeout?: number;
  readonly timeout?: number;
  readonly memory?: number;
  readonly json?: boolean;
}

/** Longest time of a cell by default, as for a report. */
const cellTimeout = "1h";

/** `open-interest verify`: runs a report again and tells what differs. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description(
      "run the notebook in a report again and tell what differs; exits with 0 if nothing does, 1 if something does, 2 if it could not be found out. It runs the code in the report: verify those you trust",
    )
    .argument("<report>", "an .html or .ipynb file that report has written")
    .option("--notebook <file>", "hold this notebook against the one in the report, and import from its folder")
    .option(
      "-p, --parameter <name=value>",
      "value in the place of that in the report; may be repeated",
      collectValue,
      {},
    )
    .addOption(
      new Option("--cell-timeout <time>", "longest time of a cell, such as 90s or 10m, or none")
        .argParser(readTimeLimit)
        .default(readTimeLimit(cellTimeout), cellTimeout),
    )
    .addOption(new Option("--timeout <time>", "longest time of the run (default: none)").argParser(readTimeLimit))
    .addOption(
      new Option("--memory <size>", "most memory, such as 8G (default: what Node takes)").argParser(readMemory),
    )
    .option("--json", "tell it as JSON, also that it could not be found out: { error }")
    .action(verify);
}

async function verify(report: string, options: VerifyCommandOptions): Promise<void> {
  const { notebook, parameter, json } = options;
  let verification: Verification;
  try {
    // Loaded when it is needed: the other commands start in half the time.
    const [{ verifyReport }, { supervisedRun }] = await Promise.all([
      import("../report/verify/verify-report.js"),
      import("../report/run/supervised-run.js"),
    ]);
    verification = await verifyReport(report, {
      parameters: parameter,
      onProgress: showProgress(process.stderr),
      run: (path, given) =>
        supervisedRun(path, {
          ...given,
          cellTimeoutMs: options.cellTimeout,
          timeoutMs: options.timeout,
          memoryMb: options.memory,
          onLateError: (message) =>
            console.error(`\nAfter its last cell the notebook threw, which no report tells: ${message}`),
        }),
      ...(notebook !== undefined && { notebook }),
    });
  } catch (error) {
    process.exitCode = 2;
    const message = error instanceof Error ? error.message : String(error);
    if (json) console.log(JSON.stringify({ error: message }, null, 2));
    else console.error(process.env.DEBUG ? error : `error: ${message}`);
    return;
  }
  console.log(json ? JSON.stringify(verification, null, 2) : verificationText(verification));
  if (!verification.same) process.exitCode = 1;
}

/** A verification in lines. */
export function verificationText(verification: Verification): string {
  const { same, sameOutputs, differences, notes, report } = verification;
  const lines = differences.map(lineOf);
  const verdict = same
    ? report.status === "complete"
      ? "Same: the report made again has the same bytes."
      : "Same, as far as the report ran: made again that far, it has the same bytes."
    : sameOutputs
      ? "Different, but the outputs of the cells are the same."
      : "Different.";
  return [...lines, ...notes.map((note) => `note: ${note}`), verdict].join("\n");
}

function lineOf({ where, text }: Difference): string {
  return `${where}: ${text}`;
}
