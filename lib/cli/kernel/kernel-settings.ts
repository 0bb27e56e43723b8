import { type Command, Option } from "commander";

/** Adds the options that a kernel of ours is started with. */
export function addKernelSettings(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--types <what>",
        "type problems fail a cell, warn, or types are not checked (default: error)",
      ).choices(["error", "warn", "off"]),
    )
    .option("--no-oi", "without the library as oi; cells import it");
}
