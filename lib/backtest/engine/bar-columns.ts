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

/** Relative room for the rounding of prices that were computed, as averages or quotients are. */
const rounding = 1e-9;

/**
 * 1 where a bar has all four prices, 0 where one is missing.
 * @param what the prices are called in messages: "candles", "mark candles"
 * @throws {RangeError} at the first price that is infinite or not above 0, and at the first bar whose open or close lies above its
 *   high or below its low by more than 1e-9 of them
 */
export function presentBars(prices: BarColumns, { times }: AccountGrid, what: string, owner: string): Uint8Array {
  const { open, high, low, close } = prices;
  const present = new Uint8Array(times.length);
  for (let row = 0; row < present.length; row++) {
    const top = high[row];
    const bottom = low[row];
    const first = open[row];
    const last = close[row];
    // False as well where any of them is NaN.
    const isIn = bottom > 0 && bottom <= first && bottom <= last && first <= top && last <= top;
    if (isIn && top < Number.POSITIVE_INFINITY) present[row] = 1;
    else present[row] = isBar(first, top, bottom, last, row, times[row], what, owner) ? 1 : 0;
  }
  return present;
}

/** Whether a bar that is not plainly one has all of its prices; it may be off by rounding. */
function isBar(
  open: number,
  high: number,
  low: number,
  close: number,
  row: number,
  time: number,
  what: string,
  owner: string,
): boolean {
  // NaN if any of them is: a missing bar.
  const least = Math.min(open, high, low, close);
  if (least !== least) return false;
  const place = `at row ${row} (${isoTime(time)})`;
  if (least <= 0) {
    throw new RangeError(`${owner}: price ${least} ${place} is not above 0; use NaN for a missing bar`);
  }
  if (Math.max(open, high, low, close) === Number.POSITIVE_INFINITY) {
    throw new RangeError(`${owner}: a price of the ${what} ${place} is infinite; use NaN for a missing bar`);
  }
  if (Math.max(open, close) <= high * (1 + rounding) && Math.min(open, close) >= low * (1 - rounding)) return true;
  throw new RangeError(
    `${owner}: open ${open}, high ${high}, low ${low}, close ${close} of the ${what} ${place} are no bar; repair it, or give NaN for a missing one`,
  );
}

/** f(price) of each column: −1 / price of an inverse contract; of a linear one the same arrays. */
export function valueColumns(prices: BarColumns, isInverse: boolean): BarColumns {
  if (!isInverse) return prices;
  const value = (column: Float64Array): Float64Array => column.map((price) => -1 / price);
  return { open: value(prices.open), high: value(prices.high), low: value(prices.low), close: value(prices.close) };
}
