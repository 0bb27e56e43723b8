import { sampleCorrelation } from "simple-statistics";
import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";

/** A correlation and what it was taken from. */
export interface Correlation {
  /** In [−1, 1]; NaN for fewer than three rows, or where one of the two does not vary. */
  readonly value: number;
  /** Rows in which both are present. */
  readonly rows: number;
}

/**
 * Pearson's sample correlation of two series over the rows in which both are present, such as returns and changes of open
 * interest. Of levels that trend it says little: take changes first.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: definition, with n − 1 (simple-statistics).
 * @param a T rows, any unit
 * @param b T rows at the same times
 * @throws {RangeError} if the times differ
 */
export function correlation(a: Series, b: Series): Correlation {
  checkSameTimes(a.times, b.times, "correlation");
  const x: number[] = [];
  const y: number[] = [];
  for (let t = 0; t < a.length; t++) {
    const one = a.values[t];
    const other = b.values[t];
    if (one !== one || other !== other) continue;
    x.push(one);
    y.push(other);
  }
  // Through two points every line goes: their correlation is 1 or −1 whatever they are.
  const value = x.length < 3 ? Number.NaN : sampleCorrelation(x, y);
  return { value: Number.isFinite(value) ? value : Number.NaN, rows: x.length };
}
