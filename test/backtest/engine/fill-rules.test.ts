import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import type { FillRule } from "../../../lib/backtest/engine/options.js";
import { hourMs, minuteMs } from "../../../lib/series/time.js";
import { candlesOf, closeTo, flatCandles, free, fundingOf, positionOf } from "../candles-of.js";

const candles = flatCandles([100, 110], [120, 130], [140, 150], [160, 170]);
const quiet = { ...free, trial: false as const };

describe("a decision at the first bar's end", () => {
  // 10,000 at the open 120 of the second bar: 83.33 units. At its close 130: 76.92 units, worth 150 / 130 at the next
  // close. At the close it was decided at, 110: 90.91 units.
  test.each<[FillRule, number, number, readonly number[]]>([
    ["next open", 120, hourMs, [10_000, (10_000 * 130) / 120, (10_000 * 150) / 120, (10_000 * 170) / 120]],
    ["next close", 130, 2 * hourMs, [10_000, 10_000, (10_000 * 150) / 130, (10_000 * 170) / 130]],
    ["same close", 110, hourMs, [10_000, (10_000 * 130) / 110, (10_000 * 150) / 110, (10_000 * 170) / 110]],
  ])("is filled by %s at %d", (fill, price, time, equity) => {
    const result = backtest(positionOf([1, 1, 1, 1]), candles, { ...quiet, fill });
    expect(result.orders).toHaveLength(1);
    expect(result.orders[0]).toMatchObject({ price, time });
    closeTo(result.equity.values, equity);
  });

  test.each<[FillRule, number, number]>([
    ["next open", 30 * minuteMs, 140],
    ["next open", hourMs, 140],
    ["next close", 30 * minuteMs, 130],
    ["next close", hourMs, 150],
    ["same close", 30 * minuteMs, 130],
    ["same close", hourMs, 130],
  ])("with %s and a delay of %d ms is filled at %d", (fill, delayMs, price) => {
    const { orders } = backtest(positionOf([1, 1, 1, 1], delayMs), candles, { ...quiet, fill });
    expect(orders[0]?.price).toBe(price);
  });

  test("is sized, slipped and charged at the close it is filled at", () => {
    // 130 × 1.01 = 131.3; 10,000 / 131.3 = 76.161 units; slippage 1.3 each, fee 1 % of 10,000.
    const result = backtest(positionOf([1]), candles, {
      feeBps: 100,
      slippageBps: 100,
      fill: "next close",
      trial: false,
    });
    expect(result.orders[0]?.units).toBeCloseTo(10_000 / 131.3, 9);
    expect(result.equity.values[1]).toBeCloseTo(10_000 - (10_000 / 131.3) * 1.3 - 100, 9);
  });

  test("at a close meets no settlement of that instant, and leaves after meeting it", () => {
    const funding = fundingOf({ 2: 0.01, 3: 0.02 });
    const result = backtest(positionOf([1, 0]), candles, { ...quiet, fill: "next close", funding });
    // Bought at 02:00 for 130, sold at 03:00 at 150: −10,000 / 130 × 150 × 0.02.
    expect(result.counts.settlements).toBe(1);
    expect(result.costs.funding).toBeCloseTo((-10_000 / 130) * 150 * 0.02, 9);
  });

  test("waits for the next close where a bar is missing, if that is allowed", () => {
    const gapped = flatCandles([100, 110], null, [140, 150], [160, 170]);
    const waits = backtest(positionOf([1]), gapped, { ...quiet, fill: "next close", maxMissingBars: 1 });
    expect(waits.orders[0]).toMatchObject({ price: 150, row: 2 });
    expect(backtest(positionOf([1]), gapped, { ...quiet, fill: "next close" }).counts.lapsedOrders).toBe(1);
  });
});

describe("same-bar fills", () => {
  test("are marked in every output", () => {
    const result = backtest(positionOf([1]), candles, { ...quiet, fill: "same close" });
    expect(result.sameBarFills).toBe(true);
    expect(result.fill).toBe("same close");
    expect(result.measures.conventions.fill).toBe("same close");
    expect(result.assumptions[0]).toBe(
      "Same-bar fills: a target is decided at a bar's end and filled at that same close, which cannot be traded.",
    );
    const { equity, equityUsd, returns, drawdown, position, positions } = result;
    for (const { name } of [equity, equityUsd, returns, drawdown, position, ...positions.columns]) {
      expect(name).toMatch(/ \(same-bar fills\)$/);
    }
  });

  test("are not said of other rules", () => {
    const result = backtest(positionOf([1]), candles, { ...quiet, fill: "next close" });
    expect(result.sameBarFills).toBe(false);
    expect(result.equity.name).toBe("equity");
    expect(result.assumptions[0]).toBe("A target is decided at a bar's end and filled at the next bar's close.");
  });
});

describe("rebalancing", () => {
  // Short 100 at 100; at 110 equity is 9,000: 81.8182 short, so 18.1818 are bought back, and so on at each open.
  test("at every bar brings the exposure back to the target", () => {
    const rising = flatCandles([100, 100], [100, 110], [110, 110], [120, 120]);
    const result = backtest(positionOf([-1]), rising, { ...quiet, rebalance: "always" });
    closeTo(
      result.orders.map(({ position }) => position),
      [-100, -9000 / 110, -(9000 - 9000 / 11) / 120],
    );
    closeTo(result.position.values, [0, -11_000 / 9000, -1, -1], 12);
  });
});

describe("targets in other units", () => {
  const flat = flatCandles([100, 100], [100, 125], [125, 125]);
  test.each<["base" | "usd", number, number]>([
    ["base", 20, 20],
    ["usd", 2000, 20],
  ])("of %s stand for so many units at the fill", (unit, value, units) => {
    const decision = positionOf([value]).with(Float64Array.of(value), { unit });
    const result = backtest(decision, flat, quiet);
    expect(result.orders.map((order) => order.units)).toEqual([units]);
    closeTo(result.equity.values, [10_000, 10_500, 10_500]);
  });

  test("are cut to the leverage, and counted", () => {
    const decision = positionOf([300]).with(Float64Array.of(300), { unit: "base" });
    const result = backtest(
      decision,
      candlesOf([
        [100, 100, 100, 100],
        [100, 100, 100, 100],
      ]),
      quiet,
    );
    expect(result.orders[0]).toMatchObject({ units: 100, cut: true });
    expect(result.counts.cutOrders).toBe(1);
  });
});
