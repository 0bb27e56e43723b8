import { shown } from "./check.js";
import type { Series } from "./series.js";
import { isoTime } from "./time.js";

/**
 * For arguments that must be a series, known by its shape: times and as many values, a unit and an identity.
 * @param what name of the argument, for the message
 * @throws {TypeError} if it is anything else
 * @throws {RangeError} if there is not one value for each time
 */
export function checkSeries(value: Series, what: string, owner: string): void {
  const given: Partial<Series> | null | undefined = value;
  const isSeries =
    given?.times instanceof Float64Array &&
    given.values instanceof Float64Array &&
    typeof given.unit === "string" &&
    typeof given.identity === "object";
  if (!isSeries) throw new TypeError(`${owner}: ${what} ${shown(value)} is no Series; make one with series()`);
  if (value.values.length !== value.times.length) {
    throw new RangeError(
      `${owner}: ${what} has ${value.values.length} values for ${value.times.length} times; give one for each`,
    );
  }
}

/** @throws {RangeError} at the first value that is infinite; the series is one already */
export function checkFinite({ times, values }: Series, what: string, owner: string): void {
  for (let row = 0; row < values.length; row++) {
    // The difference of an infinity from itself is NaN, as is that of a gap.
    if (values[row] - values[row] === 0 || values[row] !== values[row]) continue;
    throw new RangeError(
      `${owner}: ${what} ${values[row]} at row ${row} (${isoTime(times[row])}) is infinite; use NaN for a gap`,
    );
  }
}
