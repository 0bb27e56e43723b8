import { expect, test } from "vitest";
import { expectedMaximumSharpe } from "../../../lib/evidence/sharpe/expected-maximum-sharpe.js";

// Bailey, Borwein, López de Prado & Zhu 2014: ten trials of a year show 1.57. The digits by numpy 2.4.6 and scipy 1.17.1.
test.each([
  [2, 0.5197553442805939],
  [3, 0.8528044961506949],
  [10, 1.57459830134575],
  [45, 2.2356401777664052],
  [100, 2.5306028932016846],
  [1000, 3.255121513652723],
])("the best of %d standard normals is where the paper puts it", (trials, expected) => {
  expect(expectedMaximumSharpe(trials, 1)).toBeCloseTo(expected, 12);
});

// By hand: half of the variance of annual ratios over 250 periods, 0.0447 × 2.5306 = 0.1132 as in the paper's example.
test("it grows with the root of the variance and has the unit of the ratios", () => {
  expect(expectedMaximumSharpe(100, 0.5 / 250).toFixed(4)).toBe("0.1132");
  expect(expectedMaximumSharpe(100, 4)).toBeCloseTo(2 * expectedMaximumSharpe(100, 1), 14);
  expect(expectedMaximumSharpe(100, 0)).toBe(0);
});

// The maximum of two standard normals is 1/√π = 0.5642 on average, of a hundred 2.5076 (Harter 1961).
test("it is 8 % low for two and 1 % high for a hundred", () => {
  expect(expectedMaximumSharpe(2, 1) * Math.sqrt(Math.PI)).toBeCloseTo(0.921, 3);
  expect(expectedMaximumSharpe(100, 1) / 2.5076).toBeCloseTo(1.009, 3);
});

test("one trial chooses nothing, and a part more never less than nothing", () => {
  expect(expectedMaximumSharpe(1, 1)).toBe(0);
  expect(expectedMaximumSharpe(1, NaN)).toBe(0);
  expect(expectedMaximumSharpe(1.1, 1)).toBe(0);
  expect(expectedMaximumSharpe(2, NaN)).toBeNaN();
});

test("what is no number of trials and no variance is refused", () => {
  expect(() => expectedMaximumSharpe(0, 1)).toThrow(
    "expectedMaximumSharpe: trials 0 is not a number of variants tried; give at least 1",
  );
  expect(() => expectedMaximumSharpe(2, -1)).toThrow(
    "expectedMaximumSharpe: variance -1 of Sharpe ratios is not possible",
  );
});
