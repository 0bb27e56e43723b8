/**
 * A copy of the values that are there, in their order: gaps are left out and the rows beside one become neighbours.
 * @param what name of the argument, for the message
 * @throws {RangeError} naming `owner`, at the first infinite value
 * @throws {TypeError} at the first that is no number
 */
export function presentValues(values: ArrayLike<number>, what: string, owner: string): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    if (typeof value !== "number") {
      throw new TypeError(`${owner}: ${what} ${String(value)} at row ${row} is no number; give numbers, NaN for a gap`);
    }
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new RangeError(`${owner}: ${what} ${value} at row ${row} is infinite; use NaN for a gap`);
    }
    kept[n++] = value;
  }
  return kept.slice(0, n);
}
