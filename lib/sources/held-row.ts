import { indexOfTime } from "../series/search.js";

/**
 * Row of the value that a bar ending at `end` holds, where bars take the last value: the last row up to then with one.
 * @param values of `times`, one of which at least is present up to `end`
 * @param times a regular grid that holds `end`
 */
export function heldRow(values: Float64Array, times: Float64Array, end: number): number {
  let row = indexOfTime(times, end);
  while (Number.isNaN(values[row])) row--;
  return row;
}
