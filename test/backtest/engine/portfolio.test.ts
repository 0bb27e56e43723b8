import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import type { AccountOptions, Leg } from "../../../lib/backtest/engine/options.js";
import type { Backtest } from "../../../lib/backtest/results/result.js";
import type { Candles } from "../../../lib/series/candles.js";
import type { Identity, Unit } from "../../../lib/series/identity.js";
import { Series, series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, closeTo, flatCandles, free, fundingOf } from "../candles-of.js";

const runs = { seed: 20_260_702, numRuns: 150 };
const quiet = { ...free, trial: false as const };

function decide(values: readonly number[], unit: Unit = "fraction"): Series {
  return series({ times: values.map((_, row) => (row + 1) * hourMs), values, name: "signal", unit });
}

/** The bars from row `start` on. */
function later({ times, intervalMs, open, high, low, close }: Candles, start: number): Candles {
  const [o, h, l, c] = [open, high, low, close].map((column) => column.rows(start)) as [Series, Series, Series, Series];
  return { times: times.subarray(start), intervalMs, open: o, high: h, low: l, close: c };
}

/** The same bars, said to be of something else. */
function pricesOf({ times, intervalMs, open, high, low, close }: Candles, identity: Identity): Candles {
  const [o, h, l, c] = [open, high, low, close].map(
    ({ values, name }) => new Series(times, values, name, "price", identity),
  ) as [Series, Series, Series, Series];
  return { times, intervalMs, open: o, high: h, low: l, close: c };
}

const inverse = { margin: "inverse" } as const;

