import type { HacLag } from "../../statistics/hac-lag.js";
import { leastSquares } from "../../statistics/least-squares.js";
import { neweyWest } from "../../statistics/newey-west.js";

/** A correlation with what came so many rows earlier, and how well it is known. */
export interface LaggedCorrelation {
  /** In [−1, 1]; NaN for fewer than three rows, or where one of the two does not vary in them. */
  readonly correlation: number;
  /** Newey–West. */
  readonly standardError: number;
  /** Correlation / standard error. */
  readonly t: number;
  /** Two-sided, of no correlation, Student's t with n − 2 degrees of freedom. */
  readonly p: number;
  /** Pairs in which both are present, n. */
  readonly rows: number;
}

/**
 * Pearson's correlation of later[t] with earlier[t − lag]: the slope of the regression of one on the other, each brought to
 * mean 0 and deviation 1 over the pairs used, with the slope's Newey–West error.
 * A pair with a gap is left out and keeps its place in time.
 * @param lag rows, a whole number of at least 0
 */
export function laggedCorrelation(
  earlier: Float64Array,
  later: Float64Array,
  { lag, hacLag }: { readonly lag: number; readonly hacLag: HacLag },
): LaggedCorrelation {
  const length = Math.max(0, later.length - lag);
  const x = earlier.slice(0, length);
  const y = later.slice(later.length - length);
  let rows = 0;
  for (let t = 0; t < length; t++) {
    if (x[t] - y[t] === x[t] - y[t]) rows++;
    else y[t] = Number.NaN;
    if (y[t] !== y[t]) x[t] = Number.NaN;
  }
  // Through two points every line goes.
  if (rows < 3 || !standardise(x) || !standardise(y)) return { ...unknownCorrelation, rows };
  const fit = leastSquares(y, [x]);
  const { standardErrors, tValues, pValues } = neweyWest(fit, { lag: hacLag });
  // Rounding can take a perfect one beyond 1.
  const correlation = Math.max(-1, Math.min(1, fit.coefficients[1]));
  return { correlation, standardError: standardErrors[1], t: tValues[1], p: pValues[1], rows };
}

/** That of nothing. */
export const unknownCorrelation: LaggedCorrelation = {
  correlation: Number.NaN,
  standardError: Number.NaN,
  t: Number.NaN,
  p: Number.NaN,
  rows: 0,
};

/** Takes the mean from what is present and divides by the deviation (n), in place; false where all are the same. */
export function standardise(values: Float64Array): boolean {
  let count = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < values.length; t++) {
    const value = values[t];
    if (value !== value) continue;
    count++;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least)) return false;
  const mean = sum / count;
  let squares = 0;
  for (let t = 0; t < values.length; t++) {
    values[t] -= mean;
    if (values[t] === values[t]) squares += values[t] * values[t];
  }
  const deviation = Math.sqrt(squares / count);
  for (let t = 0; t < values.length; t++) values[t] /= deviation;
  return true;
}
