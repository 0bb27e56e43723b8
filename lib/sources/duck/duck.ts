import type { DuckDBConnection } from "@duckdb/node-api";

/** What DuckDB is allowed. */
export interface DuckOptions {
  /** Most memory it takes before it goes to disk, such as `2GB`. Default `4GB`. */
  readonly memoryLimit?: string;
}

/**
 * A connection to a database of its own, in memory, that speaks of times in UTC and never fetches an extension.
 * DuckDB's native part is loaded here, at first use. Close it with `closeSync`.
 * @throws {Error} if there is no build for this platform
 */
export async function duckConnection({ memoryLimit = "4GB" }: DuckOptions = {}): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import("@duckdb/node-api").catch((cause: unknown) => {
    throw new Error(
      "duckConnection: DuckDB cannot be loaded on this platform; reinstall open-interest with its optional packages",
      {
        cause,
      },
    );
  });
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: memoryLimit,
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

/** Text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
