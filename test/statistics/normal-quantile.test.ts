import fc from "fast-check";
import { expect, test } from "vitest";
import { normalProbability } from "../../lib/statistics/normal.js";
import { normalQuantile } from "../../lib/statistics/normal-quantile.js";

// scipy 1.17.1: stats.norm.ppf(p).
test.each([
  [1e-300, -37.0470962993612],
  [1e-10, -6.361340902404056],
  [0.001, -3.090232306167813],
  [0.02425, -1.972961051311885],
  [0.3, -0.5244005127080409],
  [0.8, 0.8416212335729143],
  [0.975, 1.959963984540054],
  [0.999999, 4.753424308817087],
])("below the quantile of %d lies that share, as scipy says", (p, expected) => {
  expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1e-12);
});

test("the probability of a quantile is what it was asked for, in either tail", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      expect(Math.abs(normalProbability(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
      expect(normalProbability(normalQuantile(1 - p))).toBeCloseTo(1 - p, 13);
    }),
    { seed: 5 },
  );
});

test("one half is at 0, the ends are at the ends, and a gap is a gap", () => {
  expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1), normalQuantile(NaN)]).toEqual([
    0,
    -Infinity,
    Infinity,
    NaN,
  ]);
});

test("what is no probability is refused", () => {
  expect(() => normalQuantile(1.2)).toThrow("normalQuantile: probability 1.2 is outside 0 to 1");
});
