import fc from "fast-check";
import { expect, test } from "vitest";
import { rollingMad } from "../../../lib/series/rolling/rolling-mad.js";
import { rollingRobustZScore } from "../../../lib/series/rolling/rolling-robust-z-score.js";
import { type Series, series } from "../../../lib/series/series.js";
import { seededNoise } from "../seeded-noise.js";

const make = (values: ArrayLike<number>): Series =>
  series({ name: "a", unit: "usd", times: Array.from(values, (_, row) => row), values });

/** From the definition: sorts the window, and the deviations. */
function slowMad(values: readonly number[], window: number, row: number): number {
  const rows = values.slice(Math.max(0, row - window + 1), row + 1).filter((value) => value === value);
  const middle = middleOf(rows);
  return middleOf(rows.map((value) => Math.abs(value - middle)));
}

function middleOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// By hand: the median of (1, 1, 2, 2, 4, 6, 9) is 2, the distances (1, 1, 0, 0, 2, 4, 7), in order 0 0 1 1 2 4 7: 1.
// Of the last six, (1, 2, 2, 4, 6, 9), it is 3, the distances 2 1 1 1 3 6, in order 1 1 1 2 3 6: (1 + 2) / 2.
test("the median absolute deviation of an odd and an even number of values is that by hand", () => {
  const data = make([1, 1, 2, 2, 4, 6, 9]);
  expect(rollingMad(data, 7).values[6]).toBe(1);
  expect(rollingMad(data, 6).values[6]).toBe(1.5);
  expect(rollingRobustZScore(data, 7).values[6]).toBe(7 / 1.4826);
  expect(rollingRobustZScore(data, 6).values[6]).toBe(6 / (1.4826 * 1.5));
});

test("the deviation is to the last bit that of sorting each window, with gaps, ties and large offsets", () => {
  const cell = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
    { weight: 4, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );
  const offset = fc.constantFrom(0, 1e9, -1e15);
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 80 }), fc.integer({ min: 1, max: 40 }), offset, (cells, window, by) => {
      const values = cells.map((value) => value + by);
      const found = rollingMad(make(values), window, { minCount: 1 }).values;
      for (let row = 0; row < values.length; row++) expect(found[row]).toBe(slowMad(values, window, row));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("one value beyond all bounds moves a score of the others by no more than another rank would", () => {
  const noise = seededNoise(5);
  const calm = Array.from({ length: 99 }, () => noise());
  const score = (first: number) => rollingRobustZScore(make([first, ...calm]), 100).values[99];
  expect(Math.abs(score(1e12) - score(0.5))).toBe(0);
  expect(Math.abs(score(1e12) - score(0))).toBeLessThan(0.1);
});

test("where more than half of the window are equal there is no score", () => {
  const { values } = rollingRobustZScore(make([3, 3, 3, 7, 8]), 5);
  expect(values[4]).toBeNaN();
  expect(rollingMad(make([3, 3, 3, 7, 8]), 5).values[4]).toBe(0);
});

test("a change of scale by a power of two scales deviations and leaves scores as they are", () => {
  const noise = seededNoise(9);
  const values = Array.from({ length: 200 }, () => 100 + noise());
  const scaled = values.map((value) => value * 4096);
  const deviations = rollingMad(make(values), 30).values;
  expect([...rollingMad(make(scaled), 30).values]).toEqual(Array.from(deviations, (value) => value * 4096));
  expect([...rollingRobustZScore(make(scaled), 30).values]).toEqual([...rollingRobustZScore(make(values), 30).values]);
});
