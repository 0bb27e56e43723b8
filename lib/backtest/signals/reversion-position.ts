import { Series } from "../../series/series.js";
import { heldSide } from "./held-side.js";

/** Options of `reversionPosition` and `divergenceMomentum`, in standard deviations. */
export interface ReversionOptions {
  /** Distance from the mean at which a position is entered. Default 2. */
  readonly enter?: number;
  /** Distance at which it is left; below `enter`, or else it would flicker. Default 0.5. */
  readonly leave?: number;
}

/**
 * Bets that a score returns to its mean: −1 once z ≥ enter, 1 once z ≤ −enter, and 0 again once |z| ≤ leave or z has
 * changed sign; in between the position is kept. Which side of the price a high score favours is a hypothesis: negate
 * the score for the opposite one. A gap in the score is a gap in the position, and what was held is forgotten.
 * @param zScore score at T bar ends, unit `score`, such as a column of the divergence's z-score
 * @returns target exposure −1, 0 or 1, unit `fraction`, T rows, with the score's delay
 * @throws {RangeError} unless 0 ≤ leave < enter
 */
export function reversionPosition(zScore: Series, { enter = 2, leave = 0.5 }: ReversionOptions = {}): Series {
  const { times, values, name, identity } = zScore;
  const position = heldSide(values, { enter, leave }, -1, "reversionPosition");
  return new Series(times, position, `reversion of ${name} at ${enter}/${leave}`, "fraction", identity);
}
