import { expect, test } from "vitest";
import { minimumBacktestLength } from "../../../lib/evidence/sharpe/minimum-backtest-length.js";

// Bailey, Borwein, López de Prado & Zhu 2014: no more than 45 trials on five years for a ratio of 1; ten trials of one year
// show 1.57; and from their abstract, seven trials suffice for a ratio above 1 over some two years.
test("the lengths are those of the paper", () => {
  expect(minimumBacktestLength(45)).toBeCloseTo(5, 2);
  expect(minimumBacktestLength(45)).toBeLessThan(5);
  expect(minimumBacktestLength(46)).toBeGreaterThan(5);
  expect(minimumBacktestLength(10, { annualSharpe: 1.5746 })).toBeCloseTo(1, 4);
  expect(minimumBacktestLength(7).toFixed(0)).toBe("2");
});

// numpy 2.4.6 and scipy 1.17.1 by the formula: the squares of the expected maxima.
test.each([
  [2, 0.27014561790823866],
  [100, 6.403951003080737],
  [1000, 10.595816068644794],
])("%d trials need as many years, and no more than 2 ln N", (trials, years) => {
  expect(minimumBacktestLength(trials)).toBeCloseTo(years, 11);
  expect(minimumBacktestLength(trials, { annualSharpe: 2 })).toBeCloseTo(years / 4, 11);
  expect(years).toBeLessThan(2 * Math.log(trials));
});

test("one trial needs none", () => {
  expect(minimumBacktestLength(1)).toBe(0);
});

test("what is no number of trials and no ratio is refused", () => {
  expect(() => minimumBacktestLength(0.5)).toThrow(
    "minimumBacktestLength: trials 0.5 is not a number of variants tried; give at least 1",
  );
  expect(() => minimumBacktestLength(5, { annualSharpe: 0 })).toThrow(
    "minimumBacktestLength: annual Sharpe ratio 0 is not above 0",
  );
});
