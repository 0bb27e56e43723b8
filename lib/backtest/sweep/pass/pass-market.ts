import type { Candles } from "../../../series/candles.js";
import type { Settlements } from "../../engine/settlements.js";
import { sharedCopy, sharedFloats } from "./shared.js";

/** Rows in a block whose extremes are known beforehand. */
export const blockRows = 256;

/** What the next-open pass reads, prepared once for all combinations; arrays of length T unless stated. */
export interface PassMarket {
  /** Bar ends. */
  readonly times: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Lowest and highest price of each block of `blockRows` rows. */
  readonly blockLow: Float64Array;
  readonly blockHigh: Float64Array;
  /** Row at whose end each settlement falls, rising; length as settlements. */
  readonly settlementRows: Int32Array;
  readonly settlementTimes: Float64Array;
  /** NaN where it is missing. */
  readonly rates: Float64Array;
}

/** Candles without a missing bar, in memory that threads share. */
export function passMarket({ times, open, high, low, close }: Candles, { times: at, rates }: Settlements): PassMarket {
  const blocks = Math.ceil(times.length / blockRows);
  const [blockLow, blockHigh] = [sharedFloats(blocks), sharedFloats(blocks)];
  for (let block = 0; block < blocks; block++) {
    let lowest = Number.POSITIVE_INFINITY;
    let highest = 0;
    const end = Math.min(times.length, (block + 1) * blockRows);
    for (let row = block * blockRows; row < end; row++) {
      lowest = Math.min(lowest, open.values[row], low.values[row], close.values[row]);
      highest = Math.max(highest, open.values[row], high.values[row], close.values[row]);
    }
    blockLow[block] = lowest;
    blockHigh[block] = highest;
  }
  const settlementRows = new Int32Array(new SharedArrayBuffer(4 * at.length));
  let row = 0;
  for (let settlement = 0; settlement < at.length; settlement++) {
    while (row < times.length && times[row] < at[settlement]) row++;
    settlementRows[settlement] = row;
  }
  return {
    times: sharedCopy(times),
    open: sharedCopy(open.values),
    high: sharedCopy(high.values),
    low: sharedCopy(low.values),
    close: sharedCopy(close.values),
    blockLow,
    blockHigh,
    settlementRows,
    settlementTimes: sharedCopy(at),
    rates: sharedCopy(rates),
  };
}
