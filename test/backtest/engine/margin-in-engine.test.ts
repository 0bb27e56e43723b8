import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BacktestOptions, backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import type { Leg } from "../../../lib/backtest/engine/options.js";
import { liquidationPrice } from "../../../lib/backtest/margin/liquidation-price.js";
import { maintenanceMargin, maintenanceTiers, noMaintenance } from "../../../lib/backtest/margin/maintenance.js";
import { type Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, closeTo, flatCandles, free, fundingOf } from "../candles-of.js";
import { btcUsd2021, btcUsdt2021, ethUsdt2021 } from "../margin/tier-tables.js";

const inverse = { margin: "inverse", size: 100 } as const;
const gap = Number.NaN;

function decide(values: readonly number[], unit: "fraction" | "base" | "usd" | "contracts"): Series {
  return series({ times: values.map((_, row) => (row + 1) * hourMs), values, name: "signal", unit });
}

describe("the published liquidation prices, through an account", () => {
  // Binance's example of USDⓈ-M futures (see margin/liquidation-price.test.ts), each position alone.
  test.each([
    ["BTCUSDT", 109.488, 32_481.98, btcUsdt2021, 18_778.73],
    ["ETHUSDT", 3683.979, 1456.84, ethUsdt2021, 1114.78],
  ] as const)("%s of a linear account", (_, coins, entry, maintenance, expected) => {
    const fall = (low: number): ReturnType<typeof backtest> =>
      backtest(
        decide([coins], "base"),
        candlesOf([
          [entry, entry, entry, entry],
          [entry, entry, entry, entry],
          [entry, entry, low, entry],
        ]),
        { ...free, initialEquity: 1_535_443.01, maxLeverage: 5, maintenance },
      );
    const { liquidation } = fall(expected * 0.9);
    expect(Object.values(liquidation?.prices ?? {})[0]).toBeCloseTo(expected, 2);
    expect(fall(expected + 0.01).liquidation).toBeUndefined();
    expect(fall(expected - 0.01).liquidation).toBeDefined();
  });

  // Binance's calculator of COIN-M futures: 101 BTC, long 100,000 contracts of 100 dollars at 45,000: 33,599.40, to a
  // tick.
  test("BTCUSD of a coin-margined account", () => {
    const result = backtest(
      decide([100_000], "contracts"),
      candlesOf([
        [45_000, 45_000, 45_000, 45_000],
        [45_000, 45_000, 33_000, 45_000],
      ]),
      { ...free, contract: inverse, initialEquity: 101, maxLeverage: 5, maintenance: btcUsd2021 },
    );
    const price = Object.values(result.liquidation?.prices ?? {})[0];
    expect(Math.abs(price - 33_599.4)).toBeLessThan(0.05);
    // What is left is the margin of the bracket: 297.6 BTC × 12.5 % − 11.605.
    expect(result.liquidation?.equity).toBeCloseTo((1e7 / price) * 0.125 - 11.605, 9);
    expect(result.equity.values[1]).toBe(result.liquidation?.equity);
  });
});

