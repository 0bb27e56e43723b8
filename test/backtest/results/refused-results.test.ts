import { expect, test } from "vitest";
import { backtest } from "../../../lib/backtest/engine/backtest.js";
import { attribution } from "../../../lib/backtest/results/attribution.js";
import { comparison } from "../../../lib/backtest/results/comparison.js";
import { costCurve } from "../../../lib/backtest/results/cost-curve.js";
import { drawdowns } from "../../../lib/backtest/results/drawdowns.js";
import { monthlyReturns } from "../../../lib/backtest/results/monthly-returns.js";
import { periodReturns } from "../../../lib/backtest/results/period-returns.js";
import { tradeStatistics } from "../../../lib/backtest/results/trade-statistics.js";
import { buyAndHold } from "../../../lib/backtest/signals/buy-and-hold.js";
import { simpleReturns } from "../../../lib/series/difference.js";
import { flatCandles } from "../candles-of.js";

const candles = flatCandles([100, 102], [102, 101], [101, 105], [105, 104]);
const result = backtest(buyAndHold(candles), candles, { trial: false });
const nothing = undefined as never;

test("what is no result is refused, with what to give", () => {
  expect(() => attribution(result, nothing)).toThrow(
    new TypeError("attribution: labels undefined are none; give regimes(…), or a Series of a few whole numbers"),
  );
  expect(() => attribution(nothing, nothing)).toThrow("attribution: undefined is no backtest; give what backtest()");
  expect(() => comparison(result, nothing)).toThrow(
    new TypeError("comparison: undefined has no returns; give a backtest, or a Series of simple returns"),
  );
  expect(() => comparison(result, result.returns.values as never)).toThrow("has no returns; give a backtest");
  expect(() => tradeStatistics(result as never)).toThrow(
    /^tradeStatistics: .* is no list of trades; give result\.trades$/,
  );
  expect(() => costCurve(nothing)).toThrow("costCurve: undefined is no backtest; give what backtest() returned");
  expect(() => costCurve(result, 5 as never)).toThrow("costCurve: costs 5 are no list; give [0, 5, 10]");
  expect(() => drawdowns(result.equity.values as never)).toThrow(/^drawdowns: .* has no equity; give a backtest, or/);
  expect(() => monthlyReturns(nothing)).toThrow("periodReturns: undefined has no equity; give a backtest, or");
});

test("an account in coins is not compared with one in dollars, but by its dollars", () => {
  const inverse = backtest(buyAndHold(candles), candles, { contract: { margin: "inverse", size: 1 }, trial: false });
  expect(inverse.costs.unit).toBe("base");
  const coin = inverse.returns.identity.settle ?? "coins";
  expect(() => comparison(inverse, result)).toThrow(
    new RangeError(
      `comparison: one account is in ${coin} and the other in dollars; give simpleReturns(result.equityUsd) of each`,
    ),
  );
  expect(() => comparison(inverse, inverse)).not.toThrow();
  const inDollars = comparison(simpleReturns(inverse.equityUsd), simpleReturns(result.equityUsd));
  expect(inDollars.conventions.n).toBeGreaterThan(1);
});

test("same-bar fills are told of a comparison, and by the names of period returns", () => {
  const same = backtest(buyAndHold(candles), candles, { fill: "same close", trial: false });
  expect(comparison(result, same).conventions.sameBarFills).toBe(true);
  expect(comparison(result, result).conventions.sameBarFills).toBe(false);
  expect(periodReturns(same, "day").name).toBe("day returns (same-bar fills)");
  expect(periodReturns(result, "day").name).toBe("day returns");
});
