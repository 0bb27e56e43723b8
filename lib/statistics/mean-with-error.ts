import { checkNumbers } from "./check-numbers.js";
import { leastSquares } from "./least-squares.js";
import { type NeweyWestOptions, neweyWest } from "./newey-west.js";

/** A mean and how well it is known. */
export interface MeanWithError {
  /** In the unit of the values; NaN if there is none. */
  readonly mean: number;
  /** Newey–West, in the unit of the values; NaN for fewer than two. */
  readonly standardError: number;
  /** Mean / standard error. */
  readonly t: number;
  /** Two-sided, of a mean of 0. */
  readonly p: number;
  /** Values that are there. */
  readonly rows: number;
  /** Autocovariances used. */
  readonly lag: number;
}

/**
 * Mean of values that may be related over time, such as returns of overlapping periods, with its Newey–West error: the
 * regression on a constant. A gap is skipped and keeps its place in time.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: definition; the error as in `neweyWest`.
 * @param values T values in order of time, NaN for a gap
 * @throws {RangeError} for an infinite value, and as `neweyWest` does
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function meanWithError(values: ArrayLike<number>, options: NeweyWestOptions = {}): MeanWithError {
  checkNumbers(values, "meanWithError", "value");
  const fit = leastSquares(values, []);
  const { standardErrors, tValues, pValues, lag } = neweyWest(fit, options);
  return {
    mean: fit.coefficients[0],
    standardError: standardErrors[0],
    t: tValues[0],
    p: pValues[0],
    rows: fit.rows,
    lag,
  };
}
