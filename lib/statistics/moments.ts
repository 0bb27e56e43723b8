import { checkNumbers } from "./check-numbers.js";

/** The first four moments of a sample; each is NaN where the data does not define it. */
export interface Moments {
  /** Values that are there. */
  readonly n: number;
  /** In the unit of the values. */
  readonly mean: number;
  /** Sample standard deviation, √(Σ (x − mean)² / (n − 1)); NaN for fewer than two values. */
  readonly deviation: number;
  /** m3 / m2^1.5 with mk = Σ (x − mean)^k / n, not corrected for bias; 0 for a normal, NaN if nothing varies. */
  readonly skewness: number;
  /** Raw: m4 / m2², not corrected for bias; 3 for a normal (the excess is 3 less), NaN if nothing varies. */
  readonly kurtosis: number;
}

/** A deviation below this share of the largest value is rounding of a sample that does not vary. */
const rounding = 1e-15;

/**
 * Mean, sample standard deviation, skewness and raw kurtosis, in two passes. A gap is skipped.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: definitions (Joanes & Gill 1998, The Statistician 47, 183–189: their g1 and g2 + 3).
 * @param values NaN for a gap
 * @throws {RangeError} at the first infinite value
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function moments(values: ArrayLike<number>): Moments {
  checkNumbers(values, "moments", "value");
  let n = 0;
  let sum = 0;
  let size = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    n++;
    sum += value;
    if (value - value !== 0)
      throw new RangeError(`moments: value ${value} at row ${row} is infinite; use NaN for a gap`);
    if (Math.abs(value) > size) size = Math.abs(value);
  }
  const mean = sum / n;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let row = 0; row < values.length; row++) {
    const offset = values[row] - mean;
    if (offset !== offset) continue;
    const square = offset * offset;
    second += square;
    third += square * offset;
    fourth += square * square;
  }
  const population = Math.sqrt(second / n);
  const varies = population > rounding * size;
  return {
    n,
    mean,
    deviation: n < 2 ? Number.NaN : varies ? Math.sqrt(second / (n - 1)) : 0,
    skewness: varies ? third / n / population ** 3 : Number.NaN,
    kurtosis: varies ? fourth / n / population ** 4 : Number.NaN,
  };
}
