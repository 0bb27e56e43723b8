import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { attribution } from "../../../lib/backtest/results/attribution.js";
import { comparison } from "../../../lib/backtest/results/comparison.js";
import { series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import { closeTo, flatCandles, free, positionOf } from "../candles-of.js";

// A dollar of every hundred is the fee: 10,000 become 9,900 at the first close, and the price does not move.
const candles = flatCandles([100, 100], [100, 100], [100, 100], [100, 100]);
const costly = backtest(positionOf([1, 1, 1, 1]), candles, { fill: "same close", feeBps: 100, slippageBps: 0 });

describe("the first row", () => {
  test("has a return if a fill at its close cost something", () => {
    closeTo(costly.equity.values, [9900, 9900, 9900, 9900]);
    closeTo(costly.returns.values, [-0.01, 0, 0, 0]);
    const { totalReturn, maxDrawdown, exposure, conventions } = costly.measures;
    expect(totalReturn).toBeCloseTo(-0.01, 12);
    expect(maxDrawdown).toBeCloseTo(-0.01, 12);
    expect(exposure).toBe(1);
    expect(conventions).toMatchObject({ n: 4, skipped: 0 });
    expect(costly.costs.net).toBeCloseTo(10_000 * totalReturn, 9);
  });

  test("has none if nothing changed there, whatever is held", () => {
    const options = { ...free, fill: "same close" } as const;
    const rising = flatCandles([90, 100], [100, 110], [110, 121]);
    closeTo(backtest(positionOf([1, 1, 1]), rising, options).returns.values, [Number.NaN, 0.1, 0.1]);
    closeTo(backtest(positionOf([1, 1, 1]), rising, free).returns.values, [Number.NaN, 0.1, 0.1]);
  });

  test("is in what a label earned and in what was earned beyond a benchmark", () => {
    const labels = series({
      times: [0, 1, 2, 3].map((hour) => hour * hourMs),
      values: [0, 0, 0, 0],
      name: "one",
      unit: "number",
    });
    const [one] = attribution(costly, labels, { names: ["one"] });
    expect(one.bars).toBe(4);
    expect(one.logReturn).toBeCloseTo(Math.log(0.99), 12);
    expect(one.contribution).toBeCloseTo(-0.01, 12);
    const cheap = backtest(positionOf([1, 1, 1, 1]), candles, { fill: "same close", feeBps: 50, slippageBps: 0 });
    expect(comparison(costly, cheap).excessReturn).toBeCloseTo(-0.005, 12);
  });
});
