import { Command } from "commander";
import { datasetTable } from "../../notebook/dataset-table.js";
import { qualityTable } from "../../notebook/quality-table.js";
import { isoTime } from "../../series/time.js";
import { dataHash } from "../../sources/data-hash.js";
import type { Dataset } from "../../sources/dataset.js";
import { loadProgressLine } from "./load-progress.js";
import { type CommandResult, runCommand } from "./run-command.js";
import { addSourceOptions, defaultStore, type SourceCommandOptions } from "./source-options.js";

interface FetchOptions extends SourceCommandOptions {
  readonly store: string;
  readonly refresh?: string | true;
  readonly json?: boolean;
}

/** `open-interest fetch`: loads from a source into a store. */
export function fetchCommand(): Command {
  const command = new Command("fetch")
    .description("load open interest from a source into a store; what is there already is not asked for again")
    .option("--store <folder>", "where it is kept; made if there is none", defaultStore)
    .option(
      "--refresh [length]",
      "ask again for what is there, all of it or the last such as 7d, and tell what changed",
    )
    .option("--json", "print the result as JSON");
  return addSourceOptions(command).action(fetch);
}

async function fetch(options: FetchOptions): Promise<void> {
  await runCommand((signal) => fetchInto(options, signal), {
    json: options.json,
    tell: "Stopping; what was stored so far stays",
  });
}

async function fetchInto(options: FetchOptions, signal: AbortSignal): Promise<CommandResult> {
  const { set, store: folder, refresh = false, json: _json, ...asked } = options;
  const { store } = await import("../../store/store.js");
  const line = loadProgressLine(process.stderr);
  const kept = await store(folder);
  try {
    const dataset = await kept.load({
      ...asked,
      settings: set,
      refresh,
      signal,
      onProgress: line.show,
      onWait: ({ what }) => line.tell(what),
    });
    line.end();
    return { text: datasetText(dataset, folder), json: datasetJson(dataset, folder) };
  } finally {
    line.end();
    kept.close();
  }
}

/** A dataset for a reader: its columns, what was found in it, and where it is now. */
export function datasetText(dataset: Dataset, folder: string): string {
  return [datasetTable(dataset), qualityTable(dataset.quality), `Kept in ${folder}, data ${dataHash(dataset)}`]
    .map(String)
    .join("\n\n");
}

/** A dataset for a program. */
export function datasetJson(dataset: Dataset, folder: string): object {
  const { asset, intervalMs, openInterest, funding, quality, provenance } = dataset;
  const { times } = openInterest;
  return {
    store: folder,
    asset,
    intervalMs,
    rows: times.length,
    from: times.length === 0 ? null : isoTime((times[0] as number) - intervalMs),
    to: times.length === 0 ? null : isoTime(times[times.length - 1] as number),
    columns: openInterest.names,
    funding: funding.length,
    sha256: dataHash(dataset),
    quality,
    provenance,
  };
}
