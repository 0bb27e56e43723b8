import { describe, expect, test } from "vitest";
import { backtest } from "../../lib/backtest/backtest.js";
import { series } from "../../lib/series/series.js";
import { hourMs, minuteMs } from "../../lib/series/time.js";
import { candlesOf, flatCandles, fundingOf, positionOf } from "./candles-of.js";

const free = { feeBps: 0, slippageBps: 0 };
const closeTo = (values: ArrayLike<number>, expected: readonly number[], digits = 9): void => {
  expect(values.length).toBe(expected.length);
  expected.forEach((value, row) => {
    if (Number.isNaN(value)) expect(values[row]).toBeNaN();
    else expect(values[row]).toBeCloseTo(value, digits);
  });
};

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
    expect(result.openTrade).toBeUndefined();
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
    expect(result.openTrade).toMatchObject({
      side: "short",
      entryTime: 2 * hourMs,
      exitTime: 3 * hourMs,
      exitReason: "open",
    });
    closeTo([result.openTrade?.units ?? 0, result.openTrade?.fees ?? 0], [10_900 / 110, 109]);
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
    expect(result.openTrade?.units).toBeCloseTo(100, 9);
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
    expect(backtest(positionOf([1, 1, 1, 1, 1], delayMs), candles, free).openTrade?.entryTime).toBe(entryTime);
  });

  test("is told in the assumptions", () => {
    expect(backtest(positionOf([1], hourMs), candles, free).assumptions[0]).toBe(
      "A target decided at a bar's end is known 1h later and filled at the first open after that.",
    );
  });
});

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
    expect(result.liquidation).toEqual({ time: 2 * hourMs, price: 50 });
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
    expect(backtest(positionOf([-1, -1]), high, free).liquidation).toEqual({ time: 2 * hourMs, price: 200 });
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
      expect(result.liquidation?.price).toBeCloseTo(199, 9);
      expect(result.costs.net).toBeCloseTo(-10_000, 9);
    }
  });

  // 100 units at 100; a rate of 1 takes all 10,000.
  test("comes by funding too", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 100]);
    const result = backtest(positionOf([1, 1, 1]), candles, { ...free, funding: fundingOf({ 2: 1, 3: 0 }) });
    expect(result.liquidation).toEqual({ time: 2 * hourMs, price: 100 });
    expect(result.trades[0]).toMatchObject({ funding: -10_000, gross: 0, net: -10_000 });
  });
});

describe("a hole in the prices", () => {
  const candles = flatCandles([100, 100], [100, 110], null, null, [200, 210], [210, 220]);
  const long = positionOf([1, 1, 1, 1, 1, 1]);

  // 100 units; close 110 gives 11,000. The first missing bar closes them at 110; the decision at 04:00 buys at 200.
  test("is not held across by default: the position is closed at the last close and opened again after it", () => {
    const result = backtest(long, candles, free);
    closeTo(result.equity.values, [10_000, 11_000, 11_000, 11_000, 11_550, 12_100]);
    expect(result.trades).toHaveLength(1);
    expect(result.trades[0]).toMatchObject({ exitTime: 3 * hourMs, exitPrice: 110, exitReason: "gap" });
    expect(result.openTrade?.entryTime).toBe(4 * hourMs);
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
    expect(backtest(once, candles, { ...free, maxMissingBars: 2 }).openTrade).toMatchObject({ entryTime: 4 * hourMs });
    const lapsed = backtest(once, candles, { ...free, maxMissingBars: 1 });
    expect(lapsed.openTrade).toBeUndefined();
    expect(lapsed.counts.lapsedOrders).toBe(1);
  });

  test("at the very end is closed too", () => {
    const result = backtest(positionOf([1, 1, 1]), flatCandles([100, 100], [100, 110], null), free);
    expect(result.openTrade).toBeUndefined();
    expect(result.trades).toHaveLength(1);
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
    expect(result.costs).toEqual({ gross: 0, fees: 0, slippage: 0, funding: 0, net: 0 });
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
