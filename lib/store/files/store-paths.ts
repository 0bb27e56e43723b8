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

/** Longest name that file systems give a folder, in bytes, less the longest of what stands before a value. */
const longestName = 255 - "dataset=".length;

/**
 * Checks that a value can be told from the name of a folder. Empty is none.
 * @throws {RangeError} for what programs that read such folders take for no value, and for a name that no folder can have
 */
export function checkPartitionName(value: string, owner: string): void {
  if (value === noValue || value.toUpperCase() === "NULL") {
    throw new RangeError(`${owner}: "${value}" stands for no value in the names of folders; give another name`);
  }
  const { length } = encoded(value);
  if (value === "" || length <= longestName) return;
  throw new RangeError(
    `${owner}: "${value.slice(0, 20)}…" takes ${length} bytes in the name of a folder, more than ${longestName}; give a shorter name`,
  );
}

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

/** Path of a file below `versions` without what only tells it from others of the same partition and content. */
export function contentName(path: string): string {
  return path.replace(/(?:-[0-9a-f]{8})?\.parquet$/, "");
}

function decoded(value: string): string {
  return value === noValue ? "" : decodeURIComponent(value);
}
