import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";
import type { Identity, Unit } from "../../lib/series/identity.js";
import { Series } from "../../lib/series/series.js";
import type { Measure } from "../../lib/sources/dataset-series.js";
import { initStore } from "../../lib/store/init-store.js";
import type { Answer } from "../../lib/store/store-types.js";

export const hour = 3_600_000;
export const july = Date.parse("2025-07-01T00:00Z");

/** A series from pairs of a time and a value. */
export interface SeriesOf {
  readonly rows: readonly (readonly [time: number, value: number])[];
  readonly name?: string;
  readonly measure?: Measure;
  readonly unit?: Unit;
  readonly identity?: Identity;
}

/** An answer of a source that gives open interest by the hour. */
export function answerOf(series: readonly SeriesOf[], changes: Partial<Answer> = {}): Answer {
  const times = series.flatMap(({ rows }) => rows.map(([time]) => time));
  return {
    source: "exchange",
    asset: "BTC",
    intervalMs: hour,
    query: { interval: "1h" },
    from: times.reduce((least, time) => Math.min(least, time), july) - hour,
    to: times.reduce((most, time) => Math.max(most, time), july),
    retrievedAt: Date.parse("2025-09-01T00:00Z"),
    series: series.map(({ rows, name = "binance", measure = "open_interest", unit = "base", identity }) => ({
      measure,
      series: new Series(
        Float64Array.from(rows, ([time]) => time),
        Float64Array.from(rows, ([, value]) => value),
        name,
        unit,
        identity ?? { asset: "BTC", venue: "binance", instrument: "BTCUSDT", kind: "perpetual", sides: 1 },
      ),
    })),
    issues: [],
    rowsRead: times.length,
    provenance: { source: "exchange", simulated: false, description: "Open interest made up for tests", files: [] },
    ...changes,
  };
}

/** A folder of its own, which goes when the test is over. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A store with nothing in it, which goes when the test is over. */
export async function emptyStore(): Promise<string> {
  const folder = await emptyFolder();
  await initStore(folder);
  return folder;
}

/** Rows of a query by DuckDB as it comes, `{store}` standing for the folder: as another program reads the files. */
export async function rowsOf(store: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return (await connection.runAndReadAll(sql.replaceAll("{store}", store))).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
