import { Command } from "commander";
import { sourceSettings } from "../../sources/source-settings.js";
import { collectValue } from "../option-values.js";
import { datasetJson, datasetText } from "./fetch.js";
import { runCommand } from "./run-command.js";
import { defaultStore } from "./source-options.js";

interface ImportOptions {
  readonly store: string;
  readonly name?: string;
  readonly asset: string;
  readonly interval?: string;
  readonly from?: string;
  readonly to?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

/** `open-interest import`: puts a file into a store. */
export function importCommand(): Command {
  return new Command("import")
    .description("put a file of open interest into a store: CSV, Parquet, Arrow, Feather, JSON, or a vendor's export")
    .argument("<file>", "the file, or a folder of chart exports")
    .option("--store <folder>", "where it is kept; made if there is none", defaultStore)
    .option("--name <name>", "what the store calls it, by which it is loaded again (default: the file's name)")
    .option("--asset <asset>", "base asset", "BTC")
    .option("--interval <length>", "length of a bar (default: the file's own step)")
    .option("--from <time>", "start of the period, ISO 8601, UTC; left out of it")
    .option("--to <time>", "end of the period; a date includes its day")
    .option("--set <name=value>", "what the file cannot tell of itself; may be repeated", collectValue, {})
    .option("--json", "print the result as JSON")
    .addHelpText("after", () => `\nSettings:\n${settingsHelp()}`)
    .action(importFile);
}

function settingsHelp(): string {
  const lines = Object.entries(sourceSettings("file")).map(([name, { meaning }]) => `  ${name.padEnd(20)}${meaning}`);
  return lines.join("\n");
}

async function importFile(path: string, { set, store: folder, json, name, ...asked }: ImportOptions): Promise<void> {
  await runCommand(
    async (signal) => {
      const { store } = await import("../../store/store.js");
      const kept = await store(folder);
      try {
        const dataset = await kept.load({
          ...asked,
          source: "file",
          path,
          settings: { ...set, ...(name !== undefined && { name }) },
          refresh: true,
          signal,
        });
        return { text: datasetText(dataset, folder), json: datasetJson(dataset, folder) };
      } finally {
        kept.close();
      }
    },
    { json, tell: "Stopping; the store stays as it was" },
  );
}
