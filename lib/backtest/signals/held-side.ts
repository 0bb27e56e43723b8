/** When a bet on a score is entered and left. */
export interface EnterLeave {
  /** Distance from 0 at which a position is entered. */
  readonly enter: number;
  /** Distance at which it is left; below `enter`, or else it would flicker. */
  readonly leave: number;
}

/**
 * Side held by a score with hysteresis: that of the score once |score| ≥ enter, and 0 again once |score| ≤ leave or the
 * score has changed sign; in between it is kept. A gap is a gap, and what was held is forgotten.
 * @param direction 1 to follow the score, −1 to bet against it
 * @returns −1, 0 or 1, NaN at a gap, as many as scores; row t depends on rows ≤ t
 * @throws {RangeError} naming `owner`, unless 0 ≤ leave < enter
 */
export function heldSide(
  scores: Float64Array,
  { enter, leave }: EnterLeave,
  direction: 1 | -1,
  owner: string,
): Float64Array {
  if (!(leave >= 0 && leave < enter)) {
    throw new RangeError(`${owner}: leave ${leave} and enter ${enter} do not fit; give 0 ≤ leave < enter`);
  }
  const position = new Float64Array(scores.length);
  let side = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row];
    if (score !== score) {
      side = 0;
      position[row] = Number.NaN;
      continue;
    }
    if (score >= enter) side = 1;
    else if (score <= -enter) side = -1;
    else if (side * score <= leave) side = 0;
    // 0 − x rather than −x, which would give −0.
    position[row] = direction > 0 ? side : 0 - side;
  }
  return position;
}
