import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckConnection, duckDatabase } from "../sources/duck/duck.js";

/** One for all appends of this process: making one takes a third of the time in which a small answer is appended. */
let database: Promise<DuckDBInstance> | undefined;

/** A connection for an append, with tables of its own. Close it with `closeSync`. */
export async function writerConnection(): Promise<DuckDBConnection> {
  database ??= duckDatabase();
  try {
    return await duckConnection({ database: await database });
  } catch (cause) {
    database = undefined;
    throw cause;
  }
}
