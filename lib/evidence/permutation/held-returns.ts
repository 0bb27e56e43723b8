import type { Candles } from "../../series/candles.js";
import { Series } from "../../series/series.js";
import { checkNumbers } from "../../statistics/check-numbers.js";

/** Positions and the returns they earn, row by row, without gaps. */
export interface HeldReturns {
  /** Position held over each row. */
  readonly position: Float64Array;
  /** Simple return of what is traded over the same row. */
  readonly returns: Float64Array;
  /** Rows that lack either and were left out; the rows beside one are taken as neighbours. */
  readonly leftOut: number;
}

/**
 * Pairs each position with the return it earns.
 *
 * - Arrays of T: position[t − 1] with return[t], the position of a bar's end with the return of the next bar.
 * - A series with candles: the position last decided and known (its time + `identity.delayMs`) when a bar opens, with
 *   the return from that open to the next one, the last to its close.
 *
 * @throws {TypeError} naming `owner`, if candles come without a series, or anything else that is no array of
 *   numbers, such as a series of returns: give its values
 * @throws {RangeError} naming `owner`, if arrays differ in length, or at the first infinite value
 */
export function heldReturns(
  position: ArrayLike<number> | Series,
  market: ArrayLike<number> | Candles,
  owner: string,
): HeldReturns {
  if (isCandles(market)) {
    if (position instanceof Series) return paired(knownAtOpens(position, market), opens(market), owner);
    throw new TypeError(`${owner}: positions without times cannot be matched with candles; give a Series`);
  }
  const decided = position instanceof Series ? position.values : position;
  checkNumbers(decided, owner, "position");
  checkNumbers(market, owner, "return");
  if (decided.length !== market.length) {
    throw new RangeError(`${owner}: ${decided.length} positions for ${market.length} returns; give one for each row`);
  }
  const held = new Float64Array(decided.length).fill(Number.NaN);
  for (let t = 1; t < held.length; t++) held[t] = decided[t - 1];
  return paired(held.subarray(1), Float64Array.from(market).subarray(1), owner);
}

function isCandles(market: ArrayLike<number> | Candles): market is Candles {
  return typeof market === "object" && market !== null && "open" in market;
}

function paired(held: Float64Array, returns: Float64Array, owner: string): HeldReturns {
  const position = new Float64Array(held.length);
  const earned = new Float64Array(held.length);
  let n = 0;
  for (let row = 0; row < held.length; row++) {
    const sum = held[row] + returns[row];
    if (sum === Number.POSITIVE_INFINITY || sum === Number.NEGATIVE_INFINITY) {
      throw new RangeError(
        `${owner}: position ${held[row]} with return ${returns[row]} at pair ${row} is infinite; use NaN for a gap`,
      );
    }
    if (sum !== sum) continue;
    position[n] = held[row];
    earned[n++] = returns[row];
  }
  return { position: position.slice(0, n), returns: earned.slice(0, n), leftOut: held.length - n };
}

function knownAtOpens(position: Series, { times, intervalMs }: Candles): Float64Array {
  const { delayMs = 0 } = position.identity;
  const held = new Float64Array(times.length).fill(Number.NaN);
  let next = 0;
  for (let row = 0; row < times.length; row++) {
    const open = times[row] - intervalMs;
    while (next < position.length && position.times[next] + delayMs <= open) next++;
    if (next > 0) held[row] = position.values[next - 1];
  }
  return held;
}

function opens({ open: { values: open }, close: { values: close } }: Candles): Float64Array {
  const last = open.length - 1;
  return Float64Array.from(open, (price, row) => ((row < last ? open[row + 1] : close[row]) - price) / price);
}
