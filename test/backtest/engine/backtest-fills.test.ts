import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { series } from "../../../lib/series/series.js";
import { hourMs, minuteMs } from "../../../lib/series/time.js";
import { closeTo, flatCandles, free, positionOf } from "../candles-of.js";

describe("fills and costs", () => {
  // 1 % slippage and 1 % fee. Decided at 01:00, bought at the open of the bar 01:00–02:00: 100 × 1.01 = 101.
  // Units 10,100 / 101 = 100; slippage 100 × 1 = 100; fee 1 % of 10,100 = 101; left 10,100 − 201 = 9,899.
  // Close 110: 9,899 + 100 × 10 = 10,899. Close 120: 11,899.
  // Decided at 03:00, sold at the open 120 × 0.99 = 118.8: slippage 120, fee 118.8, left 11,899 − 238.8 = 11,660.2.
  // Gross 100 × (120 − 100) = 2,000; net 2,000 − 219.8 − 220 = 1,560.2.
  test("a long trade is bought above the next open, sold below it, and pays a fee on both", () => {
    const candles = flatCandles([100, 100], [100, 110], [110, 120], [120, 130]);
    const result = backtest(positionOf([1, 1, 0, 0]), candles, {
      feeBps: 100,
      slippageBps: 100,
      initialEquity: 10_100,
    });
    closeTo(result.equity.values, [10_100, 10_899, 11_899, 11_660.2]);
    closeTo(result.position.values, [0, 11_000 / 10_899, 12_000 / 11_899, 0], 12);
    closeTo(result.returns.values, [Number.NaN, 10_899 / 10_100 - 1, 11_899 / 10_899 - 1, 11_660.2 / 11_899 - 1], 12);
    closeTo(result.drawdown.values, [0, 0, 0, 11_660.2 / 11_899 - 1], 12);
    expect(result.trades).toHaveLength(1);
    const [trade] = result.trades;
    expect(trade).toMatchObject({
      side: "long",
      entryTime: hourMs,
      exitTime: 3 * hourMs,
      exitReason: "target",
      bars: 2,
    });
    closeTo(
      [
        trade.units,
        trade.entryPrice,
        trade.exitPrice,
        trade.gross,
        trade.fees,
        trade.slippage,
        trade.funding,
        trade.net,
      ],
      [100, 101, 118.8, 2000, 219.8, 220, 0, 1560.2],
    );
    expect(result.openTrades).toEqual([]);
    expect(result.costs.net).toBeCloseTo(1560.2, 9);
    // Bought 100 × 101 and sold 100 × 118.8: 21,980 of notional carried 2,000 of gross profit.
    expect(result.measures.breakEvenBps).toBeCloseTo((2000 / 21_980) * 1e4, 9);
  });

  // Sold at 100 × 0.99 = 99: units 9,900 / 99 = 100; slippage 100, fee 99, left 9,701; close 90: + 1,000 = 10,701.
  // Open 80: + 1,000 = 11,701; bought back at 80.8: slippage 80, fee 80.8, left 11,540.2.
  test("a short trade earns what the price falls, and its costs lie on the other side", () => {
    const candles = flatCandles([100, 100], [100, 90], [80, 70]);
    const result = backtest(positionOf([-1, 0, 0]), candles, {
      feeBps: 100,
      slippageBps: 100,
      initialEquity: 9900,
    });
    closeTo(result.equity.values, [9900, 10_701, 11_540.2]);
    const { side, gross, fees, slippage, net } = result.trades[0];
    expect(side).toBe("short");
    closeTo([gross, fees, slippage, net], [2000, 179.8, 180, 1640.2]);
  });

  // Fee 1 %. 100 long at 100: fee 100, equity 9,900. At the open of 110 equity 10,900, so 10,900 / 110 = 99.0909 short:
  // sold 199.0909, of which 100 close (fee 110) and 99.0909 open (fee 109). Left 10,900 − 219 = 10,681.
  test("a flip closes one trade and opens the next in a single fill", () => {
    const candles = flatCandles([100, 100], [100, 100], [110, 110]);
    const result = backtest(positionOf([1, -1, -1]), candles, { feeBps: 100, slippageBps: 0 });
    closeTo(result.equity.values, [10_000, 9900, 10_681]);
    expect(result.trades[0]).toMatchObject({ side: "long", entryTime: hourMs, exitTime: 2 * hourMs });
    closeTo([result.trades[0].fees, result.trades[0].net], [210, 790]);
    expect(result.openTrades[0]).toMatchObject({
      side: "short",
      entryTime: 2 * hourMs,
      exitTime: 3 * hourMs,
      exitReason: "open",
    });
    closeTo([result.openTrades[0]?.units ?? 0, result.openTrades[0]?.fees ?? 0], [10_900 / 110, 109]);
    expect(result.assumptions.at(-1)).toBe(
      "The last trade, short since 1970-01-01T02:00Z, is open and marked at the last close.",
    );
  });

  // 50 bought at 100; at 125 equity is 11,250, so a target of 1 is 90 units and 40 are bought; all 90 sold at 100.
  // Mean entry (50 × 100 + 40 × 125) / 90 = 111.11; gross 50 × 0 + 40 × −25 = −1,000.
  test("changes of size on the way belong to one trade at its mean price", () => {
    const candles = flatCandles([100, 100], [100, 125], [125, 125], [100, 100]);
    const result = backtest(positionOf([0.5, 1, 0, 0]), candles, free);
    expect(result.trades).toHaveLength(1);
    const { units, entryPrice, exitPrice, gross } = result.trades[0];
    closeTo([units, entryPrice, exitPrice, gross], [90, 10_000 / 90, 100, -1000]);
  });

  // 100 units at 100; at 150 the exposure is still 1 because nothing is borrowed; short 100 units at 150: 15,000 / 5,000.
  test("a target that stays the same is not traded again while exposure drifts", () => {
    const candles = flatCandles([100, 100], [100, 150], [150, 150]);
    const result = backtest(positionOf([-1, -1, -1]), candles, free);
    closeTo(result.position.values, [0, -3, -3]);
    expect(result.openTrades[0]?.units).toBeCloseTo(100, 9);
  });

  test("rows of the candles without a position keep the target, and a decision at the last bar end is not traded", () => {
    const candles = flatCandles([100, 100], [100, 110], [110, 120], [120, 130]);
    const sparse = series({ times: [hourMs, 4 * hourMs], values: [1, 0], name: "signal", unit: "fraction" });
    const result = backtest(sparse, candles, free);
    closeTo(result.equity.values, [10_000, 11_000, 12_000, 13_000]);
    expect(result.trades).toEqual([]);
  });

  // 20 bps: 10,000 / 100.2 = 99.8004 units, equity 9,980.04. 0.9999 of it is 99.790 units at the open, so the side is to
  // sell; but sold at 99.8 it is 99.990 units, more than there are.
  test("a change of target smaller than the slippage is not traded", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 100]);
    const result = backtest(positionOf([1, 0.9999, 0.9999]), candles, { feeBps: 0, slippageBps: 20 });
    expect(result.costs.slippage).toBeCloseTo((10_000 / 100.2) * 0.2, 9);
    expect(result.equity.values[2]).toBe(result.equity.values[1]);
  });
});

describe("a delay", () => {
  const candles = flatCandles([100, 100], [110, 110], [120, 120], [130, 130], [140, 140]);
  test.each([
    [0, hourMs],
    [30 * minuteMs, 2 * hourMs],
    [hourMs, 2 * hourMs],
    [hourMs + 1, 3 * hourMs],
  ])("of %d ms fills at the first open at or after it", (delayMs, entryTime) => {
    expect(backtest(positionOf([1, 1, 1, 1, 1], delayMs), candles, free).openTrades[0]?.entryTime).toBe(entryTime);
  });

  test("is told in the assumptions", () => {
    expect(backtest(positionOf([1], hourMs), candles, free).assumptions[0]).toBe(
      "A target decided at a bar's end is known 1h later and filled at the first open after that.",
    );
  });
});
