import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Take } from "../../lib/series/bars.js";
import type { Candles } from "../../lib/series/candles.js";
import { type Panel, panel } from "../../lib/series/panel.js";
import { resample, resampleCandles } from "../../lib/series/resample.js";
import { type Series, series } from "../../lib/series/series.js";
import { dayMs, epochMs, hourMs, isoTime, minuteMs } from "../../lib/series/time.js";
import { expectCausal } from "./truncation.js";

const nan = Number.NaN;
const make = (times: number[], values: number[]): Series =>
  series({ name: "a", unit: "base", venue: "okx", times, values });
const takes: readonly Take[] = ["last", "first", "mean", "sum", "min", "max"];

describe("resample", () => {
  // By hand, bars of 30 over rows every 10: (0, 30] holds 3, 1, 2 and (30, 60] holds 6, 4, 5.
  const rows = make([10, 20, 30, 40, 50, 60], [3, 1, 2, 6, 4, 5]);

  test.each([
    ["last", [2, 5]],
    ["first", [3, 6]],
    ["mean", [2, 5]],
    ["sum", [6, 15]],
    ["min", [1, 4]],
    ["max", [3, 6]],
  ] as const)("takes the %s of each bar and stamps it with its end", (take, expected) => {
    const taken = resample(rows, 30, { take });
    expect([...taken.times]).toEqual([30, 60]);
    expect([...taken.values]).toEqual(expected);
    expect([taken.name, taken.unit, taken.identity]).toEqual(["a", "base", { venue: "okx" }]);
  });

  test("a row at a bar's start belongs to the bar before", () => {
    expect([...resample(rows, 20, { take: "sum" }).times]).toEqual([20, 40, 60]);
    expect([...resample(rows, 20, { take: "sum" }).values]).toEqual([4, 8, 9]);
  });

  test("drops the last bar unless the data reaches its end", () => {
    expect([...resample(rows.rows(0, 5), 30, { take: "sum" }).times]).toEqual([30]);
    expect([...resample(rows.rows(0, 5), 30, { take: "last" }).times]).toEqual([30]);
  });

  test("keeps partial bars, if asked, made of the rows there are", () => {
    const partial = rows.rows(1, 5);
    expect([...resample(partial, 30, { take: "sum", partial: "keep" }).values]).toEqual([3, 10]);
    expect([...resample(partial, 30, { take: "last", partial: "keep" }).times]).toEqual([30, 60]);
    expect([...resample(partial, 30, { take: "last", partial: "keep" }).values]).toEqual([2, 4]);
    expect([...resample(rows.rows(1, 2), 30, { take: "mean", partial: "keep" }).values]).toEqual([1]);
  });

  test("drops a first bar that begins before the data, except where only its end matters", () => {
    const late = rows.rows(1);
    for (const take of takes) {
      expect([...resample(late, 30, { take }).times]).toEqual(take === "last" ? [30, 60] : [60]);
    }
  });

  test("a bar of which a row is missing has a last and a first, but no sum, mean, minimum or maximum", () => {
    const gap = make([10, 20, 30, 40, 60, 70, 80, 90], [nan, 1, 2, 6, 5, 1, 2, 3]);
    const expected: Record<Take, number[]> = {
      last: [2, 5, 3],
      first: [1, 6, 1],
      sum: [nan, nan, 6],
      mean: [nan, nan, 2],
      min: [nan, nan, 1],
      max: [nan, nan, 3],
    };
    for (const take of takes) expect([...resample(gap, 30, { take }).values]).toEqual(expected[take]);
    expect([...resample(gap, 30, { take: "sum", minCount: 2 }).values]).toEqual([3, 11, 6]);
    expect([...resample(gap, 30, { take: "last", minCount: 3 }).values]).toEqual([nan, nan, 3]);
  });

  test("a bar without rows or values is a row of NaN", () => {
    const holes = make([10, 20, 30, 100, 110, 120], [1, 2, 3, nan, nan, nan]);
    for (const take of takes) {
      const taken = resample(holes, 30, { take, minCount: 1 });
      expect([...taken.times]).toEqual([30, 60, 90, 120]);
      expect([...taken.values].slice(1)).toEqual([nan, nan, nan]);
    }
  });

  test("weeks start on Monday, days at midnight, and others where asked", () => {
    const from = epochMs("2025-06-25");
    const days = Array.from({ length: 20 }, (_, day) => from + day * dayMs);
    const daily = make(
      days,
      days.map((_, day) => day),
    );
    const weeks = resample(daily, 7 * dayMs, { take: "last" });
    expect(Array.from(weeks.times, isoTime)).toEqual(["2025-06-30", "2025-07-07", "2025-07-14"]);
    const shifted = resample(daily, 7 * dayMs, { take: "last", originMs: epochMs("2025-07-02") });
    expect(Array.from(shifted.times, isoTime)).toEqual(["2025-06-25", "2025-07-02", "2025-07-09"]);
  });

  test("resampling to the same interval changes nothing", () => {
    for (const take of takes) expect([...resample(rows, 10, { take }).values]).toEqual([...rows.values]);
  });

  test("sums of sums are sums, and the like for minimum, maximum, first and last", () => {
    const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 11 }), (all, offset) => {
        const data = make(
          all.map((_, row) => (row + offset) * 10),
          all,
        );
        for (const take of ["sum", "min", "max", "last"] as const) {
          const direct = resample(data, 120, { take, sourceIntervalMs: 10 });
          const steps = resample(resample(data, 30, { take, sourceIntervalMs: 10 }), 120, {
            take,
            sourceIntervalMs: 30,
          });
          expect([...steps.times]).toEqual([...direct.times]);
          expect([...steps.values]).toEqual([...direct.values]);
        }
      }),
      { seed: 1 },
    );
  });

  test("does not see the future", () => {
    const times = [10, 20, 30, 50, 60, 70, 80, 90, 130, 140];
    const data = panel({
      times,
      unit: "base",
      columns: { a: [1, 2, nan, 4, 5, 6, 7, 8, 9, 10], b: times, c: times.map(() => nan) },
    });
    for (const take of takes) {
      expectCausal(data, (part) => resample(part, 30, { take, sourceIntervalMs: 10 }));
      expectCausal(data, (part) => resample(part, 30, { take, sourceIntervalMs: 10, minCount: 2, originMs: 5 }));
    }
  });

  test("takes empty data and single rows", () => {
    for (const take of takes) {
      expect(resample(rows.rows(0, 0), 30, { take }).length).toBe(0);
      expect(resample(rows.rows(0, 1), 30, { take }).length).toBe(0);
      expect([...resample(rows.rows(0, 1), 30, { take, partial: "keep" }).values]).toEqual([3]);
    }
    // How far a single row reaches back is not known, so it is the whole of no bar.
    expect(resample(rows.rows(2, 3), 30, { take: "sum" }).length).toBe(0);
    expect([...resample(rows.rows(2, 3), 30, { take: "sum", sourceIntervalMs: 30 }).values]).toEqual([2]);
  });

  test("says what it does not know or cannot do", () => {
    expect(() => resample(rows, 30, { take: "close" as Take })).toThrow(
      'resample: unknown take "close"; known: last, first, mean, sum, min, max',
    );
    expect(() => resample(rows, 30, { take: "last", partial: "fill" as "keep" })).toThrow(
      'resample: unknown partial "fill"; known: drop, keep',
    );
    expect(() => resample(rows, 0, { take: "last" })).toThrow("resample: intervalMs 0 is not a length of time");
    expect(() => resample(rows, 30, { take: "sum", minCount: 0 })).toThrow(
      "resample: minCount 0 is not a number of rows",
    );
    expect(() => resample(rows, 30, { take: "last", originMs: nan })).toThrow(
      "resample: originMs NaN is not an instant",
    );
    expect(() => resample(rows, 30, { take: "sum", sourceIntervalMs: -10 })).toThrow(
      "resample: sourceIntervalMs -10 is not a length of time",
    );
    expect(() => resample(rows, 35, { take: "sum" })).toThrow(
      "resample: rows come every 10ms, of which a bar of 35ms is no multiple; say with minCount how many rows are enough",
    );
    expect(() => resample(rows, 5, { take: "mean" })).toThrow("resample: rows come every 10ms");
  });
});

