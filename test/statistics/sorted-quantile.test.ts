import { expect, test } from "vitest";
import { sortedQuantile } from "../../lib/statistics/sorted-quantile.js";

// numpy 2.4.6, np.quantile([1, 2, 4, 8], [0, 0.1, 0.25, 0.5, 0.9, 1]).
test("quantiles are interpolated between the values beside them, as in numpy", () => {
  const found = [0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => sortedQuantile(Float64Array.of(1, 2, 4, 8), p));
  [1, 1.3, 1.75, 3, 6.8, 8].forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 14);
  });
});

test("one value is all quantiles of itself, and none have none", () => {
  expect(sortedQuantile(Float64Array.of(7), 0.3)).toBe(7);
  expect(sortedQuantile(new Float64Array(0), 0.5)).toBeNaN();
});
