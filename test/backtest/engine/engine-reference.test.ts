import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { backtestPortfolio } from "../../../lib/backtest/engine/backtest-portfolio.js";
import type { AccountOptions, Leg } from "../../../lib/backtest/engine/options.js";
import type { Backtest } from "../../../lib/backtest/results/result.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { candlesOf, fundingOf } from "../candles-of.js";
import { type PlainBar, type PlainRules, plainAccount } from "./plain-account.js";

const runs = { seed: 20_260_701, numRuns: 400 };

const factor = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const bar = fc.record({
  /** Gap at the open, move to the close, upper and lower wick. */
  move: fc.option(fc.tuple(factor(0.9, 1.1), factor(0.7, 1.4), factor(1, 1.2), factor(0.8, 1)), { freq: 8 }),
  target: fc.oneof(
    // As before: the bars between are those that the engine passes quickly.
    { weight: 8, arbitrary: fc.constant(null) },
    { weight: 4, arbitrary: fc.constantFrom(-1, 0, 0.5, 1) },
    { weight: 3, arbitrary: factor(-1, 1) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  rate: factor(-0.03, 0.03),
});
interface Rules extends PlainRules {
  readonly funded: boolean;
}
const rules: fc.Arbitrary<Rules> = fc.record({
  funded: fc.boolean(),
  unit: fc.constantFrom("fraction" as const, "base" as const, "usd" as const),
  inverse: fc.boolean(),
  fill: fc.constantFrom("next open" as const, "next close" as const, "same close" as const),
  rebalance: fc.constantFrom("change" as const, "always" as const),
  fee: fc.constantFrom(0, 0.0007),
  slippage: fc.constantFrom(0, 0.0011),
  initialEquity: fc.constantFrom(64, 100),
  maxLeverage: fc.constantFrom(1, 3),
  maxMissingBars: fc.nat(2),
  maintenance: fc.constantFrom(0, 0.05),
  liquidationFee: fc.constantFrom(0, 0.01),
});
type Bar = { move: readonly number[] | null; target: number | null; rate: number };

/** Bars from moves; targets are of a size that the unit makes comparable to the equity. */
function plainBars(
  list: readonly Bar[],
  { unit, inverse, initialEquity, maxLeverage, funded }: Rules,
  legs: number,
): PlainBar[] {
  let price = 100;
  const coins = inverse ? initialEquity : initialEquity / 100;
  const size = { fraction: 1, base: coins, usd: inverse ? initialEquity * 100 : initialEquity }[unit];
  // Fractions of all legs together stay within the leverage; the others may pass it and are cut.
  const most = unit === "fraction" ? maxLeverage / legs : 1.5;
  let held = 0;
  return list.map(({ move, target, rate: each }) => {
    held = target ?? held;
    const rate = funded ? each : null;
    if (move === null) return { price: null, target: held * size * most, rate };
    const [gap, body, above, below] = move as [number, number, number, number];
    const open = price * gap;
    price = open * body;
    const [high, low] = [Math.max(open, price) * above, Math.min(open, price) * below];
    return { price: { open, high, low, close: price }, target: held * size * most, rate };
  });
}

function legOf(bars: readonly PlainBar[], { unit, inverse, funded }: Rules): Leg {
  const times = bars.map((_, row) => (row + 1) * hourMs);
  return {
    decision: series({ times, values: bars.map(({ target }) => target), name: "signal", unit }),
    candles: candlesOf(bars.map(({ price }) => price && [price.open, price.high, price.low, price.close])),
    ...(funded ? { funding: fundingOf(Object.fromEntries(bars.map(({ rate }, row) => [row + 1, rate ?? 0]))) } : {}),
    contract: { margin: inverse ? "inverse" : "linear" },
  };
}

function optionsOf(each: Rules): AccountOptions {
  return {
    feeBps: each.fee * 1e4,
    slippageBps: each.slippage * 1e4,
    fill: each.fill,
    rebalance: each.rebalance,
    initialEquity: each.initialEquity,
    maxLeverage: each.maxLeverage,
    maxMissingBars: each.maxMissingBars,
    ...(each.maintenance === 0 ? {} : { maintenance: [{ upTo: Number.POSITIVE_INFINITY, rate: each.maintenance }] }),
    liquidationFeeBps: each.maintenance === 0 ? 0 : each.liquidationFee * 1e4,
    trial: false,
  };
}

function expectSame(result: Backtest, bars: readonly (readonly PlainBar[])[], each: Rules): void {
  const plain = plainAccount(bars, { ...each, liquidationFee: each.maintenance === 0 ? 0 : each.liquidationFee });
  plain.equity.forEach((value, row) => {
    expect(Math.abs((result.equity.values[row] as number) - value) / each.initialEquity).toBeLessThan(1e-8);
  });
  expect(result.liquidation?.time ?? null).toBe(plain.liquidatedAt === null ? null : (plain.liquidatedAt + 1) * hourMs);
  const traded = result.orders.reduce(
    (sum, { reason, notional }) => (reason === "liquidation" ? sum : sum + notional),
    0,
  );
  expect(Math.abs(traded - plain.traded) / each.initialEquity).toBeLessThan(1e-7);
}

describe("the engine", () => {
  test("agrees with a plain telling of its rules on one leg", () => {
    fc.assert(
      fc.property(fc.array(bar, { minLength: 1, maxLength: 25 }), rules, (list, each) => {
        const bars = plainBars(list, each, 1);
        const { decision, candles, ...leg } = legOf(bars, each);
        expectSame(backtest(decision, candles, { ...leg, ...optionsOf(each) }), [bars], each);
      }),
      runs,
    );
  });

  test("agrees with it on three legs that share an account", () => {
    const three = fc.array(fc.tuple(bar, bar, bar), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(three, rules, (list, each) => {
        const legs = [0, 1, 2].map((leg) =>
          plainBars(
            list.map((row) => row[leg] as Bar),
            each,
            3,
          ),
        );
        const [a, b, c] = legs.map((bars) => legOf(bars, each)) as [Leg, Leg, Leg];
        expectSame(backtestPortfolio({ a, b, c }, optionsOf(each)), legs, each);
      }),
      runs,
    );
  });
});
