import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { windowMoments } from "../../../lib/plots/results/window-moments.js";
import { moments } from "../../../lib/statistics/moments.js";

const gap = Number.NaN;
/** Calm and wild in turn, skewed, with gaps: 10,000 rows. */
const values = Float64Array.from({ length: 10_000 }, (_, row) =>
  row % 97 === 0 ? gap : (row % 4_000 < 1_500 ? 1e-6 : 1) * (Math.sin(row ** 2) + Math.cos(row) ** 4),
);

describe("windowMoments", () => {
  // 1, 2, 6: mean 3, offsets −2, −1, 3; squares 14, so 14 / 2 = 7; cubes 18 and fourths 98: m2 = 14 / 3, m3 = 6, m4 = 98 / 3.
  test("equals moments by hand", () => {
    const { n, mean, deviation, skewness, kurtosis } = windowMoments(Float64Array.of(99, 1, gap, 2, 6))(1, 5);
    expect([n, mean]).toEqual([3, 3]);
    expect(deviation).toBeCloseTo(Math.sqrt(7), 12);
    expect(skewness).toBeCloseTo(6 / (14 / 3) ** 1.5, 12);
    expect(kurtosis).toBeCloseTo(98 / 3 / (14 / 3) ** 2, 12);
  });

  test("equals moments of all rows of the window, wherever it begins and ends", () => {
    const between = windowMoments(values);
    const row = fc.integer({ min: 0, max: values.length });
    fc.assert(
      fc.property(row, row, (one, other) => {
        fc.pre(Math.abs(one - other) > 3);
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const { n, ...expected } = moments(values.subarray(from, to));
        const found = between(from, to);
        expect(found.n).toBe(n);
        for (const name of ["mean", "deviation", "skewness", "kurtosis"] as const) {
          expect(Math.abs(found[name] - expected[name])).toBeLessThan(1e-9 * (1e-6 + Math.abs(expected[name])));
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("has none of gaps, and no shape of what does not vary", () => {
    const between = windowMoments(new Float64Array(4_000).fill(gap).fill(0.25, 2_500));
    expect(between(10, 2_400)).toEqual({ n: 0, mean: gap, deviation: gap, skewness: gap, kurtosis: gap });
    expect(between(10, 2_501)).toEqual({ n: 1, mean: 0.25, deviation: gap, skewness: gap, kurtosis: gap });
    expect(between(10, 4_000)).toEqual({ n: 1_500, mean: 0.25, deviation: 0, skewness: gap, kurtosis: gap });
  });
});
