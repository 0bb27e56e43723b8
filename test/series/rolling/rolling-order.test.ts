import fc from "fast-check";
import { quantileSorted } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { rollingQuantile } from "../../../lib/series/rolling/rolling-quantile.js";
import { rollingRank } from "../../../lib/series/rolling/rolling-rank.js";
import { type Series, series } from "../../../lib/series/series.js";
import { seededNoise } from "../seeded-noise.js";

const make = (values: ArrayLike<number>): Series =>
  series({ name: "a", unit: "usd", times: Array.from(values, (_, row) => row), values });

/** Present values of the window that ends at `row`, in rising order. */
function windowAt(values: ArrayLike<number>, row: number, window: number): number[] {
  const rows = Array.from(values).slice(Math.max(0, row - window + 1), row + 1);
  return rows.filter((value) => !Number.isNaN(value)).sort((first, second) => first - second);
}

function quantileOf(sorted: readonly number[], q: number): number {
  const exact = (sorted.length - 1) * q;
  const lower = sorted[Math.floor(exact)] as number;
  return lower + (exact - Math.floor(exact)) * ((sorted[Math.floor(exact) + 1] ?? lower) - lower);
}

function expectPlain(values: ArrayLike<number>, window: number, q: number): void {
  const ranks = rollingRank(make(values), window, { minCount: 1 }).values;
  const quantiles = rollingQuantile(make(values), window, q, { minCount: 1 }).values;
  for (let row = 0; row < values.length; row++) {
    const sorted = windowAt(values, row, window);
    const x = values[row] as number;
    const below = sorted.filter((value) => value < x).length;
    const equal = sorted.filter((value) => value === x).length;
    expect(ranks[row]).toBe(Number.isNaN(x) ? Number.NaN : (below + (equal + 1) / 2) / sorted.length);
    // Zeros of either sign are equal.
    expect((quantiles[row] as number) + 0).toBe(sorted.length === 0 ? Number.NaN : quantileOf(sorted, q) + 0);
  }
}

test("rank and quantile are those of each window sorted anew, whatever the values, gaps and equal ones", () => {
  const value = fc.oneof(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.integer({ min: -2, max: 2 }),
    fc.constant(Number.NaN),
    fc.constantFrom(5e9, 5e9 + 2 ** -20, -0, 0, 1e-320, 1e300, -1e308, 1e308),
  );
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 80 }),
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, window, q) => expectPlain(values, window, q),
    ),
    { seed: 4, numRuns: 300 },
  );
});

describe("long windows, whose counts go beyond one group of words", () => {
  const noise = seededNoise(3);
  const walk = new Float64Array(5_000);
  for (let row = 1; row < walk.length; row++) walk[row] = (walk[row - 1] as number) + noise();
  test.each([
    ["a random walk", walk],
    ["independent values", Float64Array.from(walk, () => noise())],
    ["rising values", Float64Array.from(walk, (_, row) => row)],
    ["one outlier far above all others", Float64Array.from(walk, (x, row) => (row === 700 ? 1e15 : x))],
    ["few distinct values", Float64Array.from(walk, (x) => Math.round(x))],
    ["a gap of half of the rows", Float64Array.from(walk, (x, row) => (row > 1500 && row < 4000 ? Number.NaN : x))],
  ])("rank and quantile of %s are those of each window sorted anew", (_, values) => {
    const window = 900;
    const ranks = rollingRank(make(values), window, { minCount: 1 }).values;
    const quantiles = rollingQuantile(make(values), window, 0.9, { minCount: 1 }).values;
    for (let row = 0; row < values.length; row += 37) {
      const sorted = windowAt(values, row, window);
      const x = values[row] as number;
      const below = sorted.filter((value) => value < x).length;
      const equal = sorted.filter((value) => value === x).length;
      expect(ranks[row]).toBe(Number.isNaN(x) ? Number.NaN : (below + (equal + 1) / 2) / sorted.length);
      expect(quantiles[row]).toBe(sorted.length === 0 ? Number.NaN : quantileOf(sorted, 0.9));
    }
  });
});

// numpy.quantile([1, 2, 4, 8], [0, 0.1, 0.5, 0.75, 1]) of numpy 2.4: 1, 1.3, 3, 5, 8.
test("rollingQuantile is numpy's linear quantile", () => {
  const last = (q: number): number => rollingQuantile(make([4, 1, 8, 2]), 4, q).values[3] as number;
  expect([0, 0.1, 0.5, 0.75, 1].map(last)).toEqual([1, 1.3, 3, 5, 8]);
});

test("where a quantile falls on a value, simple-statistics agrees", () => {
  const values = [7, 3, 9, 1, 5];
  const sorted = [...values].sort((first, second) => first - second);
  for (const q of [0.25, 0.75]) {
    expect(rollingQuantile(make(values), 5, q).values[4]).toBe(quantileSorted(sorted, q));
  }
});

test.each([-0.1, 1.1, Number.NaN])("rollingQuantile refuses the level %d", (q) => {
  expect(() => rollingQuantile(make([1]), 1, q)).toThrow(`rollingQuantile: q ${q} is out of range; give 0 to 1`);
});
