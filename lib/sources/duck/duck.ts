import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** What DuckDB is allowed. */
export interface DuckOptions {
  /** Most memory it takes before it goes to disk, such as `2GB`. Default `4GB`. */
  readonly memoryLimit?: string;
}

/**
 * A database of its own, in memory, that never fetches an extension; several connections to it run at the same time.
 * DuckDB's native part is loaded here, at first use.
 * @throws {Error} if there is no build for this platform
 */
export async function duckDatabase({ memoryLimit = "4GB" }: DuckOptions = {}): Promise<DuckDBInstance> {
  const { DuckDBInstance: Instance } = await import("@duckdb/node-api").catch((cause: unknown) => {
    throw new Error(
      "duckConnection: DuckDB cannot be loaded on this platform; reinstall open-interest with its optional packages",
      {
        cause,
      },
    );
  });
  return Instance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: memoryLimit,
  });
}

/**
 * A connection that speaks of times in UTC, to the given database or to one of its own. Close it with `closeSync`.
 * @throws {Error} if there is no build for this platform
 */
export async function duckConnection(
  options: DuckOptions & { /** Default: a new one. */ readonly database?: DuckDBInstance } = {},
): Promise<DuckDBConnection> {
  const { database = await duckDatabase(options) } = options;
  const connection = await database.connect();
  await connection.run("SET SESSION TimeZone = 'UTC'");
  return connection;
}

/** Text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
