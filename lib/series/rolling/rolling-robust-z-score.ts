import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";
import { medianDeviation, type SortedWindow, slide, windowMedian } from "./sorted-window.js";

/**
 * Median absolute deviations of normal values in one standard deviation: 1 / Φ⁻¹(3/4), to the digits in use.
 * Source: P. J. Rousseeuw and C. Croux, Alternatives to the Median Absolute Deviation, 1993, section 1.
 */
export const madScale = 1.4826;

/**
 * How many robust standard deviations each value is from the median of the last `window` rows, itself among them:
 * (x − median) / (1.4826 × MAD), where MAD is the median absolute deviation about that median; unit `score`. For normal
 * values it is on the scale of `rollingZScore`, but a few extreme ones among them move it little: it has no upper bound.
 * NaN where x is missing, and where the MAD is 0, as it is once more than half of the window are equal.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * Cost: T × (log window + a block move within the window).
 * Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, 1993, eq. for M, with 1 / 1.4826 for 0.6745.
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingRobustZScore<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingRobustZScore");
  return mapColumns(data, ({ values }) => scores(values, window, minCount), { unit: "score" });
}

function scores(values: Float64Array, window: number, minCount: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const held: SortedWindow = { sorted: new Float64Array(Math.min(window, values.length)), count: 0 };
  for (let row = 0; row < values.length; row++) {
    slide(held, row < window ? Number.NaN : values[row - window], values[row]);
    if (held.count < minCount) continue;
    const median = windowMedian(held);
    const score = (values[row] - median) / (madScale * medianDeviation(held, median));
    // False for 0 / 0, for x / 0 and for a missing x.
    if (Math.abs(score) < Number.POSITIVE_INFINITY) result[row] = score;
  }
  return result;
}
