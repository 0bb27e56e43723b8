import { checkWindow, type RollingOptions } from "../../series/rolling/rolling-options.js";
import { rollingZScore } from "../../series/rolling/rolling-z-score.js";
import type { Series } from "../../series/series.js";
import { type ReversionOptions, reversionPosition } from "./reversion-position.js";

/** Options of `zScoreReversion`. */
export interface ZScoreReversionOptions extends ReversionOptions, RollingOptions {
  /** Rows of the trailing mean and deviation, the row itself among them. Default 100. */
  readonly window?: number;
}

/**
 * Bets that a level returns to its trailing mean: `reversionPosition` of its `rollingZScore`. Of a price it is the usual
 * baseline that a reversion of open interest should beat.
 * NaN where the window lacks values, and where all in it are equal.
 * @param level at T bar ends, any unit, such as the close
 * @returns target exposure −1, 0 or 1, unit `fraction`, T rows, with the level's delay
 * @throws {RangeError} unless 0 ≤ leave < enter, or if `window` or `minCount` is no number of rows
 */
export function zScoreReversion(
  level: Series,
  { window = 100, minCount = window, ...distances }: ZScoreReversionOptions = {},
): Series {
  checkWindow(window, minCount, "zScoreReversion");
  const position = reversionPosition(rollingZScore(level, window, { minCount }), distances);
  const { enter = 2, leave = 0.5 } = distances;
  const name = `reversion of ${level.name} over ${window} rows at ${enter}/${leave}`;
  return position.with(position.values, { name });
}
