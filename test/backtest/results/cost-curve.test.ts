import { describe, expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { costCurve } from "../../../lib/backtest/results/cost-curve.js";
import { flatCandles, fundingOf, positionOf } from "../candles-of.js";

describe("costCurve", () => {
  const candles = flatCandles([100, 100], [100, 110], [110, 110], [110, 110]);
  const run = (options = {}) =>
    backtest(positionOf([1, 0, 0]), candles, { feeBps: 0, slippageBps: 0, trial: false, ...options });

  // 100 coins bought at 100 and sold at 110: gross 1000, notional 10,000 + 11,000. At 02:00 110 × 100 × 0.001 = 11 paid.
  test("is the profit less the cost of what was traded, by hand", () => {
    const [free, ten] = costCurve(run(), [0, 10]);
    expect(free).toEqual({ bps: 0, net: 1000, netReturn: 0.1 });
    expect(ten.net).toBeCloseTo(1000 - 21, 9);
    expect(ten.netReturn).toBeCloseTo(0.0979, 12);
    const funded = run({ funding: fundingOf({ 2: 0.001 }) });
    expect(costCurve(funded, [0])[0].net).toBeCloseTo(1000 - 11, 9);
  });

  test("is 0 at the break-even cost of the measures, whatever cost was paid", () => {
    for (const feeBps of [0, 30]) {
      const result = run({ feeBps });
      expect(costCurve(result, [result.measures.breakEvenBps])[0].net).toBeCloseTo(0, 8);
    }
  });

  test("is flat where nothing was traded, has no return without rows, and refuses what is no cost", () => {
    const idle = backtest(positionOf([0, 0]), flatCandles([100, 100], [100, 110]), { trial: false });
    expect(costCurve(idle).map(({ net }) => net)).toEqual(Array(7).fill(0));
    const { orders, equity, costs } = idle;
    expect(costCurve({ orders, equity: equity.rows(0, 0), costs }, [1])[0].netReturn).toBeNaN();
    expect(() => costCurve(idle, [5, -1])).toThrow("costCurve: cost -1 is out of range; give basis points, 0 or more");
  });
});
