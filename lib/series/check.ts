import { type Unit, units } from "./identity.js";
import { isoTime } from "./time.js";

/**
 * Times copied into a Float64Array after checking that each is finite and later than the one before.
 * @throws {RangeError} naming `owner`, the first offending row (from 0) and its value
 */
export function checkTimes(times: ArrayLike<number>, owner: string): Float64Array {
  const copy = Float64Array.from(times);
  for (let row = 0; row < copy.length; row++) {
    const time = copy[row] as number;
    if (!Number.isFinite(time)) {
      throw new RangeError(`${owner}: time ${time} at row ${row} is not an instant; give epoch milliseconds UTC`);
    }
    const previous = copy[row - 1] as number;
    if (row > 0 && time === previous) {
      throw new RangeError(
        `${owner}: time ${isoTime(time)} at row ${row} is a duplicate of the row before; keep one of them`,
      );
    }
    if (row > 0 && time < previous) {
      throw new RangeError(
        `${owner}: time ${isoTime(time)} at row ${row} is before ${isoTime(previous)}; sort by time`,
      );
    }
  }
  return copy;
}

/**
 * Values copied into a Float64Array after checking that there is one for each time and none is infinite.
 * @throws {RangeError} naming `owner` and the lengths, or the first offending row and its value
 */
export function checkValues(values: ArrayLike<number>, times: Float64Array, owner: string): Float64Array {
  if (values.length !== times.length) {
    throw new RangeError(
      `${owner}: ${values.length} values for ${times.length} times; give one for each, NaN for a gap`,
    );
  }
  const copy = Float64Array.from(values);
  for (let row = 0; row < copy.length; row++) {
    const value = copy[row] as number;
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new RangeError(
        `${owner}: value ${value} at row ${row} (${isoTime(times[row] as number)}) is infinite; use NaN for a gap`,
      );
    }
  }
  return copy;
}

/** @throws {RangeError} if `unit` is not one of the known ones, which it names */
export function checkUnit(unit: Unit, owner: string): void {
  if (!units.includes(unit)) throw new RangeError(`${owner}: unknown unit "${unit}"; known: ${units.join(", ")}`);
}
