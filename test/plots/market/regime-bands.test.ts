import { describe, expect, test } from "vitest";
import { prevailingBands, regimeBands, regimeBuckets } from "../../../lib/plots/market/regime-bands.js";

const hours = (...list: number[]): Float64Array => Float64Array.from(list, (hour) => hour * 3_600_000);
const intervalMs = 3_600_000;

describe("regimeBands", () => {
  // Bars ending at hours 1..6; 1 and 2 are alike and one stretch from 0 to 2; the missing one at 4 ends a stretch.
  test("equal neighbours are one stretch from the start of the first bar to the end of the last", () => {
    const bands = regimeBands(hours(1, 2, 3, 4, 5, 6), Int8Array.of(1, 1, 2, -1, 2, 2), intervalMs);
    expect(bands.map(({ from, to, code }) => [from / intervalMs, to / intervalMs, code])).toEqual([
      [0, 2, 1],
      [2, 3, 2],
      [4, 6, 2],
    ]);
  });

  test("a hole in time ends a stretch", () => {
    expect(regimeBands(hours(1, 3), Int8Array.of(1, 1), intervalMs)).toHaveLength(2);
  });

  test("no bars are no stretches", () => {
    expect(regimeBands(hours(), Int8Array.of(), intervalMs)).toEqual([]);
  });
});

describe("regimeBuckets", () => {
  // Six bars in two buckets of three: 1 1 2 | -1 2 2. Parts of what is told: 2/3 and 1/3, then 0 and 2/2.
  test("a bucket holds the part of its told bars in each regime", () => {
    const codes = Int8Array.of(1, 1, 2, -1, 2, 2);
    const buckets = regimeBuckets(hours(1, 2, 3, 4, 5, 6), codes, { intervalMs, count: 3, limit: 2 });
    expect(buckets.start).toBe(0);
    expect(buckets.lengthMs).toBe(3 * intervalMs);
    expect(buckets.parts.map((part) => [...part])).toEqual([
      [0, 0],
      [2 / 3, 0],
      [1 / 3, 1],
    ]);
    const bands = prevailingBands(buckets);
    expect(bands.map(({ code, part }) => [code, part])).toEqual([
      [1, 2 / 3],
      [2, 1],
    ]);
  });

  test("a bucket in which nothing is told has no parts and no band", () => {
    const buckets = regimeBuckets(hours(1, 2), Int8Array.of(-1, 1), { intervalMs, count: 2, limit: 5 });
    expect(buckets.parts.map((part) => [...part])).toEqual([
      [Number.NaN, 0],
      [Number.NaN, 1],
    ]);
    expect(prevailingBands(buckets).map(({ from, to }) => [from, to])).toEqual([[intervalMs, 2 * intervalMs]]);
  });

  // Two buckets where regime 1 prevails by 2/3 and by 3/3: one band with the mean, 5/6.
  test("equal neighbours are one band with the mean of their parts", () => {
    const codes = Int8Array.of(1, 1, 0, 1, 1, 1);
    const buckets = regimeBuckets(hours(1, 2, 3, 4, 5, 6), codes, { intervalMs, count: 2, limit: 2 });
    const [band, ...rest] = prevailingBands(buckets);
    expect(rest).toEqual([]);
    expect(band?.part).toBeCloseTo(5 / 6, 12);
  });
});
