import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, closeTo, flatCandles, free, fundingOf, positionOf } from "../candles-of.js";

describe("a hole in the prices", () => {
  const candles = flatCandles([100, 100], [100, 110], null, null, [200, 210], [210, 220]);
  const long = positionOf([1, 1, 1, 1, 1, 1]);

  // 100 units; close 110 gives 11,000. The first missing bar closes them at 110; the decision at 04:00 buys at 200.
  test("is not held across by default: the position is closed at the last close and opened again after it", () => {
    const result = backtest(long, candles, free);
    closeTo(result.equity.values, [10_000, 11_000, 11_000, 11_000, 11_550, 12_100]);
    expect(result.trades).toHaveLength(1);
    expect(result.trades[0]).toMatchObject({ exitTime: 3 * hourMs, exitPrice: 110, exitReason: "gap" });
    expect(result.openTrades[0]?.entryTime).toBe(4 * hourMs);
    expect(result.counts).toMatchObject({ missingBars: 2, gapExits: 1 });
    expect(result.assumptions).toContain(
      "2 bars had no price: they are no zero returns, a position is carried over at most 0 in a row, and 1 position ended at the last known close for it.",
    );
    closeTo(result.returns.values, [Number.NaN, 0.1, Number.NaN, Number.NaN, 0.05, 550 / 11_550], 12);
    expect(result.measures.conventions).toMatchObject({ n: 3, skipped: 3 });
  });

  test("pays for the closing in the row that decides it", () => {
    const result = backtest(long, candles, { feeBps: 100, slippageBps: 0 });
    // 9,900 after the entry's fee, 10,900 at 110, and 1 % of 100 × 110 for the exit.
    closeTo(result.equity.values.subarray(0, 4), [10_000, 10_900, 10_790, 10_790]);
    closeTo(result.returns.values.subarray(0, 4), [Number.NaN, 0.09, 10_790 / 10_900 - 1, Number.NaN], 12);
  });

  // 10,000 / 101 = 99.0099 units; closed 1 % below 110: 99.0099 × 1.1 = 108.91 of slippage after 99.01 at the entry.
  test("is left at a price worse by the slippage", () => {
    const result = backtest(long.rows(0, 3), candles, { feeBps: 0, slippageBps: 100 });
    expect(result.trades[0].exitPrice).toBeCloseTo(108.9, 9);
    expect(result.trades[0].slippage).toBeCloseTo((10_000 / 101) * 2.1, 9);
    expect(result.equity.values[2]).toBeCloseTo((10_000 / 101) * 108.9, 9);
  });

  test("no longer than maxMissingBars is carried at the last mark", () => {
    const result = backtest(long, candles, { ...free, maxMissingBars: 2 });
    closeTo(result.equity.values, [10_000, 11_000, 11_000, 11_000, 21_000, 22_000]);
    expect(result.trades).toEqual([]);
    closeTo(result.returns.values, [Number.NaN, 0.1, Number.NaN, Number.NaN, 10 / 11, 1 / 21], 12);
    const shorter = backtest(long, candles, { ...free, maxMissingBars: 1 });
    expect(shorter.trades[0]).toMatchObject({ exitTime: 4 * hourMs, exitPrice: 110, exitReason: "gap" });
  });

  test("lets an order wait for the next open, or lapse when it is too long", () => {
    const once = series({ times: [2 * hourMs], values: [1], name: "signal", unit: "fraction" });
    expect(backtest(once, candles, { ...free, maxMissingBars: 2 }).openTrades[0]).toMatchObject({
      entryTime: 4 * hourMs,
    });
    const lapsed = backtest(once, candles, { ...free, maxMissingBars: 1 });
    expect(lapsed.openTrades).toEqual([]);
    expect(lapsed.counts.lapsedOrders).toBe(1);
  });

  test("at the very end is closed too", () => {
    const result = backtest(positionOf([1, 1, 1]), flatCandles([100, 100], [100, 110], null), free);
    expect(result.openTrades).toEqual([]);
    expect(result.trades).toHaveLength(1);
  });
});

