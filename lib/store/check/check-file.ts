import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { countText } from "../../series/count-text.js";
import { isoTime } from "../../series/time.js";
import { isoMonth } from "../rows/iso-month.js";
import type { PartitionRows } from "../rows/partition-rows.js";
import { readRevisions, readRows } from "../rows/row-file.js";
import { compareKeys, type RowLabel } from "../rows/row-label.js";
import type { StoredFile } from "../store-types.js";

/** What is wrong with a file: it is not there, it is not what was written, or what was written is wrong. */
export interface FileFault {
  readonly kind: "missing" | "damaged";
  readonly detail: string;
}

/** What is wrong with a file of a store; undefined if it is there and all that its manifest tells of it is true. */
export async function fileFault(
  store: string,
  connection: DuckDBConnection,
  file: StoredFile,
): Promise<FileFault | undefined> {
  const place = join(store, file.path);
  let content: Uint8Array;
  try {
    content = await readFile(place);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? { kind: "missing", detail: "it is not there" }
      : { kind: "damaged", detail: `it cannot be read (${code})` };
  }
  if (content.length !== file.bytes) {
    return { kind: "damaged", detail: `it has ${content.length} bytes instead of ${file.bytes}` };
  }
  if (createHash("sha256").update(content).digest("hex") !== file.sha256) {
    return { kind: "damaged", detail: "it does not have its hash" };
  }
  const detail = await contentFault(place, connection, file).catch(
    (cause: Error) => `it is no Parquet file of a store: ${cause.message.split("\n")[0]}`,
  );
  return detail === undefined ? undefined : { kind: "damaged", detail };
}

async function contentFault(
  place: string,
  connection: DuckDBConnection,
  file: StoredFile,
): Promise<string | undefined> {
  if (file.kind === "revisions") return rangeFault((await readRevisions(connection, place)).times, file);
  const rows = await readRows(connection, place);
  return rangeFault(rows.times, file) ?? monthFault(file) ?? orderFault(rows) ?? valueFault(rows);
}

function rangeFault(times: Float64Array, { rows, from, to }: StoredFile): string | undefined {
  if (times.length !== rows) return `it has ${countText(times.length, "row")} instead of ${rows}`;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < times.length; row++) {
    if (times[row] < first) first = times[row];
    if (times[row] > last) last = times[row];
  }
  if (first === from && last === to) return undefined;
  return `its times are ${isoTime(first)} to ${isoTime(last)} instead of ${isoTime(from)} to ${isoTime(to)}`;
}

function monthFault({ month, from, to }: StoredFile): string | undefined {
  if (isoMonth(from) === month && isoMonth(to) === month) return undefined;
  return `its times ${isoTime(from)} to ${isoTime(to)} are not all of ${month}`;
}

function orderFault({ labels, label, times }: PartitionRows): string | undefined {
  for (let row = 1; row < times.length; row++) {
    const own = labels[label[row]] as RowLabel;
    const order = label[row] === label[row - 1] ? 0 : compareKeys(labels[label[row - 1]] as RowLabel, own);
    if (order < 0 || (order === 0 && times[row - 1] < times[row])) continue;
    const what = order === 0 && times[row - 1] === times[row] ? "there twice" : "not in order";
    return `row ${row}, ${own.measure} "${own.series}" at ${isoTime(times[row])}, is ${what}`;
  }
  return undefined;
}

function valueFault({ labels, label, times, values }: PartitionRows): string | undefined {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return undefined;
  return `row ${row}, "${labels[label[row]]?.series}" at ${isoTime(times[row])}, has no value`;
}
