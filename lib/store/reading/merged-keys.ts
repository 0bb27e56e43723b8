import type { SeriesKey } from "../store-types.js";

/** A series as several fetches told of it. */
export interface MergedKey {
  /** As the last of the lists tells it. */
  readonly key: SeriesKey;
  /** The intervals it was stored with: 0 where a fetch gave it at its own times, that of the grid where on it. */
  readonly intervals: readonly number[];
}

/**
 * The series of several fetches, each once. One that only a later list has follows those that stand before it there, so that
 * parts of a period give the order of the whole.
 * @param lists in order of time
 */
export function mergedKeys(lists: readonly (readonly SeriesKey[])[]): readonly MergedKey[] {
  const merged: { key: SeriesKey; text: string; intervals: Set<number> }[] = [];
  for (const list of lists) {
    let place = 0;
    for (const key of list) {
      const text = seriesText(key);
      const found = merged.findIndex((one) => one.text === text);
      if (found >= 0) {
        const one = merged[found] as (typeof merged)[number];
        one.key = key;
        one.intervals.add(key.intervalMs);
        place = Math.max(place, found + 1);
      } else {
        merged.splice(place++, 0, { key, text, intervals: new Set([key.intervalMs]) });
      }
    }
  }
  return merged.map(({ key, intervals }) => ({ key, intervals: [...intervals] }));
}

/** What tells a series of a dataset from the others. */
function seriesText({ measure, name, unit, identity: { venue, instrument } }: SeriesKey): string {
  return JSON.stringify([measure, name, unit, venue, instrument]);
}
