import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { rollingMoments } from "./rolling-moments.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";

/**
 * Sample standard deviation of the present values in the last `window` rows, the current one included:
 * sqrt(sum of (x − mean)² / (n − 1)), in the unit of x; exactly 0 where all are equal, NaN where there is only one.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingStd<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingStd");
  return mapColumns(data, ({ values }) => rollingMoments(values, window, minCount, "std"));
}
