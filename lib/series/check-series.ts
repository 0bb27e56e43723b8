import { shown } from "./check.js";
import type { Series } from "./series.js";

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
