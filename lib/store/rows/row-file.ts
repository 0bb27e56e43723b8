import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import { sqlText } from "../../sources/duck/duck.js";
import { queryColumns } from "../../sources/duck/query-columns.js";
import type { PartitionRows, RevisedRows } from "./partition-rows.js";
import { identityColumns, keyColumns, type LabelColumn, type RowLabel } from "./row-label.js";

const dataLabels = [...keyColumns, ...identityColumns];

/** No rows at all. */
export const noRows: PartitionRows = {
  labels: [],
  label: new Uint32Array(0),
  times: new Float64Array(0),
  values: new Float64Array(0),
  retrieved: new Float64Array(0),
};

/** The columns of numbers of revisions, in their order. */
const revisionColumns = ["times", "oldValues", "newValues", "oldRetrieved", "newRetrieved"] as const;

/**
 * Rows of a data file in its order.
 * @throws {Error} as DuckDB does, if it is missing or cannot be read
 */
export async function readRows(connection: DuckDBConnection, file: string): Promise<PartitionRows> {
  const { labels, label, columns } = await readLabelled(connection, file, dataLabels, [
    "time",
    "value",
    "retrieved_at",
  ]);
  const [times, values, retrieved] = columns as [Float64Array, Float64Array, Float64Array];
  return { labels, label, times, values, retrieved };
}

/** Writes rows to a data file in their order; the same rows give the same bytes. */
export async function writeRows(connection: DuckDBConnection, rows: PartitionRows, file: string): Promise<void> {
  const { labels, label, times, values, retrieved } = rows;
  await fillRows(connection, label, [times, values, retrieved]);
  await fillLabels(connection, labels, dataLabels);
  await copyRows(
    connection,
    `${instant("c0")} AS time, series, measure, unit, interval_ms, c1 AS value, instrument, kind, margin, settle,
     sides, sides_reported, converted_at, delay_ms, expiry, ${instant("c2")} AS retrieved_at`,
    file,
  );
}

/** Revisions of a file in its order. */
export async function readRevisions(connection: DuckDBConnection, file: string): Promise<RevisedRows> {
  const { labels, label, columns } = await readLabelled(connection, file, keyColumns, [
    "time",
    "old_value",
    "new_value",
    "old_retrieved_at",
    "new_retrieved_at",
  ]);
  const [times, oldValues, newValues, oldRetrieved, newRetrieved] = columns as Float64Array[] as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { labels, label, times, oldValues, newValues, oldRetrieved, newRetrieved };
}

/** Writes revisions to a file, each part after the one before. */
export async function writeRevisions(
  connection: DuckDBConnection,
  parts: readonly RevisedRows[],
  file: string,
): Promise<void> {
  const labels = parts.flatMap((part) => part.labels);
  const rows = parts.reduce((sum, { times }) => sum + times.length, 0);
  const label = new Uint32Array(rows);
  const joined = revisionColumns.map(() => new Float64Array(rows));
  let firstLabel = 0;
  let row = 0;
  for (const part of parts) {
    for (let i = 0; i < part.label.length; i++) label[row + i] = part.label[i] + firstLabel;
    for (let column = 0; column < joined.length; column++) joined[column].set(part[revisionColumns[column]], row);
    firstLabel += part.labels.length;
    row += part.times.length;
  }
  await fillRows(connection, label, joined);
  await fillLabels(connection, labels, keyColumns);
  await copyRows(
    connection,
    `${instant("c0")} AS time, series, measure, unit, interval_ms, instrument, c1 AS old_value, c2 AS new_value,
     ${instant("c3")} AS old_retrieved_at, ${instant("c4")} AS new_retrieved_at`,
    file,
  );
}

interface Labelled {
  readonly labels: readonly RowLabel[];
  readonly label: Uint32Array;
  readonly columns: readonly Float64Array[];
}

