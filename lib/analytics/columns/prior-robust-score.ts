import { rollingMad } from "../../series/rolling/rolling-mad.js";
import { rollingMedian } from "../../series/rolling/rolling-median.js";
import { madScale } from "../../series/rolling/rolling-robust-z-score.js";
import type { Series } from "../../series/series.js";

/** Against which rows a value is judged. */
export interface PriorWindow {
  /** Rows judged at once, which are left out of the window: the window of row t ends at t − horizon. */
  readonly horizon: number;
  /** Rows in the window. */
  readonly window: number;
  /** Fewest present values in the window; with fewer the row has no score. */
  readonly minCount: number;
}

/**
 * How many robust standard deviations each value is from what was usual before it:
 * score[t] = (x[t] − median[t−h]) / (1.4826 × MAD[t−h]), with median and median absolute deviation over the `window` rows
 * that end at t−h. What is judged is in neither, so that an extreme value does not widen its own measure. NaN where x is
 * missing, the window has too few values, or its MAD is 0: where nothing has moved, nothing says how far is far.
 * Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, 1993, on a window that lags.
 * @param changes over `horizon` rows each, T rows
 * @returns T scores
 */
export function priorRobustScore(changes: Series, { horizon, window, minCount }: PriorWindow): Float64Array {
  const medians = rollingMedian(changes, window, { minCount }).values;
  const deviations = rollingMad(changes, window, { minCount }).values;
  const scores = new Float64Array(changes.length).fill(Number.NaN);
  for (let t = horizon; t < scores.length; t++) {
    const deviation = madScale * deviations[t - horizon];
    if (deviation > 0) scores[t] = (changes.values[t] - medians[t - horizon]) / deviation;
  }
  return scores;
}
