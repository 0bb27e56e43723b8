import fc from "fast-check";
import type { SweepData } from "../../../lib/backtest/sweep/strategies/fused-strategy.js";
import { Series } from "../../../lib/series/series.js";
import { candlesOf, fundingOf } from "../candles-of.js";

/** One hour: gap at the open, move to the close, upper and lower wick as factors, and the rate settled at its end. */
const hour = fc.record({
  gap: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0.93, max: 1.07, noNaN: true })),
  // Equal closes, and now and then one that ruins a short.
  move: fc.oneof(
    { weight: 12, arbitrary: fc.double({ min: 0.9, max: 1.12, noNaN: true }) },
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(0.3, 0.6, 1.9, 2.2, 3) },
  ),
  up: fc.double({ min: 1, max: 1.2, noNaN: true }),
  down: fc.double({ min: 0.8, max: 1, noNaN: true }),
  rate: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
});

/** Random hours of a market, with funding settled every hour or not at all. */
export const randomMarket: fc.Arbitrary<SweepData> = fc
  .record({ hours: fc.array(hour, { minLength: 1, maxLength: 90 }), isFunded: fc.boolean() })
  .map(({ hours, isFunded }) => {
    let price = 100;
    const candles = candlesOf(
      hours.map(({ gap, move, up, down }) => {
        const open = price * gap;
        const close = open * move;
        price = close;
        return [open, Math.max(open, close) * up, Math.min(open, close) * down, close];
      }),
    );
    if (!isFunded) return { candles };
    return { candles, funding: fundingOf(Object.fromEntries(hours.map(({ rate }, index) => [index + 1, rate]))) };
  });

/** The same numbers at each call: T closes of a seeded random walk, a linear congruential generator modulo 2³². */
export function walk(T: number, seed: number, step = 0.02): Float64Array {
  let state = seed;
  let price = 100;
  return Float64Array.from({ length: T }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    price *= 1 + step * (state / 2 ** 32 - 0.5);
    return price;
  });
}

/** Candles that open at the close before and have no wicks. */
export function walkData(T: number, seed = 1, step = 0.02): SweepData {
  const closes = walk(T, seed, step);
  const times = Float64Array.from(closes, (_, row) => (row + 1) * 3_600_000);
  const opens = closes.map((close, row) => closes[row - 1] ?? close);
  const column = (name: string, values: Float64Array): Series =>
    new Series(times, values, name, "price", { asset: "BTC" });
  return {
    candles: {
      times,
      intervalMs: 3_600_000,
      open: column("open", opens),
      high: column(
        "high",
        closes.map((close, row) => Math.max(close, opens[row])),
      ),
      low: column(
        "low",
        closes.map((close, row) => Math.min(close, opens[row])),
      ),
      close: column("close", closes),
    },
  };
}
