import fc from "fast-check";
import { expect, test } from "vitest";
import { priorRobustScore } from "../../../lib/analytics/columns/prior-robust-score.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: before row 4 with a horizon of 2 stand rows 0 to 2: 1, 2, 4. Median 2, deviations 1, 0, 2, MAD 1: (9 − 2) / 1.4826.
test("a value is judged by the window that ends a horizon before it", () => {
  const scores = priorRobustScore(hourly({ x: [1, 2, 4, 100, 9] }).column("x"), { horizon: 2, window: 3, minCount: 3 });
  expect([...scores]).toEqual([gap, gap, gap, gap, expect.closeTo(7 / 1.4826, 12)]);
});

test("a gap, too few values or a window in which nothing moves give no score", () => {
  const score = (values: number[], minCount: number) => [
    ...priorRobustScore(hourly({ x: values }).column("x"), { horizon: 1, window: 3, minCount }),
  ];
  expect(score([1, 2, 4, gap], 3)).toEqual([gap, gap, gap, gap]);
  expect(score([1, gap, 4, 5], 3)).toEqual([gap, gap, gap, gap]);
  // 1 and 4: median 2.5, MAD 1.5.
  expect(score([1, gap, 4, 5], 2)[3]).toBeCloseTo(2.5 / 1.4826 / 1.5, 12);
  expect(score([3, 3, 3, 5], 3)).toEqual([gap, gap, gap, gap]);
  expect(score([], 1)).toEqual([]);
});

test("a score depends on no later row and not on the scale", () => {
  const options = { horizon: 2, window: 5, minCount: 2 };
  fc.assert(
    fc.property(randomPanel, (random) => {
      expectCausal(random, (part) => [priorRobustScore(part.column("venue0"), options)]);
      const scaled = random.map(({ values }) => values.map((value) => value * 4096));
      expect(priorRobustScore(scaled.column("venue0"), options)).toEqual(
        priorRobustScore(random.column("venue0"), options),
      );
    }),
    runs,
  );
});
