import fc from "fast-check";
import { expect, test } from "vitest";
import { moments } from "../../lib/statistics/moments.js";

// scipy 1.17.1 and numpy 2.4.6: mean, std(ddof=1), stats.skew(x), stats.kurtosis(x, fisher=False) of these twelve.
test("moments are those of numpy and scipy, the kurtosis raw", () => {
  const values = [0.01, -0.02, 0.03, 0.005, -0.01, 0.04, -0.035, 0.02, 0.015, -0.005, 0.012, 0.008];
  const { n, mean, deviation, skewness, kurtosis } = moments(values);
  expect(n).toBe(12);
  expect(mean / deviation).toBeCloseTo(0.27925926976636894, 13);
  expect(skewness).toBeCloseTo(-0.3399949062619396, 13);
  expect(kurtosis).toBeCloseTo(2.6331858319771184, 13);
});

// By hand: 1, 2, 3, 6 have mean 3 and offsets −2, −1, 0, 3: sums of powers 14, 18, 98, so m2 = 3.5, m3 = 4.5, m4 = 24.5.
test("a small sample comes out by hand, a gap left out", () => {
  const { n, mean, deviation, skewness, kurtosis } = moments([1, NaN, 2, 3, 6]);
  expect([n, mean, deviation]).toEqual([4, 3, Math.sqrt(14 / 3)]);
  expect(skewness).toBeCloseTo(4.5 / 3.5 ** 1.5, 14);
  expect(kurtosis).toBeCloseTo(24.5 / 3.5 ** 2, 14);
});

test("what does not vary has no shape, and nothing has no moments", () => {
  expect(moments([0.1, 0.1, 0.1])).toEqual({
    n: 3,
    mean: expect.closeTo(0.1, 15),
    deviation: 0,
    skewness: NaN,
    kurtosis: NaN,
  });
  expect(moments([2])).toEqual({ n: 1, mean: 2, deviation: NaN, skewness: NaN, kurtosis: NaN });
  expect(moments([NaN])).toEqual({ n: 0, mean: NaN, deviation: NaN, skewness: NaN, kurtosis: NaN });
});

test("the shape is that of the values at any scale and place, and no kurtosis is below 1 + skewness²", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 }), (values) => {
      const { skewness, kurtosis } = moments(values);
      if (skewness !== skewness) return;
      expect(kurtosis).toBeGreaterThan(1 + skewness ** 2 - 1e-9);
      const moved = moments(values.map((value) => 0.5 * value + 7));
      expect(moved.skewness).toBeCloseTo(skewness, 9);
      expect(moved.kurtosis).toBeCloseTo(kurtosis, 9);
    }),
    { seed: 11 },
  );
});

test("an infinite value is refused", () => {
  expect(() => moments([1, Infinity])).toThrow("moments: value Infinity at row 1 is infinite; use NaN for a gap");
});
