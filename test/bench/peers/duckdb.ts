import { createRequire } from "node:module";
import { type Market, window } from "../market.js";
import type { Peer } from "./peer.js";

/** One statement over a table in memory, into another table in memory. */
export async function duckdb({ oi, price }: Market): Promise<Peer> {
  const { DuckDBInstance }: Module = createRequire(import.meta.url)("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const columns = [
    { name: "t", values: oi.times },
    { name: "price", values: price.values },
    ...oi.columns.map(({ name, values }) => ({ name, values })),
  ];
  await connection.run(`CREATE TABLE market (${columns.map(({ name }) => `${name} DOUBLE`).join(", ")})`);
  const appender = await connection.createAppender("market");
  for (let t = 0; t < oi.length; t++) {
    for (const { values } of columns) appender.appendDouble(values[t]);
    appender.endRow();
  }
  appender.closeSync();

  const statement = `CREATE OR REPLACE TABLE results AS ${query(oi.names)}`;
  const column = async (name: string): Promise<Float64Array> => {
    const reader = await connection.runAndReadAll(`SELECT ${name} FROM results ORDER BY t`);
    return Float64Array.from(reader.getColumns()[0], (value) => value ?? Number.NaN);
  };
  const columnsOf = (prefix: string): Promise<Float64Array[]> =>
    Promise.all(oi.names.map((name) => column(`${prefix}_${name}`)));
  return {
    name: "DuckDB",
    run: async () => {
      await connection.run(statement);
    },
    results: async () => ({
      shares: await columnsOf("share"),
      logRatios: await columnsOf("ratio"),
      zScores: await columnsOf("z"),
      regimes: await column("regime"),
    }),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function query(names: readonly string[]): string {
  const each = (text: (name: string) => string): string => names.map(text).join(", ");
  return `
    WITH totals AS (SELECT *, ${names.join(" + ")} AS total FROM market),
    changes AS (
      SELECT t, ${each((name) => `${name} / total AS share_${name}, ln(${name} / (total - ${name})) AS ratio_${name}`)},
        price / lag(price) OVER w - 1 AS r, total / lag(total) OVER w - 1 AS g, row_number() OVER w AS row
      FROM totals WINDOW w AS (ORDER BY t)
    )
    SELECT t, ${each((name) => `share_${name}, ratio_${name}`)},
      ${each(
        (name) => `CASE WHEN row >= ${window}
          THEN (ratio_${name} - avg(ratio_${name}) OVER w) / stddev_samp(ratio_${name}) OVER w END AS z_${name}`,
      )},
      CASE WHEN r IS NULL THEN -1 WHEN abs(r) <= 0.001 OR abs(g) <= 0.001 THEN 0
        WHEN g > 0 THEN CASE WHEN r > 0 THEN 1 ELSE 2 END
        ELSE CASE WHEN r > 0 THEN 3 ELSE 4 END END::TINYINT AS regime
    FROM changes WINDOW w AS (ORDER BY t ROWS BETWEEN ${window - 1} PRECEDING AND CURRENT ROW)`;
}

// The part of @duckdb/node-api used here, so that types check where it is not installed.

interface Module {
  readonly DuckDBInstance: { create(path: string): Promise<Instance> };
}

interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getColumns(): readonly (readonly (number | null)[])[] }>;
  createAppender(table: string): Promise<Appender>;
  closeSync(): void;
}

interface Appender {
  appendDouble(value: number): void;
  endRow(): void;
  closeSync(): void;
}
