import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { rollingExtremes } from "./rolling-extremes.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";

/**
 * Largest of the present values in the last `window` rows, the current one included, in the unit of x.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingMax<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingMax");
  return mapColumns(data, ({ values }) => rollingExtremes(values, window, minCount, -1));
}
