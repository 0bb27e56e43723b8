import type { Cascades } from "../../analytics/cascades/cascades.js";
import { checkCount } from "../../series/check.js";
import { Series } from "../../series/series.js";

/** Options of `cascadeRebound`. */
export interface CascadeReboundOptions {
  /** Bars for which a rebound is held. Default 24. */
  readonly maxBars?: number;
  /**
   * Whether it is left earlier once the open interest has regained the part of its loss that `cascades` was asked for,
   * and that is known. Default false.
   */
  readonly untilRecovered?: boolean;
}

/**
 * Bets that the price comes back after a cascade: long after longs were forced out, short after shorts were. Entered at
 * the first row detected, which is when an event is known, and held for `maxBars` bars; the next event starts anew.
 * The hypothesis: forced orders push the price beyond where it belongs, and it returns once they are done.
 *
 * Of the events only what is known is used. Rows detected within `horizon` of one another are one event, of the side of
 * the first. Its trough is settled `horizon` rows after its last row detected, and its recovery is acted upon from then on
 * at the earliest, though its `recoveredAt` may lie before.
 *
 * A row that cannot be told is NaN, unless a rebound is held: that was decided before, and its bars count on.
 * @param found result of `cascades` on T bar ends
 * @returns target exposure −1, 0 or 1, unit `fraction`, T rows, with the delay of what it was found in
 * @throws {RangeError} if `maxBars` is not a whole number of at least 1
 */
export function cascadeRebound(
  { times, codes, horizon, events, openInterestChange }: Cascades,
  { maxBars = 24, untilRecovered = false }: CascadeReboundOptions = {},
): Series {
  checkCount(maxBars, "maxBars", "cascadeRebound");
  const position = new Float64Array(codes.length);
  let event = -1;
  let lastDetected = Number.NEGATIVE_INFINITY;
  let entered = 0;
  let side = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code > 0) {
      if (row - lastDetected > horizon) {
        event++;
        entered = row;
        side = code === 1 ? 1 : -1;
      }
      lastDetected = row;
    }
    if (side !== 0) {
      const isSettled = row - lastDetected >= horizon;
      const isRecovered = untilRecovered && isSettled && times[row] >= (events[event].recoveredAt ?? Number.NaN);
      if (isRecovered || row - entered >= maxBars) side = 0;
    }
    position[row] = code < 0 && side === 0 ? Number.NaN : side;
  }
  const name = `cascade rebound of ${maxBars} bars${untilRecovered ? ", until recovered" : ""}`;
  return new Series(times, position, name, "fraction", openInterestChange.identity);
}
