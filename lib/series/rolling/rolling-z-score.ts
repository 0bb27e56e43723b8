import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { rollingMoments } from "./rolling-moments.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";

/**
 * How many standard deviations each value is from the mean of the last `window` rows, itself among them:
 * (x − mean) / std, with n − 1 in std; unit `score`. NaN where x is missing or all in the window are equal.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * Since the value is in its own window, its size is at most (n − 1) / sqrt(n).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingZScore<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingZScore");
  return mapColumns(data, ({ values }) => rollingMoments(values, window, minCount, "zScore"), { unit: "score" });
}
