import fc from "fast-check";
import { sampleRankCorrelation } from "simple-statistics";
import { expect, test } from "vitest";
import { leastSquares } from "../../lib/statistics/least-squares.js";
import { ranks } from "../../lib/statistics/ranks.js";
import { seededNoise } from "../series/seeded-noise.js";
import { oracle, oraclesAbsent } from "./oracle.js";

// By hand: 1 is least; the two 3 share ranks 2 and 3; 8 is the fourth.
test("equal values share a rank and a gap has none", () => {
  expect([...ranks([3, 8, NaN, 1, 3])]).toEqual([2.5, 4, NaN, 1, 2.5]);
  expect([...ranks([])]).toEqual([]);
  expect([...ranks([7])]).toEqual([1]);
});

test("ranks add up to n (n + 1) / 2 and do not change with a rising function", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 40 }), (values) => {
      const found = ranks(values);
      expect(found.reduce((sum, rank) => sum + rank, 0)).toBe((values.length * (values.length + 1)) / 2);
      expect([...ranks(values.map((value) => Math.exp(value)))]).toEqual([...found]);
    }),
    { seed: 9 },
  );
});

/** Slope between the ranks, which all have one deviation where there are no ties. */
function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  return leastSquares(ranks(y), [ranks(x)]).coefficients[1];
}

test("their correlation is that of simple-statistics", () => {
  const noise = seededNoise(3);
  const x = Array.from({ length: 50 }, noise);
  const y = x.map((value) => value ** 3 + noise() / 20);
  expect(rankCorrelation(x, y)).toBeCloseTo(sampleRankCorrelation(x, y), 12);
});

test.skipIf(oraclesAbsent)("their correlation is scipy's (skipped where ../shared/oracles is absent)", () => {
  const { inputs, expected, tolerance } = oracle("ic/rank_correlation");
  const [spearman] = expected.spearman as number[];
  const found = rankCorrelation(inputs.x as number[], inputs.y as number[]);
  expect(Math.abs(found - spearman)).toBeLessThanOrEqual(tolerance.rel * Math.abs(spearman));
});
