import type { Dataset } from "../dataset.js";
import { loadFile } from "./file.js";
import type { FileOptions } from "./file-options.js";

/** A file's dataset, and what a store must know of it. */
export interface FileImport {
  readonly dataset: Dataset;
  /** What decided which numbers were read, but for the period: the options as they were given, without the path. */
  readonly query: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What the dataset covers, from < time ≤ to, epoch milliseconds UTC. */
  readonly from: number;
  readonly to: number;
}

/** Not what decides numbers: where the file is, and the period, which a store keeps by itself. */
const beside: readonly string[] = ["path", "from", "to", "prices", "pricePath"];

/**
 * A file as a store keeps it: the dataset of `loadFile`, whose series are `datasetSeries(dataset)`, with the query and the
 * period that it answers. Two files of one format and asset are told apart in a store by `name`: without it they are parts of
 * one source. Records among the options are written as text, `name=value` between commas.
 * @throws {RangeError} as `loadFile` does
 */
export async function importFile(options: FileOptions): Promise<FileImport> {
  const dataset = await loadFile(options);
  const { times } = dataset.openInterest;
  const given = Object.entries(options).filter(
    ([option, value]) => !beside.includes(option) && value !== undefined && value !== "",
  );
  const files = dataset.provenance.files.map(({ name, sha256 }) => `${name} ${sha256}`);
  return {
    dataset,
    query: { ...Object.fromEntries(given.map(([option, value]) => [option, plain(value)])), files },
    from: (times[0] as number) - dataset.intervalMs,
    to: times[times.length - 1] as number,
  };
}

function plain(value: unknown): string | number | boolean | readonly string[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(String);
  const entries = Object.entries(value as object);
  return entries.map(([name, each]) => `${name}=${typeof each === "object" ? JSON.stringify(each) : each}`).join(",");
}
