import type { Period } from "../../sources/period.js";
import { recordedSource } from "../record/recorded-source.js";
import type { FetchRecord, Manifest, StoredQuery } from "../store-types.js";
import { coveredRanges, missingRanges } from "./missing-ranges.js";

/** Which fetches are meant: those of one source that were asked the same. */
export interface StoredAsk {
  readonly source: string;
  readonly asset: string;
  /** Distance between rows, milliseconds. */
  readonly intervalMs: number;
  /** Undefined: whatever was asked, as of what was recorded or imported. */
  readonly query: StoredQuery | undefined;
}

/** A fetch, and the part of a period for which it is the newest. */
export interface NewestFetch {
  readonly record: FetchRecord;
  readonly ranges: readonly Period[];
}

/**
 * The fetches that were asked the same, the newest first. Without a query all are meant, as of recordings: each has venues of
 * its own, and all together are what was recorded.
 * @param ask without an interval, those of any
 */
export function sameFetches(
  { fetches }: Pick<Manifest, "fetches">,
  { source, asset, intervalMs, query }: Omit<StoredAsk, "intervalMs"> & { readonly intervalMs: number | undefined },
): readonly FetchRecord[] {
  const text = query && queryText(query);
  const isSame = (fetch: FetchRecord) => text === undefined || queryText(fetch.query) === text;
  return fetches
    .filter((fetch) => fetch.source === source && fetch.asset === asset && isSame(fetch))
    .filter((fetch) => intervalMs === undefined || fetch.intervalMs === intervalMs)
    .reverse()
    .sort((a, b) => b.retrievedAt - a.retrievedAt);
}

/**
 * For each fetch the ranges of a period of which no newer one told; fetches that are nowhere the newest are left out. A
 * recording does not take the place of another one: each is told with all of its ranges.
 * @param fetches the newest first
 */
export function newestFetches(fetches: readonly FetchRecord[], period: Period): readonly NewestFetch[] {
  const newer: Period[] = [];
  return fetches.flatMap((record) => {
    const within = coveredRanges(period, [record]);
    const ranges = within.flatMap((range) => missingRanges(range, newer));
    if (record.source !== recordedSource) newer.push(...within);
    return ranges.length === 0 ? [] : [{ record, ranges }];
  });
}

/** A query as text: two are the same exactly if their texts are, whatever the order of their fields. */
export function queryText(query: StoredQuery): string {
  return JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
}
