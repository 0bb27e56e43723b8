import type { Column } from "../../series/panel.js";
import { type ColumnSums, sumColumns } from "../columns/sum-columns.js";

/** Sums over columns, with how many are in them and how many should be. */
export interface ListedSums extends ColumnSums {
  /** How many columns are listed in each row, length T; never fewer than report. */
  readonly listed: Float64Array;
}

/** When a column that does not report counts as listed. */
export interface ListedOptions {
  /** `listed`: a row where a listed column is missing has no sum. `reporting`: the sum of those that are there. */
  readonly over: "listed" | "reporting";
  /** Longest silence, in milliseconds, that is still a gap in a column that tells no expiry. */
  readonly delistedAfterMs: number;
}

/**
 * Adds the columns row by row over those that are listed. A column is listed from its first value on: until its
 * `identity.expiry`, if it tells one, and else until it has been silent for longer than `delistedAfterMs`; no later row is
 * looked at. Silence begins with the first row that lacks it, not with its last value: how much of the time between the
 * two was a hole cannot be told where the hole has no rows.
 * @param alive by row, above 0 where the source reports anything: a row in which it does not begins and ends no silence
 */
export function listedSums(
  columns: readonly Column[],
  times: Float64Array,
  alive: Float64Array,
  { over, delistedAfterMs }: ListedOptions,
): ListedSums {
  const { sums, counts } = sumColumns(columns, times.length, "reporting");
  const listed = new Float64Array(times.length);
  for (const { values, identity } of columns) {
    const { expiry } = identity;
    let begun = false;
    let silentFrom = Number.NaN;
    let silentMs = 0;
    for (let t = 0; t < times.length; t++) {
      const value = values[t];
      if (value === value) {
        begun = true;
        silentFrom = Number.NaN;
        silentMs = 0;
        listed[t] = listed[t] + 1;
        continue;
      }
      if (alive[t] > 0) {
        if (silentFrom !== silentFrom) silentFrom = times[t];
        silentMs = times[t] - silentFrom;
      }
      const waitedFor = expiry === undefined ? silentMs <= delistedAfterMs : times[t] < expiry;
      if (begun && waitedFor) listed[t] = listed[t] + 1;
    }
  }
  if (over === "listed") {
    for (let t = 0; t < times.length; t++) if (counts[t] < listed[t]) sums[t] = Number.NaN;
  }
  return { sums, counts, listed };
}
