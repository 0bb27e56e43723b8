import { expect, test } from "vitest";
import { initialEquity } from "../../../lib/backtest/results/initial-equity.js";
import { resultOf } from "./result-of.js";

const withNet = (equity: readonly number[], net: number) => {
  const result = resultOf(equity);
  return { equity: result.equity.with(Float64Array.from(equity)), costs: { ...result.costs, net } };
};

test("the initial equity is the final one less the net profit", () => {
  expect(initialEquity(withNet([990, 1200], 200))).toBe(1000);
  expect(initialEquity(withNet([0], -1000))).toBe(1000);
  expect(initialEquity(withNet([], 0))).toBeNaN();
});

test("rounding of the profit does not make it differ from the first row", () => {
  // 0.1 + 0.2 is 0.30000000000000004.
  expect(initialEquity(withNet([1000, 1000.3], 0.1 + 0.2))).toBe(1000);
  expect(initialEquity(withNet([1000, 1200], 200.001))).toBeCloseTo(999.999, 9);
});
