import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { rollingMoments } from "./rolling-moments.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";

/**
 * Mean of the present values in the last `window` rows, the current one included: sum of x / n, in the unit of x.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingMean<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingMean");
  return mapColumns(data, ({ values }) => rollingMoments(values, window, minCount, "mean"));
}
