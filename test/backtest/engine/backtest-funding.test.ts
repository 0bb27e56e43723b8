import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { closeTo, flatCandles, free, fundingOf, positionOf } from "../candles-of.js";

describe("funding", () => {
  const candles = flatCandles([100, 100], [100, 120], [120, 110], [110, 110]);
  const funding = fundingOf({ 1: 0.5, 2: 0.01, 3: -0.02, 4: 0.5 });

  // 100 units from the open at 01:00 to the open at 03:00. The settlement at 01:00 comes before the entry, the one at
  // 03:00 before the exit: −100 × 120 × 0.01 = −120 and −100 × 110 × −0.02 = 220. The one at 04:00 meets no position.
  test("is paid on the position held into each settlement, at the close of the bar that ends there", () => {
    const result = backtest(positionOf([1, 1, 0, 0]), candles, { ...free, funding });
    closeTo(result.equity.values, [10_000, 11_880, 11_100, 11_100]);
    expect(result.trades[0].funding).toBeCloseTo(100, 9);
    expect(result.costs).toMatchObject({ gross: 1000, fees: 0, slippage: 0, net: 1100 });
    expect(result.counts.settlements).toBe(2);
  });

  test("is received by a short when the rate is positive", () => {
    const result = backtest(positionOf([-1, -1, 0, 0]), candles, { ...free, funding });
    closeTo(result.equity.values, [10_000, 8120, 8900, 8900]);
  });

  test("stamped some milliseconds late belongs to the whole minute before", () => {
    const late = series({
      ...funding,
      times: funding.times.map((time, row) => time + row),
      name: "funding",
      unit: "fraction",
    });
    const result = backtest(positionOf([1, 1, 0, 0]), candles, { ...free, funding: late });
    expect(result.costs.funding).toBeCloseTo(100, 9);
  });

  test("inside a bar uses the close of that bar", () => {
    const inside = series({ times: [1.5 * hourMs], values: [0.01], name: "funding", unit: "fraction" });
    expect(backtest(positionOf([1]), candles, { ...free, funding: inside }).costs.funding).toBeCloseTo(-120, 9);
  });

  test("that is missing while a position is held throws, or is counted as 0 if asked", () => {
    const gap = fundingOf({ 1: 0.5, 2: 0.01, 3: Number.NaN, 4: 0.5 });
    expect(() => backtest(positionOf([1, 1, 0, 0]), candles, { ...free, funding: gap })).toThrow(
      'backtest: no funding rate at 1970-01-01T03:00Z while a position is held; load it, or set missingFunding to "zero" to count it as 0',
    );
    const result = backtest(positionOf([1, 1, 0, 0]), candles, { ...free, funding: gap, missingFunding: "zero" });
    expect(result.counts).toMatchObject({ settlements: 1, missingSettlements: 1 });
    expect(result.costs.funding).toBeCloseTo(-120, 9);
    expect(result.assumptions).toContain("1 settlement without a rate met a position and paid 0.");
    // Nobody holds anything at 03:00 here, so nothing is missed.
    expect(backtest(positionOf([1, 0]), candles, { ...free, funding: gap }).counts.missingSettlements).toBe(0);
  });

  test("that was not given is said in the assumptions", () => {
    expect(backtest(positionOf([1]), candles).assumptions).toContain(
      "No funding rates were given: holding a position costs and earns nothing.",
    );
  });
});