describe("resampleCandles", () => {
  const start = epochMs("2025-07-01");
  const price: Panel = panel({
    times: Array.from({ length: 8 }, (_, bar) => start + (bar + 1) * 15 * minuteMs),
    unit: "price",
    columns: {
      open: [10, 12, 11, 13, 20, nan, 24, 25],
      high: [13, 14, 12, 15, 22, nan, 26, 27],
      low: [9, 11, 8, 12, 19, nan, 23, 24],
      close: [12, 11, 12, 14, 21, nan, 25, 26],
      volume: [1, 2, 3, 4, 5, nan, 7, 8],
    },
  });
  const candles: Candles = {
    times: price.times,
    intervalMs: 15 * minuteMs,
    open: price.column("open"),
    high: price.column("high"),
    low: price.column("low"),
    close: price.column("close"),
    volume: price.column("volume"),
  };
  const fields = ({ open, high, low, close, volume }: Candles): (readonly number[])[] =>
    [open, high, low, close, volume as Series].map(({ values }) => [...values]);

  test("takes first open, highest high, lowest low, last close and summed volume", () => {
    const hours = resampleCandles(candles, hourMs, { minCount: 3 });
    expect(Array.from(hours.times, isoTime)).toEqual(["2025-07-01T01:00Z", "2025-07-01T02:00Z"]);
    expect(fields(hours)).toEqual([
      [10, 20],
      [15, 27],
      [8, 19],
      [14, 26],
      [10, 20],
    ]);
    expect([hours.intervalMs, hours.open.times, hours.takerBuyVolume]).toEqual([hourMs, hours.times, undefined]);
  });

  test("a bar with a missing part is missing in every field", () => {
    expect(fields(resampleCandles(candles, hourMs)).map(([, second]) => second)).toEqual([nan, nan, nan, nan, nan]);
  });

  test("drops bars covered in part at either edge, or keeps them", () => {
    const cut: Candles = {
      ...candles,
      times: candles.times.subarray(1, 7),
      open: candles.open.rows(1, 7),
      high: candles.high.rows(1, 7),
      low: candles.low.rows(1, 7),
      close: candles.close.rows(1, 7),
      volume: candles.volume?.rows(1, 7),
    };
    expect(resampleCandles(cut, hourMs).times.length).toBe(0);
    const kept = resampleCandles(cut, hourMs, { partial: "keep", minCount: 1 });
    expect(fields(kept)).toEqual([
      [12, 20],
      [15, 26],
      [8, 19],
      [14, 25],
      [9, 12],
    ]);
  });

  test("refuses a length that is no multiple of the candles' own", () => {
    expect(() => resampleCandles(candles, 20 * minuteMs)).toThrow(
      "resampleCandles: intervalMs 1200000 is not a multiple of 900000, the length of the bars given",
    );
  });
});
