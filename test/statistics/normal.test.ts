import { expect, test } from "vitest";
import { normalProbability, normalTwoSided } from "../../lib/statistics/normal.js";

// scipy 1.17.1: special.erfc(z / 2**.5).
test.each([
  [1e-9, 0.9999999992021155],
  [0.5, 0.6170750774519739],
  [1.96, 0.04999579029644087],
  [2.8, 0.005110260660855875],
  [2.83, 0.0046548004134631124],
  [3, 0.0026997960632601918],
  [6, 1.9731752900754036e-9],
  [10, 1.5239706048321166e-23],
  [30, 9.81342785429749e-198],
])("%f deviations leave what scipy says on both sides", (z, expected) => {
  expect(Math.abs(normalTwoSided(z) / expected - 1)).toBeLessThan(1e-12);
  expect(normalTwoSided(-z)).toBe(normalTwoSided(z));
});

test("zero is always exceeded, infinity never, and a gap is a gap", () => {
  expect([normalTwoSided(0), normalTwoSided(Infinity), normalTwoSided(50), normalTwoSided(NaN)]).toEqual([
    1,
    0,
    0,
    NaN,
  ]);
});

// scipy 1.17.1: stats.norm.cdf(z).
test.each([
  [-10, 7.61985302416047e-24],
  [-3, 0.0013498980316300933],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1.96, 0.9750021048517795],
  [9, 1],
])("a normal is at most %f as often as scipy says", (z, expected) => {
  expect(Math.abs(normalProbability(z) / expected - 1)).toBeLessThan(1e-12);
});

test("a probability of a gap is a gap, and the ends have all or nothing", () => {
  expect([normalProbability(NaN), normalProbability(-Infinity), normalProbability(Infinity)]).toEqual([NaN, 0, 1]);
});
