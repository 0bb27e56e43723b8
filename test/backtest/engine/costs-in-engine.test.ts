import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BacktestOptions, backtest } from "../../../lib/backtest/engine/backtest.js";
import type { Candles } from "../../../lib/series/candles.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { closeTo, flatCandles, positionOf } from "../candles-of.js";

const rich: BacktestOptions = { initialEquity: 1e7, maxLeverage: 10 };
const coins = (values: readonly number[]): Series =>
  series({ times: values.map((_, row) => (row + 1) * hourMs), values, name: "signal", unit: "base" });

const move = fc.double({ min: 0.9, max: 1.1, noNaN: true });
const wanted = fc.constantFrom(-20, -5, 0, 0, 5, 10, 20);
const rows = fc.array(fc.tuple(move, move, wanted), { minLength: 2, maxLength: 30 });
type Rows = readonly (readonly [number, number, number])[];

function market(list: Rows, scale = 1): { candles: Candles; position: Series } {
  let price = 100 * scale;
  const bars = list.map(([gap, change]) => {
    const open = price * gap;
    price = open * change;
    return [open, price] as const;
  });
  return { candles: flatCandles(...bars), position: coins(list.map(([, , units]) => units)) };
}

describe("fees", () => {
  // 100 coins bought at 100 and sold at 110: 10,000 and 11,000 of notional. 5 bps and 1 on top: 6 and 6.5; at least
  // 6.2: 6.2.
  test("have a fixed part and a minimum for each fill", () => {
    const candles = flatCandles([100, 100], [100, 110], [110, 110]);
    const result = backtest(coins([100, 0]), candles, {
      ...rich,
      slippageBps: 0,
      fees: { takerBps: 5, fixed: 1, minimum: 6.2 },
    });
    closeTo(
      result.orders.map(({ fee }) => fee),
      [6.2, 6.5],
    );
    expect(result.costs.fees).toBeCloseTo(12.7, 9);
    closeTo(result.equity.values, [1e7, 1e7 + 1000 - 6.2, 1e7 + 1000 - 12.7], 6);
  });

  test("double with their rate while units do not depend on equity, and nothing else changes", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { candles, position } = market(list);
        const run = (takerBps: number): ReturnType<typeof backtest> =>
          backtest(position, candles, { ...rich, slippageBps: 3, fees: { takerBps } });
        const [once, twice] = [run(4), run(8)];
        expect(Math.abs(twice.costs.fees - 2 * once.costs.fees)).toBeLessThanOrEqual(1e-9);
        expect([twice.costs.gross, twice.costs.slippage]).toEqual([once.costs.gross, once.costs.slippage]);
        expect(once.costs.fees > 0).toBe(once.orders.length > 0);
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  test("of all fills add up to those of the result, each by the schedule", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { candles, position } = market(list);
        const result = backtest(position, candles, { ...rich, fees: { takerBps: 4, fixed: 0.1, minimum: 0.5 } });
        let sum = 0;
        for (const { fee, notional } of result.orders) {
          expect(fee).toBeCloseTo(Math.max(0.5, notional * 4e-4 + 0.1), 9);
          sum += fee;
        }
        expect(result.costs.fees).toBeCloseTo(sum, 8);
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  test("are not charged where nothing is traded, fixed ones neither", () => {
    const { candles } = market([
      [1, 1.05, 0],
      [1, 0.9, 0],
    ]);
    const result = backtest(coins([0, 0]), candles, { ...rich, fees: { fixed: 5, minimum: 9 } });
    expect([result.costs.fees, result.orders.length]).toEqual([0, 0]);
    expect([...result.equity.values]).toEqual([1e7, 1e7]);
  });

  test("and basis points are not given twice", () => {
    const { candles } = market([[1, 1, 0]]);
    expect(() => backtest(coins([0]), candles, { feeBps: 5, fees: { takerBps: 5 } })).toThrow(/feeBps/);
    expect(() => backtest(coins([0]), candles, { slippageBps: 5, slippage: 5 })).toThrow(/slippageBps/);
  });
});

describe("slippage", () => {
  const flat = (...closes: readonly number[]): Candles =>
    flatCandles(...closes.map((close) => [close, close] as const));

  // Log returns 1 and 3 by the end of row 2: deviation √2; the fill at the open of row 3, decided at the end of row 2.
  test("of volatility is that of the bars before the fill", () => {
    const candles = flat(1, Math.E, Math.E ** 4, Math.E ** 4);
    const result = backtest(coins([0, 0, 10, 10]), candles, {
      ...rich,
      feeBps: 0,
      slippage: { kind: "volatility", multiple: 0.01, window: 2 },
    });
    expect(result.orders).toHaveLength(1);
    expect(result.orders[0].price).toBeCloseTo(Math.E ** 4 * (1 + 0.01 * Math.SQRT2), 9);
    expect(result.costs.slippage).toBeCloseTo(10 * Math.E ** 4 * 0.01 * Math.SQRT2, 9);
  });

  // The same deviation; 40 coins of mean volume, so 10 coins pay half of 0.02 × √2, sold: price × (1 − rate).
  test("of impact rises with the square root of the units of each fill", () => {
    const plain = flat(1, Math.E, Math.E ** 4, Math.E ** 4, Math.E ** 4);
    const { times } = plain;
    const volume = series({ times, values: [1, 30, 50, 7, 7], name: "volume", unit: "base" });
    const slippage = { kind: "impact", coefficient: 0.02, over: "volume", window: 2, bps: 1 } as const;
    const run = (units: number): number => {
      const position = coins([0, 0, -units, -units, -units]);
      return backtest(position, { ...plain, volume }, { ...rich, feeBps: 0, slippage }).orders[0].price / Math.E ** 4;
    };
    expect(run(10)).toBeCloseTo(1 - 1e-4 - 0.02 * Math.SQRT2 * 0.5, 12);
    expect(run(40)).toBeCloseTo(1 - 1e-4 - 0.02 * Math.SQRT2, 12);
  });

  test("of impact over open interest uses the last one known", () => {
    const candles = flat(1, Math.E, Math.E ** 4, Math.E ** 4);
    const openInterest = series({ times: candles.times, values: [1, 1, 1000, 5], name: "oi", unit: "base" });
    const result = backtest(coins([0, 0, 10, 10]), candles, {
      ...rich,
      feeBps: 0,
      openInterest,
      slippage: { kind: "impact", coefficient: 0.01, over: "open interest", window: 2 },
    });
    expect(result.orders[0].price / Math.E ** 4).toBeCloseTo(1 + 0.01 * Math.sqrt(48) * 0.1, 12);
  });

  test("that cannot be known yet keeps an order waiting, and counts it", () => {
    const candles = flat(100, 101, 99, 102, 103);
    const result = backtest(positionOf([1]), candles, { slippage: { kind: "volatility", multiple: 0.1, window: 2 } });
    expect(result.orders.map(({ row }) => row)).toEqual([3]);
    expect(result.counts.unpricedOrders).toBe(2);
  });

  test("never sees the bar of the fill: prices of fills up to row n stay when bars after their opens change", () => {
    const model = { kind: "volatility", multiple: 0.5, window: 3, minCount: 2 } as const;
    fc.assert(
      fc.property(rows, rows, fc.nat(29), (list, other, cut) => {
        const n = Math.min(cut, list.length - 1);
        const run = (each: Rows): ReturnType<typeof backtest> => {
          const { candles, position } = market(each);
          return backtest(position, candles, { ...rich, slippage: model });
        };
        // Bar n keeps its open, all else of it and after is another.
        const changed: Rows = [...list.slice(0, n), [list[n][0], 1.07, list[n][2]], ...other];
        const past = (each: Rows): unknown => run(each).orders.filter(({ row }) => row <= n);
        expect(past(changed)).toEqual(past(list));
      }),
      { seed: 14, numRuns: 150 },
    );
  });

  test("costs scale with prices, and so does all else", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const run = (scale: number): ReturnType<typeof backtest> => {
          const { candles, position } = market(list, scale);
          return backtest(position, candles, {
            ...rich,
            initialEquity: 1e7 * scale,
            slippage: { kind: "volatility", multiple: 0.2, window: 3, minCount: 2 },
          });
        };
        const [plain, scaled] = [run(1), run(64)];
        for (const part of ["gross", "fees", "slippage", "net"] as const) {
          expect(Math.abs(scaled.costs[part] / 64 - plain.costs[part])).toBeLessThan(1e-6);
        }
      }),
      { seed: 15, numRuns: 100 },
    );
  });
});