describe("a bar that lacks one of its prices", () => {
  // A position over the third bar, at 100 throughout: its price does not move, whatever of that bar is there.
  const whole = flatCandles([100, 100], [100, 100], [100, 100], [100, 100]);
  const blank = whole.close.values.map((price, row) => (row === 2 ? Number.NaN : price));
  const ways = (["open", "high", "low", "close"] as const).flatMap((name) =>
    [1, -1].map((side) => [name, side] as const),
  );

  test.each(ways)("its %s, on the side %i, is missing with stops, margin and marks too", (name, side) => {
    const lacking = { ...whole, [name]: whole[name].with(blank) };
    const maintenance = [{ upTo: Number.POSITIVE_INFINITY, rate: 0.01 }];
    for (const [candles, more] of [
      [lacking, {}],
      [lacking, { stops: { stopLoss: 0.5 } }],
      [lacking, { maintenance }],
      [lacking, { maintenance, mark: whole }],
      [lacking, { maintenance, mark: lacking, funding: fundingOf({ 2: 0, 3: 0, 4: 0 }) }],
      [whole, { maintenance, mark: lacking }],
    ] as const) {
      const missing = candles === whole ? 0 : 1;
      const carried = backtest(positionOf([side, side, side, side]), candles, { ...free, ...more, maxMissingBars: 1 });
      closeTo(carried.equity.values, [10_000, 10_000, 10_000, 10_000]);
      expect(carried.liquidation).toBeUndefined();
      expect(carried.counts.missingBars).toBe(missing);
      expect(carried.orders).toHaveLength(1);
      const left = backtest(positionOf([side]), candles, { ...free, ...more });
      expect(left.trades.map(({ exitReason }) => exitReason)).toEqual(missing === 1 ? ["gap"] : []);
    }
  });

  test("is not what a mark stands in for: funding goes by the last close there was", () => {
    const lacking = {
      ...whole,
      low: whole.low.with(blank),
      close: whole.close.with(Float64Array.of(100, 100, 50, 100)),
    };
    const mark = { ...whole, close: whole.close.with(blank) };
    const result = backtest(positionOf([1]), lacking, {
      ...free,
      mark,
      funding: fundingOf({ 3: 0.01 }),
      maxMissingBars: 1,
    });
    expect(result.costs.funding).toBeCloseTo(-100, 9);
  });
});

describe("an order that lapses", () => {
  const candles = flatCandles([100, 100], [100, 100], null, null, [100, 100]);

  test("is counted if it was to enter, and not if it waited to leave", () => {
    const lapsed = (...targets: number[]) => backtest(positionOf(targets), candles, free).counts;
    expect(lapsed(0, 1)).toMatchObject({ lapsedOrders: 1, gapExits: 0 });
    expect(lapsed(1, 0)).toMatchObject({ lapsedOrders: 0, gapExits: 1 });
  });

  test("is none of an account that is flat and told to be", () => {
    // Stopped at 90 in the second bar; its target ends in the third, which is missing.
    const falling = candlesOf([[100, 100, 100, 100], [100, 100, 80, 80], null, [80, 80, 80, 80]]);
    const { counts, trades } = backtest(positionOf([1, 0]), falling, { ...free, stops: { stopLoss: 0.1 } });
    expect(trades[0].exitReason).toBe("stop loss");
    expect(counts.lapsedOrders).toBe(0);
  });
});

describe("a missing position", () => {
  const candles = flatCandles([100, 100], [100, 110], [110, 120], [120, 130]);
  const gapped = positionOf([1, Number.NaN, Number.NaN, Number.NaN]);

  test("is flat by default and counted", () => {
    const result = backtest(gapped, candles, free);
    closeTo(result.equity.values, [10_000, 11_000, 11_000, 11_000]);
    expect(result.counts.missingPositions).toBe(3);
    expect(result.assumptions).toContain("3 decisions missing from the signal: no position was held.");
  });

  test("keeps the last target if asked", () => {
    const result = backtest(gapped, candles, { ...free, missingPosition: "hold" });
    closeTo(result.equity.values, [10_000, 11_000, 12_000, 13_000]);
    expect(result.assumptions).toContain("3 decisions missing from the signal: the last target was kept.");
  });
});
