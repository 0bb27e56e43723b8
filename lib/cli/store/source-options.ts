import { type Command, Option } from "commander";
import { type SourceName, sourceNames } from "../../sources/source-options.js";
import { sourceSettings } from "../../sources/source-settings.js";
import { collectValue } from "../option-values.js";

/** Folder of the store where none is named. */
export const defaultStore = "oi-store";

/** Options of what is asked of a source, read. */
export interface SourceCommandOptions {
  readonly source: string;
  readonly asset: string;
  readonly venues?: string;
  readonly interval?: string;
  readonly from?: string;
  readonly to?: string;
  readonly path?: string;
  readonly url?: string;
  readonly prices?: string;
  readonly set: Readonly<Record<string, string>>;
}

/** Gives a command the options of what is asked of a source. */
export function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option("--source <name>", "where from").choices(sourceNames).default("binance-archive"))
    .option("--asset <asset>", "base asset", "BTC")
    .option("--venues <names>", "venues with commas between (default: all that the source has)")
    .option("--interval <length>", "length of a bar, such as 5m (default: the source's own)")
    .option("--from <time>", "start of the period, ISO 8601, UTC; left out of it")
    .option("--to <time>", "end of the period; a date includes its day (default: now)")
    .option("--path <path>", "folder or file of the source")
    .option("--url <address>", "address of the source, where it is another than its own")
    .option("--prices <source>", "where price bars come from, for a source without prices")
    .option("--set <name=value>", "setting of the source; may be repeated", collectValue, {})
    .addHelpText("after", () => `\n${settingsHelp()}\n\n${keysHelp}`);
}

const keysHelp = `Keys are read from the environment or from .env in the working folder, and never shown:
  BLOCKLENS_API_KEY   Blocklens
  SANTIMENT_API_KEY   Santiment
HTTPS_PROXY, HTTP_PROXY and NO_PROXY name a proxy.`;

function settingsHelp(): string {
  const lines = sourceNames.flatMap((source) => {
    const settings = Object.entries(sourceSettings(source as SourceName));
    if (settings.length === 0) return [];
    return [`  ${source}`, ...settings.map(([name, { meaning }]) => `    ${name.padEnd(20)}${meaning}`)];
  });
  return ["Settings:", ...lines].join("\n");
}
