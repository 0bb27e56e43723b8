import { posix } from "node:path";

/** What a Parquet file of a store is of. */
export interface Partition {
  readonly kind: "data" | "revisions";
  readonly source: string;
  readonly asset: string;
  /** Empty where the series are of no one venue. */
  readonly venue: string;
  /** `2025-07`; empty for revisions. */
  readonly month: string;
}

/** Name of the value that stands for none in paths of partitions, as Hive has it. */
const noValue = "__HIVE_DEFAULT_PARTITION__";

/**
 * Folder of a partition below the store, with `/`, for the versions of its file. Values are percent-encoded.
 * @throws {RangeError} for a value that is no text that can be encoded
 */
export function versionsFolder(partition: Partition): string {
  return posix.join("versions", partitionFolder(partition));
}

/** Path below the store at which other programs find the current version of a file. */
export function publishedPath(partition: Partition): string {
  return posix.join(partitionFolder(partition), "part.parquet");
}

/** Name of a manifest below the store. */
export function manifestPath(version: number): string {
  return posix.join("manifest", `${String(version).padStart(8, "0")}.json`);
}

/** Version that the name of a manifest tells; undefined for any other name. */
export function manifestVersion(name: string): number | undefined {
  return /^\d{8,15}\.json$/.test(name) ? Number(name.slice(0, -5)) : undefined;
}

/** Path of the details of a fetch below the store. */
export function detailsPath(sha256: string): string {
  return posix.join("fetches", `${sha256.slice(0, 16)}.json`);
}

function partitionFolder({ kind, source, asset, venue, month }: Partition): string {
  const parts = [`dataset=${encoded(source)}`, `asset=${encoded(asset)}`, `venue=${encoded(venue)}`];
  return posix.join(kind, ...parts, ...(kind === "data" ? [`month=${encoded(month)}`] : []));
}

function encoded(value: string): string {
  if (value === "") return noValue;
  try {
    return encodeURIComponent(value).replaceAll("*", "%2A");
  } catch (cause) {
    throw new RangeError(`versionsFolder: ${JSON.stringify(value)} is no text that can be encoded; give another name`, {
      cause,
    });
  }
}

/** The partition of a file below `versions`; undefined for any other path. */
export function partitionOf(path: string): Partition | undefined {
  const parts =
    /^versions\/(data|revisions)\/dataset=([^/]+)\/asset=([^/]+)\/venue=([^/]+)(?:\/month=([^/]+))?\/[^/]+$/;
  const [, kind, source, asset, venue, month] = parts.exec(path) ?? [];
  if (source === undefined || asset === undefined || venue === undefined) return undefined;
  const data = { source: decoded(source), asset: decoded(asset), venue: decoded(venue) };
  if (kind === "revisions") return { ...data, kind, month: "" };
  return month === undefined ? undefined : { ...data, kind: "data", month: decoded(month) };
}

function decoded(value: string): string {
  return value === noValue ? "" : decodeURIComponent(value);
}