describe("an inverse account", () => {
  // 10,000 dollars long from 50,000: at 40,000 worth 0.25 coins instead of 0.2, so 0.05 coins are lost; at 62,500 0.04
  // won.
  test("earns coins: units × (1 / entry − 1 / price)", () => {
    const result = backtest(
      decide([10_000, 10_000, 10_000], "usd"),
      flatCandles([50_000, 50_000], [50_000, 40_000], [40_000, 62_500]),
      {
        ...free,
        contract: inverse,
        initialEquity: 1,
      },
    );
    closeTo(result.equity.values, [1, 0.95, 1.04], 12);
    closeTo(result.equityUsd.values, [50_000, 38_000, 65_000], 8);
    expect([result.equity.unit, result.equityUsd.unit, result.costs.unit]).toEqual(["base", "usd", "base"]);
  });

  test("that is short once keeps its dollars at any price", () => {
    const prices = [100, 130, 70, 25, 400];
    const candles = flatCandles([100, 100], ...prices.map((price, row) => [prices[row - 1] ?? 100, price] as const));
    const result = backtest(decide([-1], "fraction"), candles, { ...free, contract: inverse, initialEquity: 2 });
    closeTo(result.equityUsd.values, Array(6).fill(200), 10);
  });

  // 10,000 dollars at 50,000 are 0.2 coins. Bought with 10 bps of slippage at 50,050: fee of 5 bps of 0.1998002 coins,
  // and slippage of 10,000 × (1 / 50,000 − 1 / 50,050) = 0.0001998 coins.
  test("pays its costs in coins", () => {
    const result = backtest(decide([10_000], "usd"), flatCandles([50_000, 50_000], [50_000, 50_000]), {
      feeBps: 5,
      slippageBps: 10,
      contract: inverse,
      initialEquity: 1,
    });
    expect(result.costs.fees).toBeCloseTo((10_000 / 50_050) * 5e-4, 14);
    expect(result.costs.slippage).toBeCloseTo(10_000 / 50_000 - 10_000 / 50_050, 14);
    expect(result.orders[0].notional).toBeCloseTo(10_000 / 50_050, 12);
  });

  // Held into 02:00 at a close of 40,000: 10,000 / 40,000 = 0.25 coins × 1 % is paid; the one at 01:00 meets nothing,
  // since the fill at that instant comes after it.
  test("pays funding in coins on the position held into the settlement", () => {
    const result = backtest(
      decide([10_000, 0], "usd"),
      flatCandles([50_000, 50_000], [50_000, 40_000], [40_000, 40_000]),
      {
        ...free,
        contract: inverse,
        initialEquity: 1,
        funding: fundingOf({ 1: 0.5, 2: 0.01, 3: 0.5 }),
      },
    );
    expect(result.costs.funding).toBeCloseTo(-0.0025, 12);
    closeTo(result.equity.values, [1, 0.9475, 0.9475], 12);
  });

  // Two coins at 100: a fraction of 3 is 600 dollars; 600 (1 / P − 1 / 100) = 2 at P = 75. The bar opens at 60: closed
  // there, the account would owe; it owes nothing.
  test("beyond its liquidation at the open loses all it has and no more", () => {
    const options: BacktestOptions = { ...free, contract: inverse, initialEquity: 2, maxLeverage: 3 };
    const inside = backtest(
      decide([3], "fraction"),
      candlesOf([
        [100, 100, 100, 100],
        [100, 100, 100, 100],
        [90, 90, 60, 80],
      ]),
      options,
    );
    expect(Object.values(inside.liquidation?.prices ?? {})[0]).toBeCloseTo(75, 9);
    const gapped = backtest(decide([3], "fraction"), flatCandles([100, 100], [100, 100], [60, 80], [80, 90]), options);
    closeTo(gapped.equity.values, [2, 2, 0, 0], 12);
    expect(gapped.equity.values.every((value) => value >= 0)).toBe(true);
    expect(gapped.costs.net).toBeCloseTo(-2, 12);
  });

  test("gives the same returns when prices are scaled and dollars with them", () => {
    const bars = [
      [100, 104],
      [104, 97],
      [97, 120],
      [120, 90],
    ] as const;
    const run = (scale: number): ReturnType<typeof backtest> =>
      backtest(
        decide([1, -1, 0.5], "fraction"),
        flatCandles(...bars.map(([o, c]) => [o * scale, c * scale] as const)),
        {
          contract: inverse,
          initialEquity: 1,
        },
      );
    closeTo(run(500).returns.values, [...run(1).returns.values], 12);
  });
});

