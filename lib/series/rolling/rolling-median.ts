import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { slidingQuantiles } from "./rolling-quantile.js";

/**
 * Median of the present values in the last `window` rows, the current one included: the middle one in rising order, or the
 * mean of the two middle ones; in the unit of x.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * Cost: T × log window.
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingMedian<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingMedian");
  return mapColumns(data, ({ values }) => slidingQuantiles(values, window, minCount, 0.5));
}
