import type { Candles } from "../../series/candles.js";
import { Series } from "../../series/series.js";

/**
 * A target of 1 at every bar end: fully long from the second bar's open on, the benchmark of a long strategy. Backtest
 * it with the same costs and funding; after a hole in the prices it buys again.
 * @returns exposure, unit `fraction`, on the times of the candles; without a delay, since it needs no data
 */
export function buyAndHold({ times, close }: Candles): Series {
  const { delayMs: _, ...identity } = close.identity;
  return new Series(times, new Float64Array(times.length).fill(1), "buy and hold", "fraction", identity);
}
