import type { Candles } from "../../series/candles.js";
import { isoTime } from "../../series/time.js";
import type { BarColumns } from "./leg-state.js";

/** The rows of an account. */
export interface AccountGrid {
  /** Bar ends, T. */
  readonly times: Float64Array;
  readonly intervalMs: number;
}

/**
 * Columns of candles on the rows of the account, NaN where they have none; the arrays themselves where the rows
 * agree.
 */
export function barColumns({ times, open, high, low, close }: Candles, grid: AccountGrid): BarColumns {
  const offset = rowOffset(times, grid);
  const place = (values: Float64Array): Float64Array => onRows(values, offset, grid.times.length, Number.NaN);
  return { open: place(open.values), high: place(high.values), low: place(low.values), close: place(close.values) };
}

/** Row of the account at which rows with these times begin. */
export function rowOffset(times: Float64Array, grid: AccountGrid): number {
  return times.length === 0 ? 0 : Math.round((times[0] - grid.times[0]) / grid.intervalMs);
}

/** Values from row `offset` on, `filler` elsewhere; the same array where they are on those rows already. */
export function onRows(values: Float64Array, offset: number, T: number, filler: number): Float64Array {
  if (offset === 0 && values.length === T) return values;
  const placed = new Float64Array(T).fill(filler);
  placed.set(values.subarray(Math.max(0, -offset), Math.max(0, T - offset)), Math.max(0, offset));
  return placed;
}

/**
 * 1 where a bar has all four prices, 0 where one is missing.
 * @throws {RangeError} at the first price that is not above 0
 */
export function presentBars({ open, high, low, close }: BarColumns, { times }: AccountGrid, owner: string): Uint8Array {
  const present = new Uint8Array(times.length);
  for (let row = 0; row < present.length; row++) {
    if (open[row] > 0 && high[row] > 0 && low[row] > 0 && close[row] > 0) {
      present[row] = 1;
      continue;
    }
    // NaN if any of them is: a missing bar.
    const least = Math.min(open[row], high[row], low[row], close[row]);
    if (least <= 0) {
      throw new RangeError(
        `${owner}: price ${least} at row ${row} (${isoTime(times[row])}) is not above 0; use NaN for a missing bar`,
      );
    }
  }
  return present;
}

/** f(price) of each column: −1 / price of an inverse contract; of a linear one the same arrays. */
export function valueColumns(prices: BarColumns, isInverse: boolean): BarColumns {
  if (!isInverse) return prices;
  const value = (column: Float64Array): Float64Array => column.map((price) => -1 / price);
  return { open: value(prices.open), high: value(prices.high), low: value(prices.low), close: value(prices.close) };
}
