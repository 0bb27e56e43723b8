import type { Panel } from "../../series/panel.js";
import { checkWindow, type RollingOptions } from "../../series/rolling/rolling-options.js";
import { rollingZScore } from "../../series/rolling/rolling-z-score.js";
import { Series } from "../../series/series.js";
import { heldSide } from "./held-side.js";
import { type ShareGainOptions, shareGain } from "./share-gain.js";

/** Options of `shareMigrationPosition`. */
export interface ShareMigrationPositionOptions extends ShareGainOptions, RollingOptions {
  /** Rows that say what gain is usual, the row itself among them. Default 100. */
  readonly window?: number;
  /** Standard deviations from the usual gain at which a position is entered. Default 1. */
  readonly enter?: number;
  /** Those at which it is left. Default 0: once the gain is on the other side of the usual one. */
  readonly leave?: number;
}

/**
 * Follows the venues that gain share: long once the z-score of `shareGain` is ≥ enter, short once it is ≤ −enter, flat
 * again once it is within `leave` or has changed sign.
 * The hypothesis: who moves first trades at the named venues (a regulated one for institutions, say), and their opening
 * positions there means that they buy. Name the other columns instead for the opposite bet: their gain is the negative.
 * A venue that is closed at weekends gains and loses share then by what the others do.
 * A row without a gain, or with too few in its window, is NaN, and what was held is forgotten.
 * @param oi open interest, N columns × T bar ends, NaN where not reported
 * @param gainers one column or several, fewer than all
 * @returns target exposure −1, 0 or 1, unit `fraction`, T rows, with the longest delay of the columns
 * @throws {RangeError} as `shareGain` does, unless 0 ≤ leave < enter, or if `window` or `minCount` is no number of rows
 */
export function shareMigrationPosition(
  oi: Panel,
  gainers: string | readonly string[],
  { window = 100, minCount = window, enter = 1, leave = 0, ...changes }: ShareMigrationPositionOptions = {},
): Series {
  checkWindow(window, minCount, "shareMigrationPosition");
  const gain = shareGain(oi, gainers, changes);
  const { values } = rollingZScore(gain, window, { minCount });
  const position = heldSide(values, { enter, leave }, 1, "shareMigrationPosition");
  const name = `following the ${gain.name} over ${window} rows at ${enter}/${leave}`;
  return new Series(gain.times, position, name, "fraction", gain.identity);
}
