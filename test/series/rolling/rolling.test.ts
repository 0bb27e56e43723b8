import fc from "fast-check";
import { max, mean, median, medianAbsoluteDeviation, min, sampleStandardDeviation, sum } from "simple-statistics";
import { describe, expect, test } from "vitest";
import type { SeriesOrPanel } from "../../../lib/series/map-columns.js";
import { type Panel, panel } from "../../../lib/series/panel.js";
import { rollingMad } from "../../../lib/series/rolling/rolling-mad.js";
import { rollingMax } from "../../../lib/series/rolling/rolling-max.js";
import { rollingMean } from "../../../lib/series/rolling/rolling-mean.js";
import { rollingMedian } from "../../../lib/series/rolling/rolling-median.js";
import { rollingMin } from "../../../lib/series/rolling/rolling-min.js";
import type { RollingOptions } from "../../../lib/series/rolling/rolling-options.js";
import { rollingQuantile } from "../../../lib/series/rolling/rolling-quantile.js";
import { rollingRank } from "../../../lib/series/rolling/rolling-rank.js";
import { rollingRobustZScore } from "../../../lib/series/rolling/rolling-robust-z-score.js";
import { rollingStd } from "../../../lib/series/rolling/rolling-std.js";
import { rollingSum } from "../../../lib/series/rolling/rolling-sum.js";
import { rollingZScore } from "../../../lib/series/rolling/rolling-z-score.js";
import { type Series, series } from "../../../lib/series/series.js";
import { seededNoise } from "../seeded-noise.js";
import { expectCausal } from "../truncation.js";

const nan = Number.NaN;
const make = (values: ArrayLike<number>): Series =>
  series({ name: "a", unit: "usd", venue: "okx", times: Array.from(values, (_, row) => row), values });

function expectClose(actual: number | undefined, expected: number, digits: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(actual).toBeCloseTo(expected, digits);
}

/** With its level fixed it is a rolling function like the others. */
function lowerQuartile<D extends SeriesOrPanel>(data: D, window: number, options?: RollingOptions): D {
  return rollingQuantile(data, window, 0.25, options);
}

const all = {
  rollingMean,
  rollingStd,
  rollingZScore,
  rollingSum,
  rollingMin,
  rollingMax,
  rollingMedian,
  rollingQuantile: lowerQuartile,
  rollingRank,
  rollingMad,
  rollingRobustZScore,
};
const each = Object.entries(all);

/** What each function says of one window, straight from its definition; `window` holds present values, `x` is the last row. */
const definitions: Record<keyof typeof all, (window: number[], x: number) => number> = {
  rollingMean: (window) => mean(window),
  rollingStd: (window) => (window.length < 2 ? nan : sampleStandardDeviation(window)),
  rollingZScore: (window, x) => {
    const deviation = window.length < 2 ? 0 : sampleStandardDeviation(window);
    return deviation === 0 ? nan : (x - mean(window)) / deviation;
  },
  rollingSum: (window) => sum(window),
  rollingMin: (window) => min(window),
  rollingMax: (window) => max(window),
  rollingMedian: (window) => median(window),
  rollingQuantile: (window) => {
    const rising = [...window].sort((first, second) => first - second);
    const whole = Math.floor((rising.length - 1) / 4);
    const rest = (rising.length - 1) / 4 - whole;
    const lower = rising[whole] as number;
    return lower + rest * ((rising[whole + 1] ?? lower) - lower);
  },
  rollingRank: (window, x) => {
    const below = window.filter((value) => value < x).length;
    const equal = window.filter((value) => value === x).length;
    return Number.isNaN(x) ? nan : (below + (equal + 1) / 2) / window.length;
  },
  rollingMad: (window) => medianAbsoluteDeviation(window),
  rollingRobustZScore: (window, x) => {
    const deviation = medianAbsoluteDeviation(window);
    return deviation === 0 ? nan : (x - median(window)) / (1.4826 * deviation);
  },
};

// Each checked by hand. Windows of 3: (2, 4, 6), (4, 6, 6), (6, 6, 0).
// Means 4, 16/3, 4. Squares about the mean 8, 8/3, 24, divided by n − 1 = 2 and rooted: 2, sqrt(4/3), sqrt(12).
// z: (6 − 4) / 2 = 1; (6 − 16/3) / sqrt(4/3) = 1 / sqrt(3); (0 − 4) / sqrt(12) = −2 / sqrt(3).
// Ranks of the last: 6 is 3rd of 3; the two 6 share ranks 2 and 3, so 2.5 / 3; 0 is 1st of 3.
// Medians 4, 6, 6; distances from them (2, 0, 2), (2, 0, 0), (0, 0, 6), of medians 2, 0, 0; (6 − 4) / (1.4826 × 2).
test.each([
  ["rollingMean", [4, 16 / 3, 4]],
  ["rollingStd", [2, Math.sqrt(4 / 3), Math.sqrt(12)]],
  ["rollingZScore", [1, 1 / Math.sqrt(3), -2 / Math.sqrt(3)]],
  ["rollingSum", [12, 16, 12]],
  ["rollingMin", [2, 4, 0]],
  ["rollingMax", [6, 6, 6]],
  ["rollingMedian", [4, 6, 6]],
  // Half of the way from the lowest to the middle one: 3, 5, and 3 in (0, 6, 6).
  ["rollingQuantile", [3, 5, 3]],
  ["rollingRank", [1, 2.5 / 3, 1 / 3]],
  ["rollingMad", [2, 0, 0]],
  ["rollingRobustZScore", [1 / 1.4826, nan, nan]],
] as const)("%s agrees with the sum by hand", (name, expected) => {
  const { values } = all[name](make([2, 4, 6, 6, 0]), 3);
  expect([...values.subarray(0, 2)]).toEqual([nan, nan]);
  for (const [index, value] of expected.entries()) expectClose(values[index + 2], value, 14);
});

