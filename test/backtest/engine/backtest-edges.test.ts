import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, flatCandles, fundingOf, positionOf } from "../candles-of.js";

describe("edges", () => {
  test("no bars give an empty result, and one bar trades nothing", () => {
    const empty = backtest(positionOf([]), candlesOf([]));
    expect(empty.equity.length).toBe(0);
    expect(empty.measures.totalReturn).toBeNaN();
    expect(empty.measures.exposure).toBeNaN();
    const single = backtest(positionOf([1]), flatCandles([100, 110]));
    expect([...single.equity.values]).toEqual([10_000]);
    expect([...single.returns.values]).toEqual([Number.NaN]);
    expect(single.trades).toEqual([]);
  });

  test("no position at all stays flat and earns nothing", () => {
    const result = backtest(positionOf([]), flatCandles([100, 110], [110, 50]));
    expect([...result.equity.values]).toEqual([10_000, 10_000]);
    expect(result.costs).toEqual({
      unit: "usd",
      gross: 0,
      fees: 0,
      slippage: 0,
      funding: 0,
      liquidation: 0,
      net: 0,
    });
    expect(result.measures.sharpe).toBeNaN();
    expect(result.measures.turnover).toBe(0);
  });

  const candles = flatCandles([100, 100], [100, 110], [110, 120]);
  test.each<[string, () => unknown, string]>([
    [
      "a position time off the grid",
      () =>
        backtest(series({ times: [hourMs, hourMs + 1], values: [1, 1], name: "signal", unit: "fraction" }), candles),
      "backtest: position time 1970-01-01T01:00:00.001Z at row 1 is not the end of any bar; align the signal to the candles",
    ],
    [
      "a position beyond the leverage",
      () => backtest(positionOf([1, -1.5]), candles),
      "backtest: position -1.5 at row 1 (1970-01-01T02:00Z) is beyond maxLeverage 1; scale it down or raise maxLeverage",
    ],
    [
      "a position in another unit",
      () => backtest(series({ times: [hourMs], values: [1], name: "z", unit: "score" }), candles),
      'backtest: position "z" has unit score; give exposure as a signed fraction of equity',
    ],
    [
      "funding in another unit",
      () =>
        backtest(positionOf([1]), candles, { funding: series({ times: [0], values: [1], name: "f", unit: "number" }) }),
      "backtest: funding has unit number; give rates as a fraction, 0.0001 for 0.01 %",
    ],
    [
      "funding without rows",
      () => backtest(positionOf([1]), candles, { funding: fundingOf({}) }),
      "backtest: funding has no rows; load some, or leave it out to say that none is charged",
    ],
    [
      "a price of zero",
      () => backtest(positionOf([1]), flatCandles([100, 100], [100, 0])),
      "backtest: price 0 at row 1 (1970-01-01T02:00Z) is not above 0; use NaN for a missing bar",
    ],
    [
      "bars off their grid",
      () => backtest(positionOf([1]), { ...candles, intervalMs: 2 * hourMs }),
      "backtest: bar end 1970-01-01T02:00Z at row 1 is not 2h after the row before; give missing bars as NaN rows",
    ],
    [
      "a fee below zero",
      () => backtest(positionOf([1]), candles, { feeBps: -1 }),
      "backtest: feeBps -1 is out of range; give 0 or more",
    ],
    [
      "an initial equity of nothing",
      () => backtest(positionOf([1]), candles, { initialEquity: 0 }),
      "backtest: initialEquity 0 is out of range; give dollars above 0",
    ],
    [
      "half a missing bar",
      () => backtest(positionOf([1]), candles, { maxMissingBars: 0.5 }),
      "backtest: maxMissingBars 0.5 is out of range; give a whole number of bars, 0 or more",
    ],
    [
      "costs that eat the account at one entry",
      () => backtest(positionOf([1]), candles, { feeBps: 500, maxLeverage: 10 }),
      "backtest: cost in bps of an entry at maxLeverage 5020 is out of range; give less than half the equity, 5000",
    ],
    [
      "an unknown choice",
      () => backtest(positionOf([1]), candles, { missingFunding: "ignore" as "zero" }),
      'backtest: unknown missingFunding "ignore"; known: throw, zero',
    ],
  ])("%s is refused", (_, run, message) => {
    expect(run).toThrow(message);
  });
});