describe("liquidation", () => {
  const account = { ...free, initialEquity: 1000, maxLeverage: 100 };

  test("comes at the closed form, leaves the margin less the fee, and ends all trading", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.5, max: 20, noNaN: true }),
        fc.constantFrom(1, -1),
        fc.boolean(),
        fc.double({ min: 1, max: 4e6, noNaN: true }),
        fc.constantFrom(0, 50),
        (leverage, side, isInverse, worth, liquidationFeeBps) => {
          const maintenance = isInverse ? btcUsd2021 : btcUsdt2021;
          const initialEquity = isInverse ? worth / 10_000 : worth;
          const contract = { margin: isInverse ? "inverse" : "linear" } as const;
          const entryPrice = 20_000;
          const units = (isInverse ? entryPrice : 1 / entryPrice) * side * leverage * initialEquity;
          const tiers = maintenanceTiers(maintenance);
          fc.pre(maintenanceMargin(leverage * initialEquity, tiers) < initialEquity * 0.99);
          const expected = liquidationPrice({ units, entryPrice, wallet: initialEquity, contract, maintenance });
          fc.pre(expected > 1);
          const run = (worst: number): ReturnType<typeof backtest> => {
            const bar = [entryPrice, Math.max(entryPrice, worst), Math.min(entryPrice, worst), entryPrice] as const;
            return backtest(
              decide([units, units, units, 0], isInverse ? "usd" : "base"),
              candlesOf([bar, bar, bar, bar]),
              {
                ...free,
                initialEquity,
                maxLeverage: 50,
                contract,
                maintenance,
                liquidationFeeBps,
              },
            );
          };
          expect(run(expected * (1 + side * 1e-9)).liquidation).toBeUndefined();
          const { liquidation, equity, orders, costs } = run(expected * (1 - side * 1e-2));
          const price = Object.values(liquidation?.prices ?? {})[0];
          expect(price / expected).toBeCloseTo(1, 9);
          const notional = isInverse ? Math.abs(units) / price : Math.abs(units) * price;
          const margin = maintenanceMargin(notional, tiers);
          const fee = Math.min(margin, (liquidationFeeBps / 1e4) * notional);
          expect((liquidation?.fee ?? -1) / initialEquity).toBeCloseTo(fee / initialEquity, 9);
          expect(equity.values[3] / initialEquity).toBeCloseTo((margin - fee) / initialEquity, 9);
          expect((initialEquity + costs.net) / initialEquity).toBeCloseTo(equity.values[3] / initialEquity, 9);
          expect(orders.map(({ reason }) => reason)).toEqual(["target", "liquidation"]);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  // Ten times long at 100 with 1,000: gone at 90 without a margin. The traded low is 85, the mark's 95.
  test("goes by the mark and not by a wick of the traded price", () => {
    const candles = candlesOf([
      [100, 100, 100, 100],
      [100, 100, 85, 100],
    ]);
    const mark = candlesOf([
      [100, 100, 100, 100],
      [100, 100, 95, 100],
    ]);
    expect(backtest(decide([10], "fraction"), candles, account).liquidation).toBeDefined();
    expect(backtest(decide([10], "fraction"), candles, { ...account, mark }).liquidation).toBeUndefined();
    expect(backtest(decide([10], "fraction"), mark, { ...account, mark: candles }).liquidation).toBeDefined();
  });

  // 10,000 dollars of equity buy 1,000 coins at 100: the fee of 1 % leaves 9,000, and 9.5 % of 100,000 are 9,500.
  test.each([
    ["next open", [10_000, 9_000, 9_000], 1, hourMs],
    ["next close", [10_000, 9_000, 9_000], 1, 2 * hourMs],
    ["same close", [9_000, 9_000, 9_000], 0, hourMs],
  ] as const)("comes right after a fill whose costs leave too little, at the %s", (fill, equity, row, time) => {
    const result = backtest(decide([10], "fraction"), flatCandles([100, 100], [100, 100], [100, 101]), {
      fill,
      feeBps: 100,
      slippageBps: 0,
      maxLeverage: 10,
      maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: 0.095 }],
    });
    closeTo(result.equity.values, equity);
    expect(result.orders.map((order) => [order.reason, order.row, order.time])).toEqual([
      ["target", row, time],
      ["liquidation", row, time],
    ]);
    expect(result.liquidation).toMatchObject({ prices: { BTC: 100 }, maintenance: 9_500, equity: 9_000 });
  });

  // Short 100 coins at 100 with 1,000 dollars, held from the first close on: nothing is left at 110, the bar's open of 95
  // was 5 % in its favour.
  test("counts the open of its bar among what the position saw", () => {
    const candles = candlesOf([
      [100, 100, 100, 100],
      [95, 120, 95, 118],
    ]);
    const { trades } = backtest(decide([-10], "fraction"), candles, {
      ...free,
      fill: "same close",
      initialEquity: 1000,
      maxLeverage: 10,
    });
    expect(trades[0]).toMatchObject({ exitReason: "liquidation", exitPrice: 110 });
    expect(trades[0].mfe).toBeCloseTo(0.05, 12);
    expect(trades[0].mae).toBeCloseTo(-0.1, 12);
  });

  // 1,000 coins at 100 with 10,000 dollars; the open at 80 is beyond the 90 where nothing is left. 5 % of 90,000.
  test("says the margin that was needed where nothing is left", () => {
    const { liquidation } = backtest(decide([10], "fraction"), flatCandles([100, 100], [100, 100], [80, 80]), {
      ...free,
      maxLeverage: 10,
      maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: 0.05 }],
    });
    expect(liquidation).toMatchObject({ prices: { BTC: 90 }, equity: 0, fee: 0 });
    expect(liquidation?.maintenance).toBeCloseTo(4500, 9);
  });

  test("comes no later with a higher maintenance rate", () => {
    const candles = flatCandles([100, 100], [100, 96], [96, 93], [93, 91], [91, 89], [89, 120]);
    const ends = [0, 0.01, 0.03, 0.05, 0.09].map((rate) => {
      const maintenance = [{ upTo: Number.POSITIVE_INFINITY, rate }];
      return backtest(decide([10], "fraction"), candles, { ...account, maintenance }).liquidation?.time ?? gap;
    });
    expect(ends.map((time) => time / hourMs)).toEqual([5, 5, 4, 3, 2]);
  });
});

