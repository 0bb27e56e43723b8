import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Moment, rollingMoments } from "../../../lib/series/rolling/rolling-moments.js";
import { seededNoise } from "../seeded-noise.js";

const nan = Number.NaN;

/**
 * Mean less the origin, and sample deviation, of the present values in two passes over offsets from the last of them, where
 * no digits are lost.
 */
function twoPass(window: readonly number[]): { origin: number; offset: number; std: number } {
  const present = window.filter((value) => !Number.isNaN(value));
  const origin = present.at(-1) ?? nan;
  const offsets = present.map((value) => value - origin);
  const offset = offsets.reduce((sum, value) => sum + value, 0) / offsets.length;
  const squares = offsets.reduce((sum, value) => sum + (value - offset) ** 2, 0);
  return { origin, offset, std: Math.sqrt(squares / (offsets.length - 1)) };
}

function windowsOf(values: readonly number[], window: number): number[][] {
  return values.map((_, row) => values.slice(Math.max(0, row - window + 1), row + 1));
}

function compute(values: readonly number[], window: number, minCount: number, take: Moment): number[] {
  return [...rollingMoments(Float64Array.from(values), window, minCount, take)];
}

describe("rollingMoments", () => {
  test("keeps small changes of a large number, through gaps", () => {
    const change = fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: -1e-3, max: 1e-3, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(nan) },
    );
    const offsets = fc.constantFrom(0, 1e9, -1e9, 1e10);
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 80 }),
        offsets,
        fc.integer({ min: 2, max: 15 }),
        (noise, offset, window) => {
          const values = noise.map((value) => offset + value);
          const std = compute(values, window, 2, "std");
          const zScore = compute(values, window, 2, "zScore");
          for (const [row, rows] of windowsOf(values, window).entries()) {
            const expected = twoPass(rows);
            const scale = expected.std || 1;
            if (rows.filter((value) => !Number.isNaN(value)).length < 2) {
              expect([std[row], zScore[row]]).toEqual([nan, nan]);
              continue;
            }
            expect(Math.abs((std[row] as number) - expected.std) / scale).toBeLessThan(1e-12);
            if (expected.std === 0 || Number.isNaN(values[row])) expect(zScore[row]).toBeNaN();
            else {
              const z = ((values[row] as number) - expected.origin - expected.offset) / expected.std;
              expect(Math.abs((zScore[row] as number) - z)).toBeLessThan(1e-11);
            }
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test("does not drift over a long series", () => {
    const noise = seededNoise(1);
    const values = Array.from({ length: 100_000 }, () => 1e9 + noise() * 1e-3);
    const std = compute(values, 288, 288, "std");
    for (const row of [287, 288, 1_000, 50_000, 99_999]) {
      const expected = twoPass(values.slice(row - 287, row + 1)).std;
      expect(Math.abs((std[row] as number) / expected - 1)).toBeLessThan(1e-12);
    }
  });

  // A sum of squares, or one from which values are taken out again, would never get its digits back after 1e18.
  test.each(["mean", "std", "zScore"] as const)("%s forgets an extreme value once it has left", (take) => {
    const noise = seededNoise(2);
    const calm = Array.from({ length: 400 }, () => 1e9 + noise());
    for (const extremeRow of [0, 7, 19, 20, 139, 140]) {
      const shocked = calm.with(extremeRow, -1e18);
      const result = compute(shocked, 20, 20, take);
      const expected = compute(calm, 20, 20, take);
      expect(result.slice(extremeRow + 20)).toEqual(expected.slice(extremeRow + 20));
      expect(result.slice(0, extremeRow)).toEqual(expected.slice(0, extremeRow));
    }
  });

  test("a constant window has a deviation of exactly 0, its own mean, and no z-score", () => {
    for (const value of [0.1, 1 / 3, 1e9 + 0.1, -7e-9]) {
      const values = Array.from({ length: 50 }, () => value).with(11, nan);
      expect(compute(values, 7, 3, "std").slice(2)).toEqual(values.slice(2).map(() => 0));
      expect(compute(values, 7, 3, "mean").slice(2)).toEqual(values.slice(2).map(() => value));
      expect(compute(values, 7, 3, "zScore").every(Number.isNaN)).toBe(true);
    }
  });

  test("a move is forgotten exactly when it has left the window", () => {
    const std = compute([5, 5, 6, 6, 6, 6, 6], 3, 3, "std");
    expect(std.slice(4)).toEqual([0, 0, 0]);
    expect(std[3]).toBeCloseTo(Math.sqrt(1 / 3), 15);
  });

  test("the same deviations come out whatever is added to all values", () => {
    const whole = Array.from({ length: 60 }, (_, row) => (row * 37) % 11);
    const lifted = whole.map((value) => value + 2 ** 40);
    expect(compute(lifted, 9, 9, "std")).toEqual(compute(whole, 9, 9, "std"));
    expect(compute(lifted, 9, 9, "zScore")).toEqual(compute(whole, 9, 9, "zScore"));
  });
});
