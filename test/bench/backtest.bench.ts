import { bench, describe } from "vitest";
import { backtest } from "../../lib/backtest/engine/backtest.js";
import type { Candles } from "../../lib/series/candles.js";
import { Series } from "../../lib/series/series.js";
import { hourMs } from "../../lib/series/time.js";

/*
 * A million hourly bars, the target changing sign about every hundred bars, fees, slippage and funding every 8 hours.
 * The peer keeps an object for each bar and each result, as a first version is written, and computes less: equity and
 * its total, without trades, returns, drawdown or measures.
 */
const T = 1_000_000;
const { candles, position, funding } = market();

interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly target: number;
}
const bars: Bar[] = Array.from({ length: T }, (_, row) => ({
  time: candles.times[row],
  open: candles.open.values[row],
  high: candles.high.values[row],
  low: candles.low.values[row],
  close: candles.close.values[row],
  target: position.values[row],
}));
const rates = new Map<number, number>(Array.from(funding.times, (time, row) => [time, funding.values[row]]));

describe("a million bars with costs and funding", () => {
  bench("backtest with all measures", () => {
    backtest(position, candles, { funding });
  });
  bench("an object for each bar", () => {
    objectPerBar();
  });
});

function objectPerBar(): { time: number; equity: number; units: number }[] {
  const rows: { time: number; equity: number; units: number }[] = [];
  let cash = 10_000;
  let units = 0;
  let held = 0;
  bars.forEach((bar, row) => {
    const wanted = bars[row - 1]?.target ?? 0;
    if (wanted !== held) {
      const price = bar.open * (wanted > held ? 1.0002 : 0.9998);
      const next = (wanted * (cash + units * bar.open)) / price;
      cash -= (next - units) * price + Math.abs(next - units) * price * 0.0005;
      units = next;
      held = wanted;
    }
    const rate = rates.get(bar.time);
    if (rate !== undefined) cash -= units * bar.close * rate;
    rows.push({ time: bar.time, equity: cash + units * bar.close, units });
  });
  return rows;
}

/** A seeded random walk. */
function market(): { candles: Candles; position: Series; funding: Series } {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const times = Float64Array.from({ length: T }, (_, row) => (row + 1) * hourMs);
  const [open, high, low, close, target] = Array.from({ length: 5 }, () => new Float64Array(T));
  let price = 50_000;
  let side = 1;
  for (let row = 0; row < T; row++) {
    open[row] = price;
    price *= 1 + 0.004 * (random() - 0.5);
    close[row] = price;
    high[row] = Math.max(open[row], price) * 1.0005;
    low[row] = Math.min(open[row], price) * 0.9995;
    if (random() < 0.01) side = -side;
    target[row] = side;
  }
  const prices = [open, high, low, close].map((values) => new Series(times, values, "price", "price"));
  const settlementTimes = Float64Array.from({ length: T / 8 }, (_, row) => (row + 1) * 8 * hourMs);
  const settlementRates = settlementTimes.map(() => 0.0002 * (random() - 0.5));
  return {
    candles: { times, intervalMs: hourMs, open: prices[0], high: prices[1], low: prices[2], close: prices[3] },
    position: new Series(times, target, "signal", "fraction"),
    funding: new Series(settlementTimes, settlementRates, "funding", "fraction"),
  };
}
