import type { DuckDBConnection } from "@duckdb/node-api";
import { itemsOf } from "./column-reader.js";

/**
 * The result of a query of doubles without NULL, a few thousand rows at a time, so that a caller needs no more memory than
 * what it makes of them.
 * @param visit gets the columns of each part; they last only until it returns
 * @throws {Error} as DuckDB does, and with what `visit` throws
 */
export async function numberChunks(
  connection: DuckDBConnection,
  sql: string,
  visit: (columns: readonly Float64Array[]) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const columns: Float64Array[] = [];
    for (let index = 0; index < chunk.columnCount; index++) columns.push(itemsOf(chunk.getColumnVector(index)));
    visit(columns);
  }
}
