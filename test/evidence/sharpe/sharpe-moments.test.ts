import { expect, test } from "vitest";
import { sharpeMoments } from "../../../lib/evidence/sharpe/sharpe-moments.js";
import { fourStrategies } from "./returns.js";

// numpy 2.4.6 and scipy 1.17.1: mean 0.0038765 / std(ddof=1) 0.01214708776958705, stats.skew, stats.kurtosis(fisher=False).
test("a Sharpe ratio is per period, its kurtosis raw, and the result says so", () => {
  const { sharpe, n, skewness, kurtosis, conventions } = sharpeMoments(fourStrategies[0]);
  expect(sharpe).toBeCloseTo(0.0038765 / 0.01214708776958705, 12);
  expect(n).toBe(40);
  expect(skewness).toBeCloseTo(-0.0005538462015205344, 12);
  expect(kurtosis).toBeCloseTo(3.8661190390536144, 12);
  expect(conventions).toEqual({ per: "period", ddof: 1, riskFree: 0, skewness: "population", kurtosis: "raw" });
});

test("gaps are not counted, wherever they stand", () => {
  const returns = fourStrategies[1];
  expect(sharpeMoments([NaN, ...returns.slice(0, 9), NaN, ...returns.slice(9)])).toEqual(sharpeMoments(returns));
});

test("returns that do not vary, one return and none have no ratio", () => {
  expect([[0.01, 0.01, 0.01], [0.01], [], [0, 0]].map((returns) => sharpeMoments(returns).sharpe)).toEqual([
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
});
