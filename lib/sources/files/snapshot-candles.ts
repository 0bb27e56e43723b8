import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";

/**
 * Candles from prices at the ends of bars, for sources that tell nothing of what was between: open is the price before,
 * close the price at the bar's end, high and low the larger and smaller of the two. A bar of which one is missing is
 * missing. What happened inside a bar is not in them, so that highs and lows are too narrow.
 * @param price on a regular grid of bar ends
 */
export function snapshotCandles(price: Series, intervalMs: number): Candles {
  const { times, values } = price;
  const count = values.length;
  const open = new Float64Array(count).fill(Number.NaN);
  const close = new Float64Array(count).fill(Number.NaN);
  const high = new Float64Array(count).fill(Number.NaN);
  const low = new Float64Array(count).fill(Number.NaN);
  for (let row = 1; row < count; row++) {
    const before = values[row - 1] as number;
    const now = values[row] as number;
    if (before !== before || now !== now) continue;
    open[row] = before;
    close[row] = now;
    high[row] = Math.max(before, now);
    low[row] = Math.min(before, now);
  }
  const named = (column: Float64Array, name: string) => price.with(column, { name });
  return {
    times,
    intervalMs,
    open: named(open, "open"),
    high: named(high, "high"),
    low: named(low, "low"),
    close: named(close, "close"),
  };
}
