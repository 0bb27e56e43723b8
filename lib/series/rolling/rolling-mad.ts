import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { medianDeviation, type SortedWindow, slide, windowMedian } from "./sorted-window.js";

/**
 * Median absolute deviation of the present values in the last `window` rows, the current one included, about their own
 * median: median of |x − median|, each median the middle one or the mean of the two middle ones; in the unit of x.
 * Unscaled: 1.4826 times it estimates the standard deviation of normal values. 0 where more than half are equal.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * Cost: T × (log window + a block move within the window).
 * Source: F. R. Hampel, The Influence Curve and Its Role in Robust Estimation, 1974.
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingMad<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingMad");
  return mapColumns(data, ({ values }) => deviations(values, window, minCount));
}

function deviations(values: Float64Array, window: number, minCount: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const held: SortedWindow = { sorted: new Float64Array(Math.min(window, values.length)), count: 0 };
  for (let row = 0; row < values.length; row++) {
    slide(held, row < window ? Number.NaN : values[row - window], values[row]);
    if (held.count >= minCount) result[row] = medianDeviation(held, windowMedian(held));
  }
  return result;
}
