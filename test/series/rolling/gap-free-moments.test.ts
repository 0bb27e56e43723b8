import { expect, test } from "vitest";
import { rollingMoments } from "../../../lib/series/rolling/rolling-moments.js";
import { seededNoise } from "../seeded-noise.js";

const takes = ["mean", "std", "zScore"] as const;

/** Sample deviation in two passes over offsets from the last value. */
function twoPassStd(window: Float64Array): number {
  const offsets = Array.from(window, (value) => value - (window.at(-1) as number));
  const mean = offsets.reduce((sum, value) => sum + value, 0) / offsets.length;
  return Math.sqrt(offsets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (offsets.length - 1));
}

// Row 288 begins a block, so that all windows that end in the block count their offsets from it.
test("an origin far out of its windows costs no digit that matters", () => {
  const noise = seededNoise(3);
  const values = Float64Array.from({ length: 576 }, () => 1e9 + noise());
  values[288] = 2e9;
  const std = rollingMoments(values, 288, 288, "std");
  for (const row of [288, 289, 400, 575]) {
    expect(std[row] / twoPassStd(values.subarray(row - 287, row + 1)) - 1).toBeCloseTo(0, 12);
  }
});

// A gap changes how the rows after it are computed, and must not reach those before.
test.each(takes)("a gap leaves the %s of each row before it as it was, to the last bit", (take) => {
  const noise = seededNoise(4);
  const values = Float64Array.from({ length: 60 }, () => 5 + noise());
  const whole = rollingMoments(values, 9, 3, take);
  for (let gap = 0; gap < 60; gap++) {
    const gappy = rollingMoments(values.with(gap, Number.NaN), 9, 3, take);
    expect(gappy.subarray(0, gap)).toEqual(whole.subarray(0, gap));
    // Three blocks further nothing is left of it.
    expect(gappy.subarray(gap + 27)).toEqual(whole.subarray(gap + 27));
  }
});

// With a gap in row 5 the whole next block is computed with regard to gaps, its windows from row 15 without holding it.
test.each(takes)("the %s of a window is the same beside a gap", (take) => {
  const noise = seededNoise(5);
  const values = Float64Array.from({ length: 20 }, () => 1e6 + noise());
  const beside = rollingMoments(values.with(5, Number.NaN), 10, 10, take);
  const whole = rollingMoments(values, 10, 10, take);
  for (let row = 15; row < 20; row++) expect(beside[row] / whole[row] - 1).toBeCloseTo(0, 9);
});
