import { checkRange } from "../../series/check.js";
import { checkSeries } from "../../series/check-series.js";
import { indexOfTime } from "../../series/search.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";

/** When a size that moves from bar to bar is taken up. */
export type Resize = "every bar" | "on change";

/**
 * position × size, row by row. A flat position is 0 at any size, a missing one too; a size that is missing while a
 * position is wanted is a missing decision, NaN and never 0.
 * @param sizes one for each row of the position
 * @param resize `on change` keeps the size of the row at which the position took its present value, missing or not
 */
export function sizedValues(position: Series, sizes: Float64Array, resize: Resize = "every bar"): Float64Array {
  const values = new Float64Array(position.length);
  let size = Number.NaN;
  let before = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const wanted = position.values[row];
    if (resize === "every bar" || wanted !== before) size = sizes[row];
    before = wanted;
    values[row] = wanted === 0 ? 0 : wanted * size;
  }
  return values;
}

/**
 * Row of the bar that ends at each time of a position.
 * @throws {TypeError} if the position is not in unit `fraction`
 * @throws {RangeError} at the first time that is no bar end
 */
export function barRows(position: Series, ends: Float64Array, owner: string): Int32Array {
  checkFraction(position, owner);
  return Int32Array.from(position.times, (time, row) => {
    const bar = indexOfTime(ends, time);
    if (bar >= 0) return bar;
    throw new RangeError(
      `${owner}: position time ${isoTime(time)} at row ${row} is not the end of any bar; align it to the candles`,
    );
  });
}

/** @throws {TypeError} if the position is no series, or not in unit `fraction` */
export function checkFraction(position: Series, owner: string): void {
  checkSeries(position, "position", owner);
  if (position.unit === "fraction") return;
  throw new TypeError(
    `${owner}: position "${position.name}" has unit ${position.unit}; give a side or a fraction of equity, unit fraction`,
  );
}

/** @throws {RangeError} if the number is not finite and above 0 */
export function checkAbove0(value: number, what: string, owner: string): void {
  checkRange(value, what, value > 0 && value < Number.POSITIVE_INFINITY, "a number above 0", owner);
}
