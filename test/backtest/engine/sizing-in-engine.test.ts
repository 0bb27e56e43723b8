import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { fixedNotional, percentOf } from "../../../lib/backtest/sizing/fixed-sizes.js";
import { kelly } from "../../../lib/backtest/sizing/kelly.js";
import { volatilityTarget } from "../../../lib/backtest/sizing/volatility-target.js";
import { returnMeasures } from "../../../lib/statistics/return-measures.js";
import { closeTo, flatCandles, free, positionOf } from "../candles-of.js";

/** Candles whose closes follow the given simple returns from 100, each opening where the last closed. */
function candlesFrom(returns: readonly number[]): ReturnType<typeof flatCandles> {
  let price = 100;
  const bars = returns.map((change) => {
    const open = price;
    price *= 1 + change;
    return [open, price] as const;
  });
  return flatCandles(...bars);
}

describe("a sized position", () => {
  // 5,000 dollars at 100 are 50 coins; after 100 gained on each side of the trade it is 5,000 dollars again.
  test("of fixed notional buys the same dollars whatever the equity", () => {
    const candles = flatCandles([100, 100], [100, 120], [120, 120], [125, 125]);
    const { orders } = backtest(fixedNotional(positionOf([1, 0, -1]), 5000), candles, free);
    closeTo(
      orders.map(({ position }) => position),
      [50, 0, -40],
    );
  });

  test("of a part of equity follows the equity at each entry", () => {
    const candles = flatCandles([100, 100], [100, 120], [120, 120], [125, 125]);
    const { orders } = backtest(percentOf(positionOf([1, 0, -1]), 0.5), candles, free);
    // 50 coins gain 1,000; half of 11,000 is 5,500, at 125: 44 coins.
    closeTo(
      orders.map(({ position }) => position),
      [50, 0, -44],
    );
  });

  // Returns of ± 1 % and ± 4 % alternate in spells of 100 bars: sized to the same volatility, both spells move alike.
  test("to a target volatility moves as much in wild spells as in calm ones", () => {
    const returns = Array.from(
      { length: 400 },
      (_, bar) => (bar % 2 ? 1 : -1) * (Math.floor(bar / 100) % 2 ? 0.04 : 0.01),
    );
    const candles = candlesFrom(returns);
    const annualVolatility = 0.5;
    const sized = volatilityTarget(positionOf(Array(400).fill(1)), candles, { annualVolatility, window: 20 });
    const result = backtest(sized, candles, { ...free, rebalance: "always" });
    const volatility = (from: number, to: number): number =>
      returnMeasures(result.returns.values.subarray(from, to), 365 * 24).volatility;
    // From 30 bars after each change on, when the window holds one spell only.
    expect(volatility(130, 200)).toBeCloseTo(annualVolatility, 1);
    expect(volatility(230, 300)).toBeCloseTo(annualVolatility, 1);
  });

  test("does not see the future through an account", () => {
    const returns = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(returns, returns, fc.nat(30), (list, other, cut) => {
        const n = Math.min(cut, list.length);
        const run = (each: readonly number[]): ReturnType<typeof backtest>[] => {
          const candles = candlesFrom(each);
          const position = positionOf(each.map((_, row) => (row % 5 === 4 ? -1 : 1)));
          return [
            volatilityTarget(position, candles, { annualVolatility: 2, window: 3 }),
            kelly(position, candles, { window: 4, minCount: 2 }),
          ].map((sized) => backtest(sized, candles));
        };
        const whole = run(list);
        run([...list.slice(0, n), ...other]).forEach((changed, index) => {
          expect([...changed.equity.values.subarray(0, n)]).toEqual([...whole[index].equity.values.subarray(0, n)]);
        });
      }),
      { seed: 20, numRuns: 100 },
    );
  });
});
