import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confirmedByTakers } from "../../../lib/analytics/regimes/confirmed-by-takers.js";
import { confirmedByVolume } from "../../../lib/analytics/regimes/confirmed-by-volume.js";
import { hourMs } from "../../../lib/series/time.js";
import { expectCausal, randomPanel, runs } from "../panels.js";
import { coded, hourlySeries } from "./coded.js";

const gap = Number.NaN;

describe("confirmedByTakers", () => {
  const confirmed = (codes: readonly number[], delta: readonly number[], horizon = 1) => [
    ...confirmedByTakers(coded(codes, horizon), hourlySeries(delta, "base")).codes,
  ];

  test("keeps buildups and exits that takers bought or sold as the name says", () => {
    const codes = [1, 2, 3, 4];
    expect(confirmed(codes, [5, 5, 5, 5])).toEqual([1, 0, 3, 0]);
    expect(confirmed(codes, [-5, -5, -5, -5])).toEqual([0, 2, 0, 4]);
    expect(confirmed(codes, [0, 0, 0, 0])).toEqual([0, 0, 0, 0]);
  });
  // 0.1 + 0.2 − 0.3 is 0 by hand and 5.6e-17 in floating point.
  test("deltas that cancel over the horizon confirm nothing", () => {
    const cancelling = Array.from({ length: 12 }, (_, t) => [0.1, 0.2, -0.3][t % 3] as number);
    for (const label of [1, 2]) {
      const codes = confirmed(
        cancelling.map(() => label),
        cancelling,
        3,
      );
      expect(codes).toEqual(cancelling.map((_, t) => (t < 2 ? -1 : 0)));
    }
  });

  test("a label without a delta is missing, and a neutral row needs none", () => {
    expect(confirmed([1, 0, -1], [gap, gap, 5])).toEqual([-1, 0, -1]);
  });

  // By hand, sums of two rows: –, 3 − 1 = 2, −1 − 2 = −3.
  test("over a horizon the delta is that of its rows", () => {
    expect(confirmed([1, 1, 1], [3, -1, -2], 2)).toEqual([-1, 1, 0]);
  });

  test("takes no rows and one", () => {
    expect(confirmed([], [])).toEqual([]);
    expect(confirmed([1], [2])).toEqual([1]);
  });

  test("a row is known when its delta is", () => {
    const delta = hourlySeries([1, 1], "base", hourMs);
    const found = coded([1, 1]);
    expect(confirmedByTakers(found, delta).priceChange.identity.delayMs).toBe(hourMs);
    expect(found.priceChange.identity.delayMs).toBeUndefined();
    const late = { ...found, priceChange: hourlySeries([0, 0], "fraction", 2 * hourMs) };
    expect(confirmedByTakers(late, delta).priceChange).toBe(late.priceChange);
  });

  test("other times are refused", () => {
    expect(() => confirmed([1, 1], [1])).toThrow("confirmedByTakers: inputs of 2 and 1 rows; align them first");
  });
});

describe("confirmedByVolume", () => {
  const confirmed = (
    codes: readonly number[],
    volume: readonly number[],
    options: { window: number; factor?: number; minCount?: number },
    horizon = 1,
  ) => [...confirmedByVolume(coded(codes, horizon), hourlySeries(volume, "base"), options).codes];

  // By hand, medians of the three before: row 3 of (10, 30, 20): 20; row 4 of (30, 20, 21): 21; row 5 of (20, 21, 20): 20.
  test("keeps the labels of rows with more than the usual volume", () => {
    const volume = [10, 30, 20, 21, 20, 41];
    const codes = [1, 1, 1, 1, 2, 4];
    expect(confirmed(codes, volume, { window: 3, minCount: 3 })).toEqual([-1, -1, -1, 1, 0, 4]);
    expect(confirmed(codes, volume, { window: 3, minCount: 3, factor: 2 })).toEqual([-1, -1, -1, 0, 0, 4]);
    // With half the window, 2 of 3, row 2 is known too: the median of (10, 30) is 20, and 20 is not more.
    expect(confirmed(codes, volume, { window: 3 })).toEqual([-1, -1, 0, 1, 0, 4]);
  });

  test("a label without a volume is missing, and a neutral row needs none", () => {
    expect(confirmed([0, 1, 1, 0, 3], [1, 1, gap, gap, 5], { window: 4, minCount: 1 })).toEqual([0, 0, -1, 0, 3]);
  });

  // By hand, sums of two rows: –, 3, 5, 4; the last against the median of (3, 5) is not more, the third against 3 is.
  test("over a horizon the volume is that of its rows", () => {
    expect(confirmed([1, 1, 1, 1], [1, 2, 3, 1], { window: 2, minCount: 1 }, 2)).toEqual([-1, -1, 1, 0]);
  });

  test("a volume equal to the usual one is not more, however its rows are added up", () => {
    const volume = Array.from({ length: 40 }, (_, t) => [0.1, 0.2, 0.3, 0.7, 0.11][t % 5] as number);
    const labels = volume.map(() => 1);
    const codes = confirmed(labels, volume, { window: 5, minCount: 1 }, 5);
    // By hand: the first sum ends in row 4, so the first with one before it is row 5.
    expect(codes).toEqual(volume.map((_, t) => (t < 5 ? -1 : 0)));
    // One that is more by a part in 10^12 is more.
    const grown = volume.with(39, volume[39] * (1 + 1e-11));
    expect(confirmed(labels, grown, { window: 5 }, 5).at(-1)).toBe(1);
  });

  test("takes no rows and one", () => {
    expect(confirmed([], [], { window: 3 })).toEqual([]);
    expect(confirmed([1], [2], { window: 3 })).toEqual([-1]);
  });

  test("impossible volumes and options are refused", () => {
    expect(() => confirmed([1, 1], [1, -2], { window: 3 })).toThrow(
      'confirmedByVolume: volume -2 of "line" at 2025-07-01T01:00Z is negative; repair it, or set it to NaN',
    );
    expect(() => confirmed([1], [1], { window: 3, factor: -1 })).toThrow(
      "confirmedByVolume: factor -1 is not 0 or more; give how often the usual volume",
    );
    expect(() => confirmed([1], [1], { window: 0 })).toThrow("confirmedByVolume: window 0 is not a number of rows");
    expect(() => confirmed([1], [1, 1], { window: 3 })).toThrow("confirmedByVolume: inputs of 1 and 2 rows");
  });
});

test("confirmation depends on no later row, and on no scale", () => {
  fc.assert(
    fc.property(randomPanel, fc.integer({ min: 1, max: 3 }), (random, horizon) => {
      const codesOf = (length: number) => Array.from({ length }, (_, t) => ((t * 7) % 6) - 1);
      const both = (part: typeof random) => {
        const found = coded(codesOf(part.length), horizon);
        const delta = part.column("venue1").with(part.column("venue1").values.map((value) => value - 500_000));
        return [
          confirmedByVolume(found, part.column("venue0"), { window: 4 }).codes,
          confirmedByTakers(found, delta).codes,
        ];
      };
      expectCausal(random, both);
      const found = coded(codesOf(random.length), horizon);
      const volume = random.column("venue0");
      const scaled = volume.with(volume.values.map((value) => value * 4096));
      expect(confirmedByVolume(found, scaled, { window: 4 }).codes).toEqual(
        confirmedByVolume(found, volume, { window: 4 }).codes,
      );
    }),
    runs,
  );
});
