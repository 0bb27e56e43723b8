import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { temporaryFile } from "./files/durable-file.js";
import { keepVersion } from "./files/keep-version.js";
import { type Partition, versionsFolder } from "./files/store-paths.js";
import { type Differing, type MergedRows, mergeRows } from "./rows/merge-rows.js";
import type { PartitionRows, RevisedRows } from "./rows/partition-rows.js";
import { noRows, readRevisions, readRows, writeRevisions, writeRows } from "./rows/row-file.js";
import type { StoredFile } from "./store-types.js";

/** What became of a partition. */
export interface MergedPartition extends Omit<MergedRows, "rows"> {
  /** Its new file; undefined if nothing changed, and the one that was there stays. */
  readonly file: StoredFile | undefined;
}

/** A store that is written to, and what is written with. */
export interface Writer {
  readonly store: string;
  readonly connection: DuckDBConnection;
}

/**
 * Merges new rows with the file of their partition and writes a new one, if anything changed.
 * @throws {Error} naming the file that is there, if it cannot be read
 */
export async function mergePartition(
  writer: Writer,
  partition: Partition,
  present: StoredFile | undefined,
  incoming: PartitionRows,
  differing: Differing,
): Promise<MergedPartition> {
  const rows = present === undefined ? noRows : await readPresent(writer, present, readRows);
  // The rows themselves are not kept once they are written: an answer may have many partitions.
  const { rows: holding, ...merged } = mergeRows(rows, incoming, differing);
  const isChanged = merged.added + merged.revisions.times.length + merged.relabelled > 0;
  if (!isChanged) return { ...merged, file: undefined };
  const file = await writePartition(writer, partition, holding);
  return { ...merged, file };
}

/** Writes rows as the file of a partition. */
export async function writePartition(writer: Writer, partition: Partition, rows: PartitionRows): Promise<StoredFile> {
  return written(writer, partition, [rows.times], (temporary) => writeRows(writer.connection, rows, temporary));
}

/** Adds revisions to the file of their partition: the new one, with those of the one that is there first. */
export async function addRevisions(
  writer: Writer,
  partition: Partition,
  present: StoredFile | undefined,
  revisions: readonly RevisedRows[],
): Promise<StoredFile> {
  const before = present === undefined ? [] : [await readPresent(writer, present, readRevisions)];
  return writeRevisionsFile(writer, partition, [...before, ...revisions]);
}

/** Writes revisions as the file of a partition, each part after the one before. */
export async function writeRevisionsFile(
  writer: Writer,
  partition: Partition,
  parts: readonly RevisedRows[],
): Promise<StoredFile> {
  const times = parts.map((part) => part.times);
  return written(writer, partition, times, (temporary) => writeRevisions(writer.connection, parts, temporary));
}

/** A file is held to its hash before it is read: what is damaged must not go on under a new hash. */
async function readPresent<T>(
  { store, connection }: Writer,
  { path, sha256 }: StoredFile,
  read: (connection: DuckDBConnection, file: string) => Promise<T>,
): Promise<T> {
  const file = join(store, path);
  try {
    const content = await readFile(file);
    if (createHash("sha256").update(content).digest("hex") !== sha256) throw new Error("it does not have its hash");
    return await read(connection, file);
  } catch (cause) {
    const reason = (cause as Error).message.split("\n")[0];
    throw new Error(`appendAnswer: ${file} is damaged, so nothing was stored: ${reason}; run checkStore`, { cause });
  }
}

async function written(
  { store }: Writer,
  partition: Partition,
  times: readonly Float64Array[],
  write: (temporary: string) => Promise<void>,
): Promise<StoredFile> {
  const temporary = await temporaryFile(store);
  try {
    await write(temporary);
    const kept = await keepVersion(store, versionsFolder(partition), temporary);
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    let rows = 0;
    for (const part of times) {
      for (let row = 0; row < part.length; row++) {
        if (part[row] < from) from = part[row];
        if (part[row] > to) to = part[row];
      }
      rows += part.length;
    }
    const { kind, source, asset, venue, month } = partition;
    return { ...kept, kind, rows, source, asset, venue, month, from, to };
  } finally {
    await rm(temporary, { force: true });
  }
}
