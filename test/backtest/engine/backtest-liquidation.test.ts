import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, closeTo, flatCandles, free, fundingOf, positionOf } from "../candles-of.js";

describe("liquidation", () => {
  const twofold = { ...free, maxLeverage: 2 };
  // 200 units at 100 on 10,000: nothing is left at 50.
  test("comes at the bar's low although the close is high again, and ends trading at zero", () => {
    const candles = candlesOf([
      [100, 100, 100, 100],
      [100, 100, 50, 90],
      [90, 200, 90, 200],
    ]);
    const result = backtest(positionOf([2, 2, 2]), candles, twofold);
    expect([...result.equity.values]).toEqual([10_000, 0, 0]);
    expect([...result.position.values]).toEqual([0, 0, 0]);
    expect([...result.returns.values]).toEqual([Number.NaN, -1, Number.NaN]);
    expect([...result.drawdown.values]).toEqual([0, -1, -1]);
    expect(result.liquidation).toEqual({ time: 2 * hourMs, prices: { BTC: 50 }, maintenance: 0, fee: 0, equity: 0 });
    expect(result.trades[0]).toMatchObject({
      exitReason: "liquidation",
      exitTime: 2 * hourMs,
      exitPrice: 50,
      net: -10_000,
    });
    expect(result.costs.net).toBe(-10_000);
    expect(result.measures).toMatchObject({ totalReturn: -1, cagr: -1, maxDrawdown: -1 });
    expect(result.assumptions.at(-1)).toBe(
      "The account was liquidated in the bar that ended 1970-01-01T02:00Z; nothing was traded after it.",
    );
  });

  test("does not come a cent above", () => {
    const candles = candlesOf([
      [100, 100, 100, 100],
      [100, 100, 50.01, 90],
    ]);
    const result = backtest(positionOf([2, 2]), candles, twofold);
    expect(result.liquidation).toBeUndefined();
    expect(result.equity.values[1]).toBeCloseTo(8000, 9);
  });

  test("of a short comes when the high has doubled the price, and a gap beyond it costs no more than all", () => {
    const high = candlesOf([
      [100, 100, 100, 100],
      [100, 200, 100, 100],
    ]);
    expect(backtest(positionOf([-1, -1]), high, free).liquidation).toMatchObject({
      time: 2 * hourMs,
      prices: { BTC: 200 },
    });
    const gap = flatCandles([100, 100], [100, 100], [450, 450]);
    const result = backtest(positionOf([-1, -1, -1]), gap, free);
    expect([...result.equity.values]).toEqual([10_000, 10_000, 0]);
    expect(result.costs.net).toBe(-10_000);
  });

  // 1 % fee: 100 units short from 100, equity 9,900; at 198 it is 100. Buying back costs 1 % of 19,800 = 198, more than
  // is left; nothing is left at 198 + 100 / 100 = 199.
  test("comes when the costs of closing are more than is left, at a fill and before a hole", () => {
    for (const third of [[198, 198] as const, null]) {
      const candles = flatCandles([100, 100], [100, 198], third);
      const result = backtest(positionOf([-1, 0, 0]), candles, { feeBps: 100, slippageBps: 0 });
      closeTo(result.equity.values, [10_000, 100, 0]);
      expect(result.liquidation?.time).toBe(3 * hourMs);
      // What the costs would have taken is in the costs: 9,800 lost on the price, 100 for the entry, 100 that were left.
      expect(result.liquidation).toMatchObject({ prices: { BTC: 198 }, equity: 0 });
      expect(result.costs.gross).toBeCloseTo(-9800, 9);
      expect(result.costs.liquidation).toBeCloseTo(100, 9);
      expect(result.costs.net).toBeCloseTo(-10_000, 9);
      expect(result.orders.map(({ reason }) => reason)).toEqual(["target", "liquidation"]);
    }
  });

  // 100 units at 100; a rate of 1 takes all 10,000.
  test("comes by funding too", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 100]);
    const result = backtest(positionOf([1, 1, 1]), candles, { ...free, funding: fundingOf({ 2: 1, 3: 0 }) });
    expect(result.liquidation).toMatchObject({ time: 2 * hourMs, prices: { BTC: 100 } });
    expect(result.trades[0]).toMatchObject({ funding: -10_000, gross: 0, net: -10_000 });
  });
});
