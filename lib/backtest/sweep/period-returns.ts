import { checkDuration } from "../../series/check.js";
import { intervalText, isoTime } from "../../series/time.js";

/** Periods to which the returns of bars are compounded. */
export interface Periods {
  /** Ends of the periods, multiples of `intervalMs` since 1970 UTC. */
  readonly times: Float64Array;
  readonly intervalMs: number;
  /** First row of each period, and the row after the last: one longer than `times`. */
  readonly starts: Int32Array;
}

/**
 * The periods of `intervalMs` that bars cover whole, ends on multiples of it in UTC: hours, days from midnight, weeks from
 * Thursday, as 1970 began. Bars before the first and after the last whole period belong to none.
 * @param times bar ends on a grid, length T
 * @throws {RangeError} if the bars do not divide the period, or cover none whole
 */
export function wholePeriods(times: Float64Array, barMs: number, intervalMs: number): Periods {
  checkDuration(intervalMs, "returnIntervalMs", "sweep");
  const bars = intervalMs / barMs;
  if (!Number.isInteger(bars)) {
    throw new RangeError(
      `sweep: returnIntervalMs ${intervalMs} is not a multiple of the bars of ${intervalText(barMs)}; give one`,
    );
  }
  const T = times.length;
  let start = 0;
  while (start < T && (times[start] - barMs) % intervalMs !== 0) start++;
  const count = Math.floor((T - start) / bars);
  if (count === 0 && T > 0) {
    throw new RangeError(
      `sweep: no period of ${intervalText(intervalMs)} since 1970 UTC is covered whole by bars that end ${isoTime(times[0])} to ${isoTime(times[T - 1])}; give a shorter returnIntervalMs, or bars that meet its ends`,
    );
  }
  return {
    times: Float64Array.from({ length: count }, (_, period) => times[start + (period + 1) * bars - 1]),
    intervalMs,
    starts: Int32Array.from({ length: count + 1 }, (_, period) => start + period * bars),
  };
}

/**
 * Returns of bars compounded to periods: product of (1 + r) − 1 over the bars that are counted, NaN if none is.
 * A bar that is NaN earned nothing that is known, and is left out of the product.
 * @param into one number for each period
 */
export function compound(returns: ArrayLike<number>, starts: Int32Array, into: Float64Array | Float32Array): void {
  for (let period = 0; period < into.length; period++) {
    let growth = 1;
    let counted = 0;
    for (let row = starts[period]; row < starts[period + 1]; row++) {
      const value = returns[row];
      if (value !== value) continue;
      growth *= 1 + value;
      counted++;
    }
    into[period] = counted === 0 ? Number.NaN : growth - 1;
  }
}
