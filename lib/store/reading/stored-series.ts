import type { DuckDBConnection } from "@duckdb/node-api";
import { gridOrigin, timeGrid } from "../../series/grid.js";
import { Series } from "../../series/series.js";
import type { MeasuredSeries } from "../../sources/dataset-series.js";
import { sqlText } from "../../sources/duck/duck.js";
import { numberChunks } from "../../sources/duck/number-chunks.js";
import type { Period } from "../../sources/period.js";
import type { StoredFile } from "../store-types.js";
import type { MergedKey } from "./merged-keys.js";
import { storeSource } from "./store-source.js";

/** Which series are read, and where they lie. */
export interface StoredSeriesPlan extends Period {
  /** Folder of the store. */
  readonly path: string;
  /** Data files of the source and asset that may hold rows of the period. */
  readonly files: readonly StoredFile[];
  readonly keys: readonly MergedKey[];
  /** Distance between rows of what stands on the grid, milliseconds. */
  readonly intervalMs: number;
}

/** Series of a store on one grid. */
export interface StoredSeries {
  /** Bar ends of the period. */
  readonly times: Float64Array;
  readonly series: readonly MeasuredSeries[];
  /** Times of rows that lie between two of the grid, which are left out. */
  readonly beside: readonly number[];
  /** For each time of the grid whether any series has a value. */
  readonly present: Uint8Array;
}

/**
 * Series of a store within a period: bars and open interest, and what else was given so, on the regular grid of bar ends with
 * NaN where there is no row; funding and others else at their own times. Memory: the series that are returned.
 * @throws {Error} as DuckDB does, if a file cannot be read
 */
export async function storedSeries(connection: DuckDBConnection, plan: StoredSeriesPlan): Promise<StoredSeries> {
  const { keys, intervalMs, from, to } = plan;
  const source = plan.files.length === 0 ? undefined : rowsOf(plan);
  const times = timeGrid({ from, to, intervalMs, originMs: await phase(connection, source, intervalMs) });
  const first = times[0] as number;
  const present = new Uint8Array(times.length);
  const beside: number[] = [];
  const columns = keys.map((key) => (isOnGrid(key) ? new Float64Array(times.length).fill(Number.NaN) : undefined));
  const own = keys.map((): OwnRows => ({ times: [], values: [] }));
  const place = (column: number, time: number, value: number): void => {
    const values = columns[column];
    const row = (time - first) / intervalMs;
    if (values === undefined) {
      own[column]?.times.push(time);
      own[column]?.values.push(value);
    } else if (row >= 0 && row < times.length && Number.isInteger(row)) {
      values[row] = value;
      present[row] = 1;
    } else beside.push(time);
  };
  if (source !== undefined) {
    await numberChunks(connection, `SELECT place, instant, value FROM ${source}`, ([places, at, values]) => {
      if (places === undefined || at === undefined || values === undefined) return;
      for (let i = 0; i < places.length; i++) place(places[i] as number, at[i] as number, values[i] as number);
    });
  }
  const series = keys.map(({ key: { measure, name, unit, identity } }, index): MeasuredSeries => {
    const values = columns[index];
    if (values !== undefined) return { measure, series: new Series(times, values, name, unit, identity) };
    const rows = risingRows(own[index] as OwnRows);
    return { measure, series: new Series(rows.times, rows.values, name, unit, identity) };
  });
  return { times, series, beside, present };
}

/** Rows of a series at its own times, as they come. */
interface OwnRows {
  readonly times: number[];
  readonly values: number[];
}

/** Rows in order of time, the first of those of one time. */
function risingRows({ times, values }: OwnRows): { readonly times: Float64Array; readonly values: Float64Array } {
  const order = Uint32Array.from(times, (_, row) => row).sort((a, b) => (times[a] as number) - (times[b] as number));
  const kept = order.filter((row, place) => place === 0 || times[row] !== times[order[place - 1] as number]);
  return {
    times: Float64Array.from(kept, (row) => times[row] as number),
    values: Float64Array.from(kept, (row) => values[row] as number),
  };
}

/** Whether a series stands on the grid: bars and open interest do, funding and others where every fetch gave them so. */
function isOnGrid({ intervals }: MergedKey): boolean {
  return !intervals.includes(0);
}

/** Rows of the series within the period: `place` of the key, `instant` in epoch milliseconds, `value`. */
function rowsOf({ path, files, keys, from, to }: StoredSeriesPlan): string {
  return `(SELECT k.place::DOUBLE AS place, epoch_us(r.time)::DOUBLE / 1000 AS instant, r.value AS value, k.on_grid AS on_grid
    FROM ${storeSource(path, files)} r JOIN ${keyTable(keys)}
      ON r.measure = k.measure AND r.series = k.series AND r.unit = k.unit AND r.interval_ms = k.interval_ms
      AND r.instrument IS NOT DISTINCT FROM k.instrument AND r.venue IS NOT DISTINCT FROM k.venue
    WHERE r.time > ${instant(from)} AND r.time <= ${instant(to)})`;
}

/** The keys as a table of SQL, a row for each interval a series was stored with. */
export function keyTable(keys: readonly MergedKey[]): string {
  const rows = keys.flatMap((merged, place) =>
    merged.intervals.map((intervalMs) => {
      const { measure, name, unit, identity } = merged.key;
      const texts = [measure, name, unit].map(sqlText);
      const optional = [identity.instrument, identity.venue].map((text) =>
        text === undefined || text === "" ? "NULL::VARCHAR" : sqlText(text),
      );
      return `(${place}, ${isOnGrid(merged)}, ${[...texts, `${intervalMs}::BIGINT`, ...optional].join(", ")})`;
    }),
  );
  return `(VALUES ${rows.join(", ")}) AS k(place, on_grid, measure, series, unit, interval_ms, instrument, venue)`;
}

/** An instant in epoch milliseconds as SQL writes it. */
export function instant(time: number): string {
  return `make_timestamptz(${Math.round(time * 1000)})`;
}

/** An instant of the grid: that of some row, since not every source's days end at midnight. */
async function phase(connection: DuckDBConnection, source: string | undefined, intervalMs: number): Promise<number> {
  let origin = gridOrigin(intervalMs);
  if (source === undefined) return origin;
  await numberChunks(connection, `SELECT instant FROM ${source} WHERE on_grid LIMIT 1`, ([at]) => {
    origin = at?.[0] ?? origin;
  });
  return origin;
}
