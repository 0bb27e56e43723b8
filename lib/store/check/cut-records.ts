import { nextMonth } from "../rows/iso-month.js";
import type { FetchRecord, StoredFile } from "../store-types.js";

/**
 * Records of fetches without the month of a file that is lost, so that it is fetched again: one that reaches into the month
 * ends before it, goes on after it, or both, as two records of the same details, the later with the id of the whole: a
 * recording may be going on with it.
 */
export function cutRecords(
  records: readonly FetchRecord[],
  { source, asset, month }: StoredFile,
): readonly FetchRecord[] {
  const start = Date.parse(`${month}-01T00:00Z`);
  const end = nextMonth(start);
  return records.flatMap((record) => {
    const isOther = record.source !== source || record.asset !== asset;
    if (isOther || record.to < start || record.from >= end) return [record];
    // Wider than the month by one bar at its start and its end, so that the bounds are those of bars.
    const before = { ...record, to: Math.min(record.to, start - record.intervalMs) };
    const after = { ...record, from: Math.max(record.from, end) };
    const kept = [before, after].filter(({ from, to }) => from < to);
    return kept.map((one, place) => (place === kept.length - 1 ? one : { ...one, id: `${record.id}-${month}` }));
  });
}
