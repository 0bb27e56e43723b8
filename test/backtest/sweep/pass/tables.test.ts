import fc from "fast-check";
import { expect, test } from "vitest";
import { batches } from "../../../../lib/backtest/sweep/pass/indicators.js";
import { prefixSums } from "../../../../lib/backtest/sweep/pass/prefix-sums.js";
import { extremesIn, rangeExtremes } from "../../../../lib/backtest/sweep/pass/range-extremes.js";
import { firstUnless, rankRoom, rankRows } from "../../../../lib/backtest/sweep/pass/ranks.js";

const runs = { seed: 20_250_701, numRuns: 200 };
const level = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: -5, max: 5, noNaN: true }));

test("extremes of any range are those found by looking through it", () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 300, size: "max" }),
      fc.nat(),
      fc.nat(),
      (list, first, second) => {
        const from = Math.min(first % list.length, second % list.length);
        const to = Math.max(first % list.length, second % list.length);
        const found = new Float64Array(2);
        const fields = { width: 5, value: 0, prefix: 1, suffix: 3 };
        const rows = Float64Array.from(list.flatMap((value) => [value, 0, 0, 0, 0]));
        extremesIn(rangeExtremes(rows, fields), fields, from, to, found);
        const part = list.slice(from, to + 1);
        expect([...found].map((value) => value + 0)).toEqual([Math.max(...part) + 0, Math.min(...part) + 0]);
      },
    ),
    runs,
  );
});

test("sums of a million values stay within a rounding of the exact sum", () => {
  // Terms of 0.1 as it is stored, 3602879701896397 / 2^55: whole numbers give the exact sum. Added up plainly, the last is
  // off by 1.3e-6.
  const T = 1_000_000;
  const into = new Float64Array(4 * T);
  prefixSums(() => 0.1, into, 4, 1);
  const exact = (rows: number): number => Number(3602879701896397n * BigInt(rows)) / 2 ** 55;
  for (const rows of [1, 10, 999, 123_456, T]) {
    const sum = into[4 * (rows - 1) + 1];
    expect(Math.abs(sum - exact(rows))).toBeLessThanOrEqual(2.3e-16 * sum);
  }
  expect(into[4 * (T - 1) + 1]).toBe(100_000);
  expect(into[0]).toBe(0);
});

test("ranks compare as the values do, whatever the row they start from", () => {
  const rows = fc.array(fc.tuple(level, level, level, fc.oneof(level, fc.constant(Number.NaN))), { maxLength: 150 });
  fc.assert(
    fc.property(rows, fc.nat(150), fc.nat(150), (list, cut, start) => {
      const T = list.length;
      const arrays = [0, 1, 2, 3].map((j) => Float64Array.from(list, (row) => row[j]));
      const into = arrays.map(() => rankRoom(T));
      // In two parts, as two threads would.
      rankRows(arrays, 0, Math.min(cut, T), into);
      rankRows(arrays, Math.min(cut, T), T, into);
      const words = into.map(({ buffer }) => new Int32Array(buffer));
      for (let row = 0; row < T; row++) {
        const values = arrays.map((array) => (Number.isNaN(array[row]) ? Number.NEGATIVE_INFINITY : array[row]));
        const distinct = [...new Set(values)].sort((a, b) => a - b);
        expect(into.map((ranks) => ranks[row])).toEqual(values.map((value) => distinct.indexOf(value)));
      }
      for (const isAtLeast of [true, false]) {
        let expected = start;
        while (expected < T && arrays[0][expected] >= arrays[1][expected] === isAtLeast) expected++;
        const found = firstUnless(words[0], words[1], start, isAtLeast);
        if (expected < T) expect(found).toBe(expected);
        else expect(found).toBeGreaterThanOrEqual(T);
      }
    }),
    runs,
  );
});

test("combinations come in batches whose indicators fit, each once", () => {
  const pairs = Array.from({ length: 12 }, (_, f) =>
    Array.from({ length: 12 }, (_, s) => [`mean ${f + 1}`, `mean ${s + 101}`]),
  ).flat() as [`mean ${number}`, `mean ${number}`][];
  expect(batches(pairs, 24)).toEqual([pairs.map((_, place) => place)]);
  const parts = batches(pairs, 8);
  expect(parts.flat().sort((a, b) => a - b)).toEqual(pairs.map((_, place) => place));
  for (const part of parts) expect(new Set(part.flatMap((place) => pairs[place])).size).toBeLessThanOrEqual(8);
  expect(parts.length).toBeLessThan(20);
});