// By hand, windows of 3 with at least 2: (1), (1, 3), (1, 3, –), (3, –, –), (–, –, 5), (–, 5, 9).
test.each([
  ["rollingMean", [nan, 2, 2, nan, nan, 7]],
  ["rollingStd", [nan, Math.SQRT2, Math.SQRT2, nan, nan, Math.sqrt(8)]],
  ["rollingZScore", [nan, Math.SQRT1_2, nan, nan, nan, Math.SQRT1_2]],
  ["rollingSum", [nan, 4, 4, nan, nan, 14]],
  ["rollingMin", [nan, 1, 1, nan, nan, 5]],
  ["rollingMax", [nan, 3, 3, nan, nan, 9]],
  ["rollingMedian", [nan, 2, 2, nan, nan, 7]],
  ["rollingQuantile", [nan, 1.5, 1.5, nan, nan, 6]],
  ["rollingRank", [nan, 1, nan, nan, nan, 1]],
  ["rollingMad", [nan, 1, 1, nan, nan, 2]],
  ["rollingRobustZScore", [nan, 1 / 1.4826, nan, nan, nan, 1 / 1.4826]],
] as const)("%s skips gaps and waits for the least count", (name, expected) => {
  const { values } = all[name](make([1, 3, nan, nan, 5, 9]), 3, { minCount: 2 });
  for (const [row, value] of expected.entries()) expectClose(values[row], value, 14);
});

describe.each(each)("%s", (name, rolling) => {
  test("is blanked by a gap in its window unless told otherwise", () => {
    const { values } = rolling(make([1, 2, 4, nan, 3, 1, 2, 5]), 3);
    expect(Array.from(values, Number.isNaN)).toEqual([true, true, false, true, true, true, false, false]);
  });

  test("keeps times, name and identity, and the kind it was given", () => {
    const data = make([1, 2, 4]);
    const result = rolling(data, 2);
    expect([result.times, result.name, result.identity]).toEqual([data.times, "a", { venue: "okx" }]);
    const unit = { rollingZScore: "score", rollingRobustZScore: "score", rollingRank: "fraction" }[name] ?? "usd";
    expect(result.unit).toBe(unit);
    const both: Panel = rolling(panel({ times: [1, 2], unit: "usd", columns: { a: [1, 2], b: [2, 1] } }), 2);
    expect([both.names, both.unit]).toEqual([["a", "b"], unit]);
  });

  test("takes empty data, one row, a window of one row and one longer than the data", () => {
    expect(rolling(make([]), 3).length).toBe(0);
    expect([...rolling(make([5]), 3).values]).toEqual([nan]);
    const single =
      { rollingStd: nan, rollingZScore: nan, rollingRobustZScore: nan, rollingRank: 1, rollingMad: 0 }[name] ?? 5;
    expect([...rolling(make([5]), 1).values]).toEqual([single]);
    expect([...rolling(make([5]), 9, { minCount: 1 }).values]).toEqual([single]);
    expect([...rolling(make([nan, nan]), 2, { minCount: 1 }).values]).toEqual([nan, nan]);
  });

  test("does not see the future", () => {
    const values = [3, 1, nan, 4, 1, 5, 9, nan, nan, 2, 6, 5, 3, 5];
    const data = panel({
      times: values.map((_, row) => row),
      unit: "usd",
      columns: { a: values, b: values.map((value) => 1e9 + value * 1e-3) },
    });
    for (const window of [1, 2, 3, 5, 20]) expectCausal(data, (rows) => rolling(rows, window, { minCount: 1 }));
  });

  test("agrees with its definition applied to every window, with gaps and ties", () => {
    const cell = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
      { weight: 4, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }).map(Math.fround) },
      { weight: 1, arbitrary: fc.constant(nan) },
    );
    const window = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), window, fc.nat(), (values, rows, count) => {
        const minCount = (count % rows) + 1;
        const result = rolling(make(values), rows, { minCount }).values;
        for (const [row, x] of values.entries()) {
          const present = values.slice(Math.max(0, row - rows + 1), row + 1).filter((value) => !Number.isNaN(value));
          const expected = present.length < minCount ? nan : definitions[name as keyof typeof all](present, x);
          // A spread of rounding only, in the reference, is no spread.
          if (name === "rollingZScore" && new Set(present).size === 1) expect(result[row]).toBeNaN();
          else expectClose(result[row], expected, 8);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("forgets an extreme value once it has left the window", () => {
    const noise = seededNoise(3);
    const calm = Array.from({ length: 60 }, () => 1e9 + noise());
    for (const row of [0, 4, 9, 10, 25]) {
      const shocked = rolling(make(calm.with(row, 1e18)), 10).values;
      expect([...shocked.subarray(row + 10)]).toEqual([...rolling(make(calm), 10).values.subarray(row + 10)]);
    }
  });

  test("takes whole numbers of rows from 1, and a least count within the window", () => {
    for (const window of [0, -3, 2.5, nan]) {
      expect(() => rolling(make([1]), window)).toThrow(
        `${name}: window ${window} is not a number of rows; give a whole number of at least 1`,
      );
    }
    expect(() => rolling(make([1]), 3, { minCount: 0 })).toThrow(`${name}: minCount 0 is not a number of rows`);
    expect(() => rolling(make([1]), 3, { minCount: 4 })).toThrow(
      `${name}: minCount 4 is more than the 3 rows of the window; no row would have a value`,
    );
  });
});
