import type { DuckDBConnection } from "@duckdb/node-api";
import type { Panel } from "../series/panel.js";
import { isTemporal, type QueryColumn, queryColumns } from "../sources/duck/query-columns.js";
import { queryPanel } from "./query-panel.js";
import { checkParsed, checkStatement } from "./reading/check-statement.js";
import { sqlError } from "./reading/sql-error.js";
import type { StoreReader } from "./reading/store-reader.js";
import { makeViews } from "./reading/store-views.js";
import type { QueryOptions, RowsOptions } from "./store-options.js";

/**
 * A query of the views of a store as a panel (`queryPanel`).
 * @throws {RangeError} for a result that is no panel, and for more than one statement
 * @throws {Error} with what DuckDB said of the query, and the views there are
 */
export async function storePanel(
  reader: StoreReader,
  sql: string,
  { unit, signal }: QueryOptions = {},
): Promise<Panel> {
  return queryPanel(await read(reader, sql, signal, "query"), { unit });
}

/**
 * A query of the views of a store as records, times as `Date`, NULL as null; or `COPY … TO` a file outside of the store.
 * @throws {RangeError} for more than one statement, and for a `COPY` into the store or to a folder that holds it
 * @throws {Error} with what DuckDB said of the query, and the views there are
 */
export async function storeRows(
  reader: StoreReader,
  sql: string,
  { signal }: RowsOptions = {},
): Promise<readonly Record<string, unknown>[]> {
  const columns = await read(reader, sql, signal, "rows");
  const cells = columns.map((column) => [column.name, cellOf(column)] as const);
  const count = columns[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_, row) => Object.fromEntries(cells.map(([name, cell]) => [name, cell(row)])));
}

async function read(
  reader: StoreReader,
  sql: string,
  signal: AbortSignal | undefined,
  owner: "query" | "rows",
): Promise<readonly QueryColumn[]> {
  const kind = await checkStatement(sql, reader.path, owner);
  const manifest = await reader.manifest();
  return reader.query(async (connection) => {
    await makeViews(connection, reader.path, manifest);
    try {
      await checkParsed(connection, sql, owner);
      return kind === "copy" ? await copied(connection, sql) : await queryColumns(connection, sql);
    } catch (cause) {
      throw sqlError(owner, cause, reader.path);
    }
  }, signal);
}

async function copied(connection: DuckDBConnection, sql: string): Promise<readonly QueryColumn[]> {
  const result = await connection.runAndReadAll(sql);
  const [row = []] = result.getRowsJson();
  const names = result.columnNames();
  return names.map((name, index) => ({ name, type: "BIGINT", values: Float64Array.of(Number(row[index])) }));
}

/** What stands in a row of a column: a number, a time, a text, what JSON holds, or null. */
function cellOf(column: QueryColumn): (row: number) => unknown {
  const { values } = column;
  if (!(values instanceof Float64Array)) return (row) => values[row];
  const isTime = isTemporal(column);
  return (row) => {
    const value = values[row] as number;
    if (Number.isNaN(value)) return null;
    return isTime ? new Date(value) : value;
  };
}
