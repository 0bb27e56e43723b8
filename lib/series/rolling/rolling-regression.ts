import { commonIdentity, type Unit } from "../identity.js";
import { Series } from "../series.js";
import type { RollingOptions } from "./rolling-options.js";
import { checkPair, leastPairs, residualSquares } from "./rolling-pair.js";
import { rollingPairMoments } from "./rolling-pair-moments.js";

/** A line through each trailing window; series of T rows with the longer delay of the two. */
export interface RollingRegression {
  /** Change of y that goes with 1 of x, in units of y for one of x (unit `number`). */
  readonly slope: Series;
  /** Value of the line at x = 0, in the unit of y. */
  readonly intercept: Series;
  /** Part of the variance of y in the window that the line accounts for, unit `fraction`; NaN where y does not vary. */
  readonly rSquared: Series;
  /** The row's own y less the line's, which was fitted with this row in it; in the unit of y. NaN where either is missing. */
  readonly residual: Series;
  /** Standard deviation of the window's residuals, sqrt(sum of residual² / (n − 2)), in the unit of y. */
  readonly residualStd: Series;
  /** Rows of the window in which both are present, n; the residuals have n − 2 degrees of freedom. Unit `number`. */
  readonly count: Series;
}

/**
 * Ordinary least squares of y on x over the last `window` rows, the current one included, over the rows in which both are
 * present: slope = sum of (x − mean x)(y − mean y) / sum of (x − mean x)², intercept = mean y − slope × mean x.
 * A fit that is exact to rounding (residuals below 1e-6 of the deviation of y) has residualStd 0 and rSquared 1.
 * NaN where x does not vary, and where fewer than `minCount`, or than three, rows have both. The count is given in every
 * row. Rows are counted, not time (`onGrid`).
 * Source: definition.
 * @param y what is explained, T rows, any unit
 * @param x what explains it, T rows at the same times, any unit
 * @param window in rows, at least 3
 * @throws {RangeError} if the times differ, `window` is not a whole number of at least 3, or `minCount` is not one of at
 *   least 1 and at most `window`
 */
export function rollingRegression(
  y: Series,
  x: Series,
  window: number,
  { minCount = window }: RollingOptions = {},
): RollingRegression {
  checkPair(y, x, window, minCount, "rollingRegression");
  const moments = rollingPairMoments(x.values, y.values, window, Math.max(minCount, leastPairs));
  const { xx, yy, xy, count } = moments;
  const length = y.length;
  const slope = new Float64Array(length).fill(Number.NaN);
  const intercept = new Float64Array(length).fill(Number.NaN);
  const rSquared = new Float64Array(length).fill(Number.NaN);
  const residual = new Float64Array(length).fill(Number.NaN);
  const residualStd = new Float64Array(length).fill(Number.NaN);
  for (let row = 0; row < length; row++) {
    if (!(xx[row] > 0)) continue;
    const steepness = xy[row] / xx[row];
    const unexplained = residualSquares(xx[row], yy[row], xy[row]);
    slope[row] = steepness;
    intercept[row] = moments.yMean[row] - steepness * moments.xMean[row];
    rSquared[row] = (yy[row] - unexplained) / yy[row];
    residual[row] = moments.yAway[row] - steepness * moments.xAway[row];
    residualStd[row] = Math.sqrt(unexplained / (count[row] - 2));
  }
  const identity = commonIdentity([y.identity, x.identity]);
  const of = (what: string, values: Float64Array, unit: Unit): Series =>
    new Series(y.times, values, `${what} of ${y.name} on ${x.name}`, unit, identity);
  return {
    slope: of("slope", slope, "number"),
    intercept: of("intercept", intercept, y.unit),
    rSquared: of("r²", rSquared, "fraction"),
    residual: of("residual", residual, y.unit),
    residualStd: of("residual deviation", residualStd, y.unit),
    count: of("rows", Float64Array.from(count), "number"),
  };
}
