import type { DuckDBConnection } from "@duckdb/node-api";
import { queryColumns } from "../../sources/duck/query-columns.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { storeSource } from "./store-source.js";
import { instant, keyTable, type StoredSeriesPlan } from "./stored-series.js";

/**
 * Values of a period that their source has changed since they were stored, as a `revision`; none if there are none.
 * @param plan with the files of revisions
 */
export async function storedRevisions(
  connection: DuckDBConnection,
  { path, files, keys, from, to }: StoredSeriesPlan,
  where: string,
): Promise<readonly QualityIssue[]> {
  if (files.length === 0 || keys.length === 0) return [];
  const [count, change, first, last] = (
    await queryColumns(
      connection,
      `SELECT count(DISTINCT (k.place, r.time)), max(CASE WHEN r.old_value = 0 THEN NULL ELSE abs(r.new_value / r.old_value - 1) END),
        min(r.time), max(r.time)
      FROM ${storeSource(path, files)} r JOIN ${keyTable(keys)}
        ON r.measure = k.measure AND r.series = k.series AND r.unit = k.unit AND r.interval_ms = k.interval_ms
        AND r.instrument IS NOT DISTINCT FROM k.instrument AND r.venue IS NOT DISTINCT FROM k.venue
      WHERE r.time > ${instant(from)} AND r.time <= ${instant(to)}`,
    )
  ).map(({ values }) => values[0] as number);
  if (!count) return [];
  const most = Number.isNaN(change as number) ? "" : `, by at most ${percent(change as number)}`;
  const detail = `values that the source has changed since they were stored${most}; the newest are taken, the earlier ones are in the store's revisions`;
  return [{ kind: "revision", where, count, from: first as number, to: last as number, detail }];
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(2))} %`;
}
