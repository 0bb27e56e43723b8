import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { histogram } from "../../../lib/plots/results/histogram.js";
import { sortedQuantile } from "../../../lib/statistics/sorted-quantile.js";

const of = (values: readonly number[], most?: number) => {
  const sorted = Float64Array.from(values).sort();
  return histogram(
    sorted,
    [sortedQuantile(sorted, 0.25), sortedQuantile(sorted, 0.75)],
    most === undefined ? {} : { most },
  );
};

describe("histogram", () => {
  // 1 … 100: quartiles 25.75 and 75.25, so that the width is 99 / 100^(1/3) = 21.33, held to 9.9 to make ten bins.
  test("takes the width of Freedman and Diaconis within limits", () => {
    expect(of(Array.from({ length: 100 }, (_, row) => row + 1)).width).toBeCloseTo(9.9, 12);
    // Quartiles −1 and 1 of 1,000 values and two far ones: 4 / 1002^(1/3) = 0.4 would make 500 bins.
    expect(of([...Array.from({ length: 1_000 }, (_, row) => (row % 2 === 0 ? 1 : -1)), -100, 100], 50).width).toBe(4);
  });

  test("gives one bin to values that are all equal", () => {
    expect(of([3, 3]).counts).toEqual([2]);
  });

  test("counts every value once, none in a bin of another sign or further than half a bin away", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1_000, max: 1_000 }).filter((value) => value !== 0),
          { minLength: 1 },
        ),
        (values) => {
          const { centres, counts, width } = of(values);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
          centres.forEach((centre, bin) => {
            const near = values.filter((value) => Math.abs(value - centre) < width * 0.499);
            expect(counts[bin]).toBeGreaterThanOrEqual(near.length);
            for (const value of near) expect(Math.sign(value)).toBe(Math.sign(centre));
          });
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });
});
