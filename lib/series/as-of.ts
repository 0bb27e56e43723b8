import { checkTimes } from "./check.js";
import { Series } from "./series.js";

/** What an as-of join yields. */
export interface AsOf {
  /** The last value known at each of the times, NaN where there is none young enough. */
  readonly series: Series;
  /** Age of each value in milliseconds: its row's time minus its own; 0 where it is of that instant, NaN where missing. */
  readonly ageMs: Float64Array;
  /** How many rows hold a value carried from an earlier instant. */
  readonly carried: number;
}

/**
 * The last value at or before each time that was known by then: of the rows with time + delay ≤ t, the latest whose value
 * is not missing, if its age t − time is at most `maxAgeMs`; else NaN.
 *
 * With the delay respected the result was known at its own times, so its identity carries no delay any more.
 * @param series values in any unit, T rows, at any times; a gap in it is looked through
 * @param times epoch milliseconds UTC, strictly rising, length M
 * @returns series of M rows in the same unit, with the age of each value and the number carried
 * @throws {RangeError} at the first time that does not rise, or if `maxAgeMs` is missing, negative or infinite
 */
export function asOf(
  series: Series,
  times: ArrayLike<number>,
  {
    maxAgeMs,
    respectDelay = true,
  }: {
    /** Oldest value to carry, in milliseconds from the instant it was true. */
    readonly maxAgeMs: number;
    /** Whether a value is used only from its time plus its identity's `delayMs` on; default true. */
    readonly respectDelay?: boolean;
  },
): AsOf {
  if (!(maxAgeMs >= 0 && maxAgeMs < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `asOf: maxAgeMs ${maxAgeMs} is not an age; give the most milliseconds a value may be carried, 0 or more`,
    );
  }
  const checkedTimes = checkTimes(times, "asOf");
  const { delayMs = 0, ...identity } = series.identity;
  const delay = respectDelay ? delayMs : 0;
  const values = new Float64Array(checkedTimes.length).fill(Number.NaN);
  const ageMs = new Float64Array(checkedTimes.length).fill(Number.NaN);
  let carried = 0;
  let next = 0;
  let known = -1;
  for (let row = 0; row < checkedTimes.length; row++) {
    const time = checkedTimes[row];
    for (; next < series.length && series.times[next] + delay <= time; next++) {
      if (series.values[next] === series.values[next]) known = next;
    }
    if (known < 0) continue;
    const age = time - series.times[known];
    if (age > maxAgeMs) continue;
    values[row] = series.values[known];
    ageMs[row] = age;
    if (age > 0) carried++;
  }
  const joined = new Series(checkedTimes, values, series.name, series.unit, respectDelay ? identity : series.identity);
  return { series: joined, ageMs, carried };
}
