import { checkAddable, type SumOptions } from "../../analytics/columns/addable.js";
import { checkNotNegative } from "../../analytics/columns/check-not-negative.js";
import { checkCount } from "../../series/check.js";
import { commonIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";

/** Options of `shareGain`. */
export interface ShareGainOptions extends Pick<SumOptions, "mixedSides"> {
  /** Rows over which the change is taken. Default 1. */
  readonly horizon?: number;
}

/**
 * Share of open interest that the named columns have gained on the others: with w the sum of the named over the sum of
 * all columns that are there at both t − h and t, w[t] − w[t−h]. A column that enters, leaves or fails to report is in
 * neither sum, so that none of it looks like a migration.
 * NaN in the first h rows, where a named column is missing at either end, where no other is there at both, and where a
 * sum is 0. Without entries and exits it is the change of `shares`.
 * Source: definition; it is the `within` of `shareMigration` row by row, as a share of those that stayed.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @param gainers one column or several, fewer than all
 * @returns unit `fraction`, T rows; the gains of the named and of all others add up to 0
 * @throws {RangeError} if a column is not there, all are named, the columns cannot be added, a value is negative, or
 *   `horizon` is no number of rows
 */
export function shareGain(
  oi: Panel,
  gainers: string | readonly string[],
  { horizon = 1, mixedSides = "throw" }: ShareGainOptions = {},
): Series {
  const owner = "shareGain";
  checkCount(horizon, "horizon", owner);
  checkAddable(oi.columns, oi.unit, { mixedSides }, owner);
  checkNotNegative(oi.times, oi.columns, owner);
  const names = typeof gainers === "string" ? [gainers] : gainers;
  const named = oi.select(names).columns.map(({ values }) => values);
  const others = oi.columns.filter(({ name }) => !names.includes(name)).map(({ values }) => values);
  if (named.length === 0 || others.length === 0) {
    throw new RangeError(`${owner}: ${named.length} of ${oi.columns.length} columns named; give some, and leave some`);
  }
  const gain = new Float64Array(oi.length).fill(Number.NaN);
  for (let t = horizon; t < gain.length; t++) gain[t] = gained(named, others, t - horizon, t);
  const identity = commonIdentity(oi.columns.map((column) => column.identity));
  const span = horizon > 1 ? ` in ${horizon} rows` : "";
  return new Series(oi.times, gain, `share gain of ${names.join(", ")}${span}`, "fraction", identity);
}

function gained(
  named: readonly Float64Array[],
  others: readonly Float64Array[],
  before: number,
  after: number,
): number {
  let ownBefore = 0;
  let ownAfter = 0;
  for (const values of named) {
    ownBefore += values[before];
    ownAfter += values[after];
  }
  let restBefore = 0;
  let restAfter = 0;
  let count = 0;
  for (const values of others) {
    const old = values[before];
    const now = values[after];
    if (old + now !== old + now) continue;
    restBefore += old;
    restAfter += now;
    count++;
  }
  // A gap of a named column has made its sums NaN; 0 / 0 is NaN too.
  if (count === 0) return Number.NaN;
  return ownAfter / (ownAfter + restAfter) - ownBefore / (ownBefore + restBefore);
}
