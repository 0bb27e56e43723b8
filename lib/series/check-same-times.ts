import { isoTime } from "./time.js";

/**
 * Checks that two inputs share their times.
 * @throws {RangeError} naming `owner`, and the lengths or the first row that differs
 */
export function checkSameTimes(first: Float64Array, second: Float64Array, owner: string): void {
  if (first === second) return;
  if (first.length !== second.length) {
    throw new RangeError(`${owner}: inputs of ${first.length} and ${second.length} rows; align them first`);
  }
  for (let row = 0; row < first.length; row++) {
    if (first[row] !== second[row]) {
      throw new RangeError(
        `${owner}: row ${row} is at ${isoTime(first[row])} in one input and at ${isoTime(second[row])} in the other; align them first`,
      );
    }
  }
}
