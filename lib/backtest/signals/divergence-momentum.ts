import { Series } from "../../series/series.js";
import { heldSide } from "./held-side.js";
import type { ReversionOptions } from "./reversion-position.js";

/**
 * Bets that a score goes on: 1 once z ≥ enter, −1 once z ≤ −enter, and 0 again once |z| ≤ leave or z has changed sign;
 * in between the position is kept. It is `reversionPosition` the other way round.
 * The hypothesis: where open interest builds at one venue and not at the others, whoever builds it knows something and
 * is long. Each contract has a long and a short, so that nothing in the data says which; try both ways and count both.
 * A gap in the score is a gap in the position, and what was held is forgotten.
 * @param zScore score at T bar ends, unit `score`, such as a column of the divergence's z-score
 * @returns target exposure −1, 0 or 1, unit `fraction`, T rows, with the score's delay
 * @throws {RangeError} unless 0 ≤ leave < enter
 */
export function divergenceMomentum(zScore: Series, { enter = 2, leave = 0.5 }: ReversionOptions = {}): Series {
  const { times, values, name, identity } = zScore;
  const position = heldSide(values, { enter, leave }, 1, "divergenceMomentum");
  return new Series(times, position, `momentum of ${name} at ${enter}/${leave}`, "fraction", identity);
}
