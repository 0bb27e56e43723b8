import { commonIdentity } from "../identity.js";
import { Series } from "../series.js";
import type { RollingOptions } from "./rolling-options.js";
import { checkPair, leastPairs } from "./rolling-pair.js";
import { rollingPairMoments } from "./rolling-pair-moments.js";

/**
 * Pearson's correlation of two series over the last `window` rows, the current one included, over the rows in which
 * both are present: sum of (a − mean a)(b − mean b) / sqrt(sum of (a − mean a)² × sum of (b − mean b)²), each mean over
 * those rows; in [−1, 1], unit `number`. Of levels that trend it says little: take changes first (`logReturns`).
 * Exchanging the two changes nothing, to the last bit.
 * NaN where one of the two does not vary, and where fewer than `minCount`, or than three, rows have both: through two
 * points goes a line whatever they are. Rows are counted, not time (`onGrid`).
 * Source: definition.
 * @param a T rows, any unit
 * @param b T rows at the same times, any unit
 * @param window in rows, at least 3
 * @returns T rows, with what the two identities agree on and the longer delay
 * @throws {RangeError} if the times differ, `window` is not a whole number of at least 3, or `minCount` is not one of at
 *   least 1 and at most `window`
 */
export function rollingCorrelation(
  a: Series,
  b: Series,
  window: number,
  { minCount = window }: RollingOptions = {},
): Series {
  checkPair(a, b, window, minCount, "rollingCorrelation");
  const { xx, yy, xy } = rollingPairMoments(a.values, b.values, window, Math.max(minCount, leastPairs));
  const values = new Float64Array(a.length).fill(Number.NaN);
  for (let row = 0; row < values.length; row++) {
    const squares = xx[row] * yy[row];
    // False for a gap and for one that does not vary; rounding may take a perfect correlation past 1.
    if (squares > 0) values[row] = Math.max(-1, Math.min(1, xy[row] / Math.sqrt(squares)));
  }
  const identity = commonIdentity([a.identity, b.identity]);
  return new Series(a.times, values, `correlation of ${a.name} and ${b.name}`, "number", identity);
}
