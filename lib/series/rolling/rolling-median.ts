import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { type SortedWindow, slide, windowMedian } from "./sorted-window.js";

/**
 * Median of the present values in the last `window` rows, the current one included: the middle one in rising order, or the
 * mean of the two middle ones; in the unit of x.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * Cost: T × (log window + a block move within the window).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingMedian<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingMedian");
  return mapColumns(data, ({ values }) => medians(values, window, minCount));
}

function medians(values: Float64Array, window: number, minCount: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const held: SortedWindow = { sorted: new Float64Array(Math.min(window, values.length)), count: 0 };
  for (let row = 0; row < values.length; row++) {
    slide(held, row < window ? Number.NaN : values[row - window], values[row]);
    if (held.count >= minCount) result[row] = windowMedian(held);
  }
  return result;
}
