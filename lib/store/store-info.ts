import type { DuckDBConnection } from "@duckdb/node-api";
import { intervalText, isoTime } from "../series/time.js";
import { queryColumns } from "../sources/duck/query-columns.js";
import { coveredRanges, missingRanges } from "./reading/missing-ranges.js";
import type { StoreReader } from "./reading/store-reader.js";
import { makeViews } from "./reading/store-views.js";
import type { StoreInfo, StoreInfoRow } from "./store-options.js";
import type { FetchRecord, Manifest } from "./store-types.js";

/**
 * What a store holds: a row for each source, asset and length of bars, in that order. Reads the times of all rows.
 * @throws {Error} as DuckDB does, for a file that cannot be read
 */
export async function storeInfo(reader: StoreReader): Promise<StoreInfo> {
  const manifest = await reader.manifest();
  const stored = await reader.query(async (connection) => {
    await makeViews(connection, reader.path, manifest);
    const [sources, assets, intervals, venues, first, last, rows, instants] = (
      await queryColumns(
        connection,
        `SELECT dataset, asset, interval_ms, string_agg(DISTINCT venue, ', ' ORDER BY venue), min(time), max(time), count(*),
           count(DISTINCT time) FROM observations GROUP BY ALL ORDER BY dataset, asset, interval_ms`,
      )
    ).map(({ values }) => values);
    const revised = await revisedCounts(connection);
    return Array.from(sources as readonly string[], (source, row) => {
      const [asset, ms] = [assets?.[row] as string, intervals?.[row] as number];
      return {
        source,
        asset,
        ms,
        venues: (venues?.[row] as string | null) ?? "",
        first: first?.[row] as number,
        last: last?.[row] as number,
        rows: rows?.[row] as number,
        instants: instants?.[row] as number,
        revised: revised.get(JSON.stringify([source, asset, ms])) ?? 0,
      };
    });
  });
  return stored.map(({ source, asset, ms, first, last, instants, ...row }) => {
    const same = manifest.fetches.filter((fetch) => fetch.source === source && fetch.asset === asset);
    const fetches = ms === 0 ? same : same.filter(({ intervalMs }) => intervalMs === ms);
    return {
      source,
      asset,
      interval: ms === 0 ? "own" : intervalText(ms),
      venues: row.venues,
      from: isoTime(first),
      to: isoTime(last),
      rows: row.rows,
      bytes: sharedBytes(manifest, { source, asset }, row.rows),
      ...(ms === 0 ? { holes: 0, missing: 0 } : absences(fetches, ms, instants)),
      revised: row.revised,
      fetches: fetches.length,
      lastFetch: fetches.length === 0 ? "" : isoTime(Math.max(...fetches.map(({ retrievedAt }) => retrievedAt))),
    };
  });
}

async function revisedCounts(connection: DuckDBConnection): Promise<ReadonlyMap<string, number>> {
  const [sources, assets, intervals, counts] = (
    await queryColumns(connection, "SELECT dataset, asset, interval_ms, count(*) FROM revisions GROUP BY ALL")
  ).map(({ values }) => values);
  return new Map(
    Array.from(sources as readonly string[], (source, row) => [
      JSON.stringify([source, assets?.[row], intervals?.[row]]),
      counts?.[row] as number,
    ]),
  );
}

/** Holes between fetches, and bars of which a fetch told that have no value. */
function absences(
  fetches: readonly FetchRecord[],
  intervalMs: number,
  instants: number,
): { readonly holes: number; readonly missing: number } {
  const whole = {
    from: Math.min(...fetches.map(({ from }) => from)),
    to: Math.max(...fetches.map(({ to }) => to)),
  };
  if (fetches.length === 0) return { holes: 0, missing: 0 };
  const told = coveredRanges(whole, fetches);
  const bars = told.reduce((sum, { from, to }) => sum + Math.floor(to / intervalMs) - Math.floor(from / intervalMs), 0);
  return { holes: missingRanges(whole, fetches).length, missing: Math.max(0, bars - instants) };
}

function sharedBytes(
  { files }: Manifest,
  { source, asset }: Pick<StoreInfoRow, "source" | "asset">,
  rows: number,
): number {
  const own = files.filter((file) => file.kind === "data" && file.source === source && file.asset === asset);
  const all = own.reduce((sum, file) => ({ rows: sum.rows + file.rows, bytes: sum.bytes + file.bytes }), {
    rows: 0,
    bytes: 0,
  });
  return all.rows === 0 ? 0 : Math.round((all.bytes * rows) / all.rows);
}
