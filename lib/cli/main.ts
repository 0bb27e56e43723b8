#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { messageText } from "./failure-text.js";
import { kernelCommand } from "./kernel.js";
import { labCommand } from "./lab.js";
import { reportCommand } from "./report.js";
import { sampleCommand } from "./sample.js";
import { checkCommand } from "./store/check.js";
import { fetchCommand } from "./store/fetch.js";
import { importCommand } from "./store/import.js";
import { infoCommand } from "./store/info.js";
import { recordCommand } from "./store/record.js";
import { verifyCommand } from "./verify.js";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

const program = new Command("open-interest")
  .description("Study the open interest of crypto derivatives")
  .version(version)
  .addCommand(reportCommand())
  .addCommand(verifyCommand())
  .addCommand(labCommand())
  .addCommand(kernelCommand())
  .addCommand(fetchCommand())
  .addCommand(recordCommand())
  .addCommand(importCommand())
  .addCommand(infoCommand())
  .addCommand(checkCommand())
  .addCommand(sampleCommand());

try {
  await program.parseAsync();
} catch (error) {
  // The stack of a wrong name or a missing file tells a reader nothing that the message does not.
  console.error(process.env.DEBUG ? error : `error: ${messageText(error)}`);
  process.exitCode = 1;
}
// What a notebook left running, a timer or a connection, must not keep the command from ending.
process.stdout.write("", () => process.exit());
