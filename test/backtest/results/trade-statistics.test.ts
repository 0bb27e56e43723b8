import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tradeStatistics } from "../../../lib/backtest/results/trade-statistics.js";

const gap = Number.NaN;
type Given = Parameters<typeof tradeStatistics>[0][number];

function trade(side: "long" | "short", net: number, bars: number = 1): Given {
  return { side, net, bars, mae: -0.01 * bars, mfe: 0.02 * bars };
}

describe("tradeStatistics", () => {
  const trades = [
    trade("long", 30, 2),
    trade("long", 10, 4),
    trade("short", -20, 3),
    trade("long", -5, 1),
    trade("short", 0, 5),
    trade("short", 15, 3),
  ];

  // Winners 30, 10, 15; losers −20, −5; one of nothing. 18 bars.
  test("follow their definitions by hand", () => {
    const [all, long, short] = tradeStatistics(trades);
    expect(all).toEqual({
      side: "all",
      trades: 6,
      winners: 3,
      losers: 2,
      hitRate: 0.5,
      net: 30,
      expectancy: 5,
      profitFactor: 55 / 25,
      averageWin: 55 / 3,
      averageLoss: -12.5,
      payoffRatio: 55 / 3 / 12.5,
      largestWin: 30,
      largestLoss: -20,
      longestWinning: 2,
      longestLosing: 2,
      averageBars: 3,
      averageMae: expect.closeTo(-0.03, 14),
      averageMfe: expect.closeTo(0.06, 14),
    });
    expect([long.trades, long.net, long.profitFactor, long.longestWinning]).toEqual([3, 35, 8, 2]);
    expect([short.trades, short.net, short.hitRate, short.longestLosing]).toEqual([3, -5, 1 / 3, 1]);
  });

  test("are NaN where they would divide by nothing", () => {
    const [all] = tradeStatistics([]);
    expect([all.trades, all.net, all.longestWinning]).toEqual([0, 0, 0]);
    expect([all.hitRate, all.expectancy, all.averageBars, all.largestWin, all.averageMae]).toEqual(Array(5).fill(gap));
    const [won] = tradeStatistics([trade("long", 3)]);
    expect([won.profitFactor, won.payoffRatio, won.largestLoss, won.averageLoss]).toEqual(Array(4).fill(gap));
  });

  test("of both sides add up to all, and scale with the account", () => {
    const anyTrade = fc.tuple(fc.constantFrom("long" as const, "short" as const), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 30 }), (given) => {
        const [all, long, short] = tradeStatistics(given.map(([side, net]) => trade(side, net)));
        for (const field of ["trades", "winners", "losers", "net"] as const)
          expect(long[field] + short[field]).toBe(all[field]);
        const [twice] = tradeStatistics(given.map(([side, net]) => trade(side, 2 * net)));
        expect([twice.net, twice.profitFactor, twice.hitRate]).toEqual([2 * all.net, all.profitFactor, all.hitRate]);
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
