import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { dayMs, hourMs } from "../../../lib/series/time.js";
import { periodsPerYear, returnMeasures } from "../../../lib/statistics/return-measures.js";
import { flatCandles, positionOf } from "../candles-of.js";

/** 0.01 sin(i²) + 0.0005 for i = 1 … 240. */
const wave = Float64Array.from({ length: 240 }, (_, row) => 0.01 * Math.sin((row + 1) ** 2) + 0.0005);

describe("measures of returns", () => {
  // empyrical-reloaded 0.7.1 on numpy 2.4.6, r = 0.01 * np.sin(i * i) + 0.0005 with i = np.arange(1, 241):
  // cum_returns_final, annual_return, annual_volatility, sharpe_ratio, sortino_ratio, max_drawdown and calmar_ratio,
  // each with annualization=365 or 8760.
  test.each([
    [dayMs, 0.24537628075792983, 0.13607854444917786, 1.6807820895856194, 2.5881678471782634, 4.13106367819394],
    [hourMs, 192.73770866092707, 0.666645997682252, 8.234116976587304, 12.67938118852875, 3244.86028237165],
  ])("with bars of %d ms equal those of empyrical", (interval, cagr, volatility, sharpe, sortino, calmar) => {
    const result = returnMeasures(wave, periodsPerYear(interval));
    expect(result.totalReturn).toBeCloseTo(0.15521654868585544, 12);
    expect(result.maxDrawdown).toBeCloseTo(-0.05939784517318452, 12);
    expect(result.cagr / cagr).toBeCloseTo(1, 11);
    expect(result.volatility / volatility).toBeCloseTo(1, 12);
    expect(result.sharpe / sharpe).toBeCloseTo(1, 12);
    expect(result.sortino / sortino).toBeCloseTo(1, 12);
    expect(result.calmar / calmar).toBeCloseTo(1, 11);
  });

  // The same calls after r[::7] = nan and dropna(): 205 returns. On the series with its NaN empyrical's annual_return is
  // 0.1817, because it counts the gaps as time.
  test("skip gaps, whose time does not count", () => {
    const gapped = wave.map((value, row) => (row % 7 === 0 ? Number.NaN : value));
    const result = returnMeasures(gapped, 365);
    expect(result.conventions).toEqual({
      n: 205,
      skipped: 35,
      periodsPerYear: 365,
      ddof: 1,
      riskFree: 0,
      returns: "simple",
    });
    expect(result.cagr).toBeCloseTo(0.21587684160117893, 12);
    expect(result.volatility).toBeCloseTo(0.13403682340938824, 12);
    expect(result.sharpe).toBeCloseTo(1.525342194941306, 12);
    expect(result.sortino).toBeCloseTo(2.334954123952467, 12);
    expect(result.maxDrawdown).toBeCloseTo(-0.06337794198454162, 12);
    expect(result.calmar).toBeCloseTo(3.406182574590904, 11);
  });

  // 1.1 × 0.9 × 1.1 = 1.089; lowest 0.99 after a highest of 1.1: −0.1. Mean 0.1/3, deviations 0.0667, −0.1333, 0.0667:
  // variance 0.026667 / 2 = 0.013333; downside √(0.01 / 3). One bar is one year.
  test("follow their formulas by hand", () => {
    const result = returnMeasures([0.1, -0.1, 0.1], 1);
    expect(result.totalReturn).toBeCloseTo(0.089, 12);
    expect(result.cagr).toBeCloseTo(1.089 ** (1 / 3) - 1, 12);
    expect(result.volatility).toBeCloseTo(Math.sqrt(0.04 / 3), 12);
    expect(result.sharpe).toBeCloseTo(0.1 / 3 / Math.sqrt(0.04 / 3), 12);
    expect(result.sortino).toBeCloseTo(0.1 / 3 / Math.sqrt(0.01 / 3), 12);
    expect(result.maxDrawdown).toBeCloseTo(-0.1, 12);
    expect(result.calmar).toBeCloseTo((1.089 ** (1 / 3) - 1) / 0.1, 11);
  });

  test("divided by a spread of zero are NaN, never infinite, also where only rounding varies", () => {
    const growth = Array.from({ length: 50 }, (_, row) => 1.001 ** (row + 1) / 1.001 ** row - 1);
    for (const constant of [new Float64Array(10).fill(0.01), growth, new Float64Array(10)]) {
      const { sharpe, sortino, calmar, volatility } = returnMeasures(constant, 365);
      expect([sharpe, sortino, calmar]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
      expect(volatility).toBeCloseTo(0, 12);
    }
  });

  test("of too little data are NaN", () => {
    const { conventions: none, ...ofNone } = returnMeasures([Number.NaN], 365);
    expect(Object.values(ofNone)).toEqual(Object.values(ofNone).map(() => Number.NaN));
    expect(none).toMatchObject({ n: 0, skipped: 1 });
    const single = returnMeasures([0.5], 1e6);
    expect([single.volatility, single.sharpe, single.cagr]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(single.totalReturn).toBe(0.5);
  });

  test("take a year of 365 days", () => {
    expect(periodsPerYear(hourMs)).toBe(8760);
    expect(() => periodsPerYear(0)).toThrow("periodsPerYear: interval 0 ms is not above 0");
  });
});

describe("measures of trading", () => {
  // 100 units bought at 100, sold at 110; 11,000 / 110 = 100 bought again, sold at 105; then flat. No costs.
  // Notional 10,000 + 11,000 + 11,000 + 10,500 = 42,500; equity at the four counted ends 11,000, 11,000, 10,500, 10,500:
  // mean 10,750. Four of 8,760 hours: turnover 42,500 / 10,750 × 2,190. Two of four bars end with a position.
  test("count what was traded and held in the bars that have a return", () => {
    const candles = flatCandles([100, 100], [100, 110], [110, 110], [110, 105], [105, 105]);
    const result = backtest(positionOf([1, 0, 1, 0, 0]), candles, { feeBps: 0, slippageBps: 0 });
    const { hitRate, turnover, exposure, trades, breakEvenBps } = result.measures;
    expect(hitRate).toBe(0.5);
    expect(trades).toBe(2);
    expect(exposure).toBe(0.5);
    expect(turnover).toBeCloseTo((42_500 / 10_750) * 2190, 8);
    expect(breakEvenBps).toBeCloseTo((500 / 42_500) * 1e4, 9);
  });

  test("of nothing traded are NaN where they would divide by zero", () => {
    const { hitRate, breakEvenBps, turnover, exposure } = backtest(
      positionOf([0, 0]),
      flatCandles([100, 100], [100, 110]),
    ).measures;
    expect([hitRate, breakEvenBps]).toEqual([Number.NaN, Number.NaN]);
    expect([turnover, exposure]).toEqual([0, 0]);
  });
});