describe("contracts", () => {
  test("are coins times the size of a linear one, and dollars times that of an inverse one", () => {
    const candles = flatCandles([100, 100], [100, 110]);
    const linear = { margin: "linear", size: 0.1 } as const;
    const coins = backtest(decide([30], "contracts"), candles, { ...free, contract: linear });
    closeTo(coins.equity.values, [10_000, 10_030]);
    const dollars = backtest(decide([3], "contracts"), candles, { ...free, contract: inverse, initialEquity: 10 });
    closeTo(dollars.equity.values, [10, 10 + 300 * (1 / 100 - 1 / 110)]);
  });

  test("without a size are refused", () => {
    expect(() => backtest(decide([30], "contracts"), flatCandles([100, 100], [100, 110]), free)).toThrow(/size/);
  });
});

describe("a cross account", () => {
  // Binance's example of USDⓈ-M futures, both positions in one account of 1,535,443.01, marked at 31,967.27 and
  // 1,335.18: with the other position standing still, ETHUSDT is liquidated at 1,153.26 and BTCUSDT at 26,316.89.
  const btc = { units: 109.488, entry: 32_481.98, mark: 31_967.27, maintenance: btcUsdt2021 };
  const eth = { units: 3683.979, entry: 1456.84, mark: 1335.18, maintenance: ethUsdt2021 };

  test.each([
    ["ETHUSDT", btc, eth, 1153.26],
    ["BTCUSDT", eth, btc, 26_316.89],
  ] as const)("meets Binance's liquidation price of %s, each with its own brackets", (name, other, moved, expected) => {
    const leg = ({ units, entry, mark, maintenance }: typeof btc | typeof eth, low: number): Leg => ({
      decision: decide([units], "base"),
      candles: candlesOf([
        [entry, entry, entry, entry],
        [entry, entry, mark, mark],
        [mark, mark, low, mark],
      ]),
      maintenance,
    });
    const run = (low: number): ReturnType<typeof backtestPortfolio> =>
      backtestPortfolio(
        { [name]: leg(moved, low), other: leg(other, other.mark) },
        { ...free, initialEquity: 1_535_443.01, maxLeverage: 10 },
      );
    expect(run(expected * 0.9).liquidation?.prices[name]).toBeCloseTo(expected, 2);
    expect(run(expected * 0.9).liquidation?.prices.other).toBeCloseTo(other.mark, 6);
    expect(run(expected + 0.01).liquidation).toBeUndefined();
  });

  test("takes the account's brackets for a leg without its own", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 93]);
    const maintenance = [{ upTo: Number.POSITIVE_INFINITY, rate: 0.05 }];
    const options = { ...free, initialEquity: 1000, maxLeverage: 10 };
    const leg: Leg = { decision: decide([5], "fraction"), candles };
    const isEnded = (legs: Readonly<Record<string, Leg>>, account: object): boolean =>
      backtestPortfolio(legs, { ...options, ...account }).liquidation !== undefined;
    // At 93 each leg has lost 350 of the 1,000, and 300 are less than 5 % of twice 4,650, 465, but not of once.
    expect(isEnded({ a: leg, b: leg }, {})).toBe(false);
    expect(isEnded({ a: { ...leg, maintenance }, b: leg }, {})).toBe(false);
    expect(isEnded({ a: leg, b: leg }, { maintenance })).toBe(true);
    expect(isEnded({ a: { ...leg, maintenance: noMaintenance }, b: leg }, { maintenance })).toBe(false);
    expect(isEnded({ a: { ...leg, maintenance }, b: { ...leg, maintenance } }, {})).toBe(true);
  });
});
