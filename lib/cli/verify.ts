import { Command } from "commander";
import type { Difference, Verification } from "../report/verify/verification.js";
import { collectValue } from "./option-values.js";
import { showProgress } from "./progress.js";

interface VerifyCommandOptions {
  readonly notebook?: string;
  readonly parameter: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

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
    .option("--json", "tell it as JSON")
    .action(verify);
}

async function verify(report: string, { notebook, parameter, json }: VerifyCommandOptions): Promise<void> {
  let verification: Verification;
  try {
    // Loaded when it is needed: the other commands start in half the time.
    const { verifyReport } = await import("../report/verify/verify-report.js");
    verification = await verifyReport(report, {
      parameters: parameter,
      onProgress: showProgress(process.stderr),
      ...(notebook !== undefined && { notebook }),
    });
  } catch (error) {
    process.exitCode = 2;
    console.error(process.env.DEBUG ? error : `error: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  console.log(json ? JSON.stringify(verification, null, 2) : verificationText(verification));
  if (!verification.same) process.exitCode = 1;
}

/** A verification in lines. */
export function verificationText(verification: Verification): string {
  const { same, sameBytes, sameOutputs, differences, notes } = verification;
  const lines = differences.map(lineOf);
  const verdict = same
    ? sameBytes
      ? "Same: the report made again has the same bytes."
      : "Same, as far as the report ran."
    : sameOutputs
      ? "Different, but the outputs of the cells are the same."
      : "Different.";
  return [...lines, ...notes.map((note) => `note: ${note}`), verdict].join("\n");
}

function lineOf({ where, text }: Difference): string {
  return `${where}: ${text}`;
}
