import type { DuckDBConnection } from "@duckdb/node-api";
import { type ColumnReader, numberReader, otherReader } from "./column-reader.js";

/** One column of a result. */
export interface QueryColumn {
  readonly name: string;
  /** DuckDB's name of the type, such as `DOUBLE` or `TIMESTAMP WITH TIME ZONE`. */
  readonly type: string;
  /**
   * Numbers are a `Float64Array` with NaN for NULL, times one of epoch milliseconds; anything else is an array of texts,
   * or of what JSON can hold, with null for NULL.
   */
  readonly values: Float64Array | readonly unknown[];
}

const numeric =
  /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL[^[]*)$/;
const temporal = /^(TIMESTAMP[^[]*|DATE)$/;
const nested = /^(JSON|STRUCT|MAP|UNION|.*\])/;

/** Whether a column is of instants or days, whose values are epoch milliseconds. */
export function isTemporal({ type }: Pick<QueryColumn, "type">): boolean {
  return temporal.test(type);
}

/** Whether a column is of numbers. */
export function isNumeric({ type }: Pick<QueryColumn, "type">): boolean {
  return numeric.test(type);
}

/**
 * The columns of a query's result, read as it streams. Whole numbers beyond 2^53 lose digits; an infinite time is NaN, as is
 * a missing one. Highest memory: the result and one column more.
 * @param sql one statement that gives rows
 * @throws {Error} as DuckDB does, naming what it could not read in the query
 */
export async function queryColumns(connection: DuckDBConnection, sql: string): Promise<readonly QueryColumn[]> {
  // Within brackets there is no semicolon; on a line of its own, the closing one is not in a comment.
  const inner = `(${sql.replace(/[\s;]+$/, "")}\n)`;
  const described = await connection.runAndReadAll(`DESCRIBE FROM ${inner}`);
  const shape = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const ids = shape.map((_, index) => `column${index}`);
  const select = shape.map((column, index) => asRead(ids[index] as string, column));
  const result = await connection.stream(`SELECT ${select.join(", ")} FROM ${inner} AS result(${ids.join(", ")})`);
  const readers = shape.map((column): ColumnReader => {
    if (isNumeric(column) || isTemporal(column)) return numberReader();
    return otherReader(nested.test(column.type));
  });
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let index = 0; index < readers.length; index++) readers[index]?.add(chunk.getColumnVector(index));
  }
  return shape.map(({ name, type }, index) => ({ name, type, values: (readers[index] as ColumnReader).values() }));
}

/** A column as its reader takes it: numbers in which NULL is NaN already, JSON as text, or what is text. */
function asRead(id: string, column: Pick<QueryColumn, "type">): string {
  if (isNumeric(column)) return `coalesce(${id}::DOUBLE, 'NaN'::DOUBLE)`;
  if (nested.test(column.type)) return `to_json(${id})::VARCHAR`;
  if (!isTemporal(column)) return column.type === "BOOLEAN" ? id : `${id}::VARCHAR`;
  // A time without a zone is UTC; an infinite one has no microseconds.
  return `CASE WHEN isfinite(${id}) THEN epoch_us(${id}::TIMESTAMPTZ)::DOUBLE / 1000 ELSE 'NaN'::DOUBLE END`;
}