/** The labels of a file, and for each of its rows the place of its label and the numbers asked for. */
async function readLabelled(
  connection: DuckDBConnection,
  file: string,
  columns: readonly LabelColumn[],
  numbers: readonly string[],
): Promise<Labelled> {
  const source = `read_parquet(${sqlText(file)}, file_row_number = true, hive_partitioning = false)`;
  const names = columns.map(({ name }) => name).join(", ");
  const found = await queryColumns(
    connection,
    `SELECT ${names}, min(file_row_number) AS first, max(file_row_number) AS last, count(*) AS count
     FROM ${source} GROUP BY ALL ORDER BY first`,
  );
  const labels = labelsOf(found.slice(0, columns.length), columns);
  const [first, last, count] = found.slice(columns.length).map(({ values }) => values) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const isInRuns = first.every((start, place) => (last[place] as number) - start + 1 === count[place]);
  if (!isInRuns) await fillLabels(connection, labels, columns);
  const same = columns.map(({ name }) => `f.${name} IS NOT DISTINCT FROM l.${name}`).join(" AND ");
  const read = await queryColumns(
    connection,
    isInRuns
      ? `SELECT ${numbers.join(", ")} FROM ${source} f ORDER BY file_row_number`
      : `SELECT ${numbers.join(", ")}, l.label FROM ${source} f JOIN labels l ON ${same} ORDER BY file_row_number`,
  );
  const values = read.map((column) => column.values as Float64Array);
  const rows = (values[0] as Float64Array).length;
  const label = isInRuns ? runs(first, last, rows) : Uint32Array.from(values[numbers.length] as Float64Array);
  return { labels, label, columns: values.slice(0, numbers.length) };
}

function runs(first: Float64Array, last: Float64Array, rows: number): Uint32Array {
  const label = new Uint32Array(rows);
  for (let place = 0; place < first.length; place++) label.fill(place, first[place], (last[place] as number) + 1);
  return label;
}

function labelsOf(
  found: readonly { readonly values: Float64Array | readonly unknown[] }[],
  columns: readonly LabelColumn[],
): readonly RowLabel[] {
  const count = found[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_, row) => {
    const cells = columns.map(({ field }, index) => {
      const value = found[index]?.values[row];
      return [field, value === undefined || Number.isNaN(value) ? null : value];
    });
    return Object.fromEntries(cells) as RowLabel;
  });
}

/** A table of rows: the place of each one's label and its numbers. Filled from the arrays, a vector at a time. */
async function fillRows(
  connection: DuckDBConnection,
  label: Uint32Array,
  columns: readonly Float64Array[],
): Promise<void> {
  const { DOUBLE, DuckDBDataChunk, UINTEGER } = await import("@duckdb/node-api");
  const names = columns.map((_, index) => `c${index} DOUBLE`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE rows (label UINTEGER, ${names.join(", ")})`);
  const types: readonly DuckDBType[] = [UINTEGER, ...columns.map(() => DOUBLE)];
  const all = [label, ...columns];
  const appender = await connection.createAppender("rows");
  const vectorLength = 2048;
  for (let start = 0; start < label.length; start += vectorLength) {
    const end = Math.min(start + vectorLength, label.length);
    const chunk = DuckDBDataChunk.create(types, end - start);
    for (let index = 0; index < all.length; index++) {
      const vector = chunk.getColumnVector(index) as unknown as { items: Uint32Array | Float64Array; flush(): void };
      vector.items.set((all[index] as Uint32Array | Float64Array).subarray(start, end));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

async function fillLabels(
  connection: DuckDBConnection,
  labels: readonly RowLabel[],
  columns: readonly LabelColumn[],
): Promise<void> {
  const shape = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
  await connection.run(`CREATE OR REPLACE TEMP TABLE labels (label UINTEGER, ${shape})`);
  if (labels.length === 0) return;
  const rows = labels.map((label, place) => {
    const cells = columns.map(({ field, type }) => literal(label[field], type));
    return `(${place}, ${cells.join(", ")})`;
  });
  await connection.run(`INSERT INTO labels VALUES ${rows.join(", ")}`);
}

function literal(value: string | number | null, type: LabelColumn["type"]): string {
  if (value === null) return "NULL";
  if (type === "VARCHAR") return sqlText(String(value));
  return type === "BIGINT" ? `${value}::BIGINT` : instant(`${value}::DOUBLE`);
}

async function copyRows(connection: DuckDBConnection, select: string, file: string): Promise<void> {
  await connection.run(
    `COPY (SELECT ${select} FROM rows r JOIN labels l ON r.label = l.label ORDER BY r.rowid)
     TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

/** Epoch milliseconds as an instant, to the microsecond. */
function instant(milliseconds: string): string {
  return `make_timestamptz(round(${milliseconds} * 1000)::BIGINT)`;
}