describe("a portfolio", () => {
  // At the first open equity is 10,000: 0.5 of it at 100 is 50 a, 0.25 short at 10 is 250 b. At the closes a earns
  // 50 × 10 = 500 and b 250 × −(9 − 10) = 250: 10,750. At the next open b is closed; a target of 0.8 of 10,750 at 110 is
  // 78.1818 a. Close 100: 78.1818 × −10 = −781.8182.
  test("sizes all legs by one equity, which all of them move", () => {
    const result = backtestPortfolio(
      {
        a: { decision: decide([0.5, 0.8, 0.8]), candles: flatCandles([100, 100], [100, 110], [110, 100]) },
        b: { decision: decide([-0.25, 0, 0]), candles: flatCandles([10, 10], [10, 9], [9, 20]) },
      },
      quiet,
    );
    closeTo(result.equity.values, [10_000, 10_750, 10_750 - (0.8 * 10_750) / 11]);
    closeTo(result.position.values, [0, (5500 - 2250) / 10_750, 7818.181818181818 / result.equity.values[2]], 12);
    closeTo(result.positions.column("b").values, [0, -2250 / 10_750, 0], 12);
    expect(
      result.orders.map(({ instrument, side, units }) => [instrument, side, Math.round(units * 1e4) / 1e4]),
    ).toEqual([
      ["a", "buy", 50],
      ["b", "sell", 250],
      ["a", "buy", 28.1818],
      ["b", "buy", 250],
    ]);
    expect(result.openTrades.map(({ instrument }) => instrument)).toEqual(["a"]);
  });

  // 8,000 and 12,000 dollars on 10,000 at leverage 1: both are cut to half, 4,000 and 6,000.
  test("cuts what orders add, by the same part for all, to stay within the leverage", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 100]);
    const result = backtestPortfolio(
      { a: { decision: decide([8000], "usd"), candles }, b: { decision: decide([-12_000], "usd"), candles } },
      quiet,
    );
    closeTo(
      result.orders.map(({ units }) => units),
      [40, 60],
    );
    expect(result.orders.every(({ cut }) => cut)).toBe(true);
    expect(result.counts.cutOrders).toBe(2);
    expect(result.assumptions).toContain("2 orders made smaller to stay within 1 × equity.");
  });

  // a falls to 4,000 of the 10,000; b adds 7,000, of which 6,000 fit.
  test("counts what an order leaves before what others add", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 100]);
    const result = backtestPortfolio(
      { a: { decision: decide([10_000, 4000], "usd"), candles }, b: { decision: decide([0, 7000], "usd"), candles } },
      quiet,
    );
    closeTo(
      result.orders.map(({ units, position }) => units * 1000 + position),
      [100_100, 60_040, 60_060],
    );
    expect(result.orders.map(({ cut }) => cut)).toEqual([false, false, true]);
  });

  // 100 a and 100 b at 100 on 10,000 at leverage 2. All at their lows, 60 and 40: −4,000 − 6,000: nothing is left.
  // In steps of one path a goes 40 down while b goes 60 down.
  test("is liquidated where all legs at their worst leave nothing, at one point of the way", () => {
    const worse = candlesOf([
      [100, 100, 100, 100],
      [100, 100, 20, 100],
    ]);
    const candles = candlesOf([
      [100, 100, 100, 100],
      [100, 100, 60, 100],
    ]);
    const result = backtestPortfolio(
      { a: { decision: decide([1]), candles }, b: { decision: decide([1]), candles: worse } },
      { ...quiet, maxLeverage: 2 },
    );
    // 10,000 = λ (4,000 + 8,000): λ = 5/6, a at 100 − 40 × 5/6 and b at 100 − 80 × 5/6.
    expect(result.liquidation?.prices.a).toBeCloseTo(100 - 200 / 6, 9);
    expect(result.liquidation?.prices.b).toBeCloseTo(100 - 400 / 6, 9);
    expect(result.equity.values[1]).toBe(0);
    expect(result.costs.net).toBeCloseTo(-10_000, 9);
    expect(result.trades.map(({ exitReason }) => exitReason)).toEqual(["liquidation", "liquidation"]);
  });

  // 50 units each at 100. Long a receives 5,000 at a rate of −1; short b pays 12,000 at −2.4, more than there was: alone it
  // would end the account.
  test("settles the funding of one instant together", () => {
    const candles = flatCandles([100, 100], [100, 100], [100, 100]);
    const result = backtestPortfolio(
      {
        a: { decision: decide([0.5]), candles, funding: fundingOf({ 2: -1 }) },
        b: { decision: decide([-0.5]), candles, funding: fundingOf({ 2: -2.4 }) },
      },
      quiet,
    );
    expect(result.equity.values[1]).toBeCloseTo(10_000 + 5000 - 12_000, 9);
    expect(result.liquidation).toBeUndefined();
  });

  test("has a row for every bar of any leg, and a leg without a bar has no price there", () => {
    const candles = flatCandles([100, 100], [100, 110], [110, 121], [121, 121]);
    const result = backtestPortfolio(
      {
        early: { decision: decide([0.5, 0.5]), candles: flatCandles([100, 100], [100, 110]) },
        late: {
          decision: series({ times: [3 * hourMs], values: [0.5], name: "signal", unit: "fraction" }),
          candles: later(candles, 2),
        },
      },
      quiet,
    );
    expect(result.equity.length).toBe(4);
    // Bars that a leg never had are not missing; its position ends after the first of them, as in a hole.
    expect(result.counts).toMatchObject({ missingBars: 0, gapExits: 1 });
    expect(result.trades[0]).toMatchObject({ instrument: "early", exitReason: "gap", exitPrice: 110 });
    expect(result.openTrades[0]).toMatchObject({ instrument: "late", entryTime: 3 * hourMs });
  });

  const candles = flatCandles([100, 100], [100, 110]);
  test.each<[string, () => unknown, string]>([
    ["no legs", () => backtestPortfolio({}), "backtestPortfolio: no legs; give at least one"],
    [
      "targets that are too much together",
      () =>
        backtestPortfolio({
          a: { decision: decide([0.6]), candles },
          b: { decision: decide([-0.6]), candles },
        }),
      "backtestPortfolio: targets of all legs sum to 1.2 in the bar that ends 1970-01-01T02:00Z, beyond maxLeverage 1; scale them down or raise maxLeverage",
    ],
    [
      "two currencies",
      () =>
        backtestPortfolio({
          a: { decision: decide([0.5]), candles },
          b: { decision: decide([0.5]), candles, contract: { margin: "inverse" } },
        }),
      'backtestPortfolio: "b" settles in coins of BTC, "a" in dollars; run them as two accounts',
    ],
    [
      "two coins, though the linear contracts of their prices settle in one currency",
      () =>
        backtestPortfolio({
          a: {
            decision: decide([0.5]),
            candles: pricesOf(candles, { asset: "BTC", settle: "USDT" }),
            contract: inverse,
          },
          b: {
            decision: decide([0.5]),
            candles: pricesOf(candles, { asset: "ETH", settle: "USDT" }),
            contract: inverse,
          },
        }),
      'backtestPortfolio: "b" settles in coins of ETH, "a" in coins of BTC; run them as two accounts',
    ],
    [
      "several inverse legs of coins without a name",
      () =>
        backtestPortfolio({
          a: { decision: decide([0.5]), candles: pricesOf(candles, { settle: "USDT" }), contract: inverse },
          b: { decision: decide([0.5]), candles: pricesOf(candles, {}), contract: inverse },
        }),
      'backtestPortfolio: "a" and "b" settle in coins, and their candles do not say of which; give them an asset',
    ],
    [
      "bars of another length",
      () =>
        backtestPortfolio({
          a: { decision: decide([0.5]), candles },
          b: { decision: decide([]), candles: { ...later(candles, 1), intervalMs: 2 * hourMs } },
        }),
      'backtestPortfolio: bars of "b" last 2h, those of "a" 1h; resample to one',
    ],
  ])("%s is refused", (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe("an account of coins", () => {
  const candles = flatCandles([100, 100], [100, 100]);
  const decision = decide([0.5, 0.5]);
  const linear = { asset: "ETH", margin: "linear", settle: "USDT", instrument: "ETHUSDT" } as const;
  const coins = { asset: "ETH", margin: "inverse", settle: "ETH" };

  test("settles in the base asset of its candles, whatever their contract settles in", () => {
    const prices = pricesOf(candles, linear);
    const one = backtest(decision, prices, { ...quiet, contract: inverse });
    const leg = { decision, candles: prices, contract: inverse };
    const two = backtestPortfolio({ a: leg, b: { ...leg, candles: pricesOf(candles, { asset: "ETH" }) } }, quiet);
    expect(one.equity.unit).toBe("base");
    expect(one.equity.identity).toEqual({ ...coins, instrument: "ETHUSDT" });
    expect(one.positions.columns[0].identity).toEqual({ ...coins, instrument: "ETHUSDT" });
    expect(two.equity.identity).toEqual(coins);
  });

  test("may be of a coin without a name, if it is the only leg", () => {
    const { equity } = backtest(decision, pricesOf(candles, { settle: "USDT" }), { ...quiet, contract: inverse });
    expect(equity.unit).toBe("base");
    expect(equity.identity).toEqual({ margin: "inverse" });
  });

  test("is one of dollars if the contract given is linear", () => {
    const { equity } = backtest(decision, pricesOf(candles, coins as Identity), {
      ...quiet,
      contract: { margin: "linear" },
    });
    expect(equity.unit).toBe("usd");
    expect(equity.identity).toEqual({ asset: "ETH", margin: "linear" });
  });
});

const move = fc.option(
  fc.tuple(fc.double({ min: 0.9, max: 1.1, noNaN: true }), fc.double({ min: 0.8, max: 1.25, noNaN: true })),
  {
    freq: 9,
  },
);
const row = fc.record({
  move,
  target: fc.double({ min: -1, max: 1, noNaN: true }),
  rate: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
});
type Row = { move: readonly [number, number] | null; target: number; rate: number };
const rows = fc.array(fc.tuple(row, row, row), { minLength: 2, maxLength: 20 });

function legOf(list: readonly Row[], unit: Unit, size: number, scale = 1): Leg {
  let price = 100 * scale;
  const bars = list.map((each) => {
    if (each.move === null) return null;
    const open = price * each.move[0];
    price = open * each.move[1];
    return [open, Math.max(open, price) * 1.01, Math.min(open, price) * 0.99, price] as const;
  });
  return {
    decision: decide(
      list.map(({ target }) => target * size),
      unit,
    ),
    candles: candlesOf(bars),
    funding: fundingOf(Object.fromEntries(list.map(({ rate }, index) => [index + 1, rate]))),
  };
}
const legsOf = (list: readonly (readonly Row[])[], unit: Unit, size: number, scale = 1): [Leg, Leg, Leg] =>
  [0, 1, 2].map((leg) =>
    legOf(
      list.map((each) => each[leg] as Row),
      unit,
      size,
      scale,
    ),
  ) as [Leg, Leg, Leg];

const options: AccountOptions = { feeBps: 7, slippageBps: 11, maxLeverage: 3, maxMissingBars: 1, trial: false };
const rule = fc.constantFrom("next open" as const, "next close" as const, "same close" as const);

describe("of a portfolio", () => {
  test("the order of the legs changes no bit", () => {
    fc.assert(
      fc.property(rows, rule, (list, fill) => {
        const [a, b, c] = legsOf(list, "fraction", 1);
        const parts = (result: Backtest): unknown => [
          [...result.equity.values],
          [...result.position.values],
          result.orders,
          result.trades,
          result.costs,
          result.measures,
        ];
        const first = backtestPortfolio({ a, b, c }, { ...options, fill });
        expect(parts(backtestPortfolio({ c, a, b }, { ...options, fill }))).toEqual(parts(first));
      }),
      runs,
    );
  });

  test("profits in units of coins are the sum of those of its legs alone", () => {
    fc.assert(
      fc.property(rows, rule, (list, fill) => {
        const [a, b, c] = legsOf(list, "base", 3);
        const rich = { ...options, fill, initialEquity: 1e6 };
        const all = backtestPortfolio({ a, b, c }, rich);
        const alone = [a, b, c].map(({ decision, candles, funding }) =>
          backtest(decision, candles, { ...rich, funding }),
        );
        for (let index = 0; index < list.length; index++) {
          const sum = alone.reduce((total, { equity }) => total + (equity.values[index] as number) - 1e6, 0);
          expect(Math.abs((all.equity.values[index] as number) - 1e6 - sum)).toBeLessThan(1e-6);
        }
        for (const part of ["gross", "fees", "slippage", "funding", "net"] as const) {
          expect(all.costs[part]).toBeCloseTo(
            alone.reduce((total, { costs }) => total + costs[part], 0),
            6,
          );
        }
      }),
      runs,
    );
  });

  test("equity is multiplied to the bit by what prices and cash are multiplied by", () => {
    fc.assert(
      fc.property(rows, rule, (list, fill) => {
        const [plain, scaled] = [1, 4096].map((scale) => {
          const [a, b, c] = legsOf(list, "fraction", 1, scale);
          const maintenance = [
            { upTo: 5000 * scale, rate: 0.01 },
            { upTo: Number.POSITIVE_INFINITY, rate: 0.02 },
          ];
          return backtestPortfolio({ a, b, c }, { ...options, fill, maintenance, initialEquity: 10_000 * scale });
        }) as [Backtest, Backtest];
        expect([...scaled.equity.values]).toEqual(Array.from(plain.equity.values, (value) => value * 4096));
      }),
      runs,
    );
  });

  test("the profit is split without a rest, by legs, orders and trades", () => {
    fc.assert(
      fc.property(rows, rule, fc.boolean(), (list, fill, always) => {
        const [a, b, c] = legsOf(list, "usd", 12_000);
        const result = backtestPortfolio(
          { a, b, c },
          {
            ...options,
            fill,
            rebalance: always ? "always" : "change",
            stops: { stopLoss: 0.1, trailingStop: 0.15, takeProfit: 0.2, maxBars: 6 },
            maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: 0.03 }],
            liquidationFeeBps: 50,
          },
        );
        const { gross, fees, slippage, funding, liquidation, net } = result.costs;
        const final = result.equity.values[list.length - 1] as number;
        expect(Math.abs(gross - fees - slippage + funding - liquidation - net)).toBeLessThan(1e-8);
        expect(Math.abs(10_000 + net - final)).toBeLessThan(1e-6);
        expect(Math.abs(result.orders.reduce((sum, { fee }) => sum + fee, 0) - fees)).toBeLessThan(1e-8);
        expect(Math.abs(result.orders.reduce((sum, order) => sum + order.slippage, 0) - slippage)).toBeLessThan(1e-8);
        expect(result.equity.values.every((value) => value >= 0)).toBe(true);
        for (const { mae, mfe } of result.trades) {
          expect(mae).toBeLessThanOrEqual(0);
          expect(mfe).toBeGreaterThanOrEqual(0);
        }
      }),
      runs,
    );
  });

  test("nothing sees the future, by any fill rule, with stops, margins and rebalancing", () => {
    fc.assert(
      fc.property(rows, rows, fc.nat(20), rule, fc.boolean(), (list, other, cut, fill, always) => {
        const n = Math.min(cut, list.length);
        const run = (each: readonly (readonly Row[])[]): Backtest => {
          const [a, b, c] = legsOf(each, "fraction", 1);
          return backtestPortfolio(
            { a, b, c },
            {
              ...options,
              fill,
              missingFunding: "zero",
              rebalance: always ? "always" : "change",
              stops: { stopLoss: 0.1, trailingStop: 0.15, takeProfit: 0.2, maxBars: 6 },
              maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: 0.03 }],
            },
          );
        };
        const whole = run(list);
        const changed = run([...list.slice(0, n), ...other]);
        for (const name of ["equity", "returns", "position", "drawdown"] as const) {
          expect([...changed[name].values.subarray(0, n)]).toEqual([...whole[name].values.subarray(0, n)]);
        }
        const past = (result: Backtest): unknown => result.orders.filter((order) => order.row < n);
        expect(past(changed)).toEqual(past(whole));
      }),
      runs,
    );
  });

  // A bracket of rate 0 asks for nothing, but sends every bar through all the steps. Targets and settlements come every
  // fourth bar, so that there are quick ones between.
  test("bars that are passed quickly give what the steps give, to the bit", () => {
    const long = fc.array(row, { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(long, rule, fc.constantFrom("linear" as const, "inverse" as const), (list, fill, margin) => {
        const held = list.map((each, index) => ({ ...each, target: list[index - (index % 4)]?.target ?? 0 }));
        const { decision, candles } = legOf(held, "fraction", 3);
        const every4 = list.flatMap(({ rate }, index) => (index % 4 === 2 ? [[index + 1, rate] as const] : []));
        const funding = fundingOf(Object.fromEntries(every4));
        const run = (more: AccountOptions): Backtest =>
          backtest(decision, candles, { ...options, fill, funding, contract: { margin }, ...more });
        const quick = run({});
        const slow = run({ maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: 0 }] });
        for (const name of ["equity", "returns", "position", "drawdown"] as const) {
          expect([...quick[name].values]).toEqual([...slow[name].values]);
        }
        expect([quick.orders, quick.trades, quick.counts]).toEqual([slow.orders, slow.trades, slow.counts]);
        expect(quick.measures).toEqual(slow.measures);
      }),
      runs,
    );
  });
});
