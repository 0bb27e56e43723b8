import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asOf } from "../../lib/series/as-of.js";
import { series } from "../../lib/series/series.js";

const openInterest = series({
  name: "okx",
  unit: "base",
  venue: "okx",
  times: [10, 20, 30, 60],
  values: [1, 2, Number.NaN, 6],
});

describe("asOf", () => {
  // By hand: 10 is there itself; 25 takes 20's (age 5); 30 is a gap and takes 20's (age 10); 31 is one too old; 60 itself.
  test("carries the last value that is not missing up to its greatest age, and counts", () => {
    const { series: joined, ageMs, carried } = asOf(openInterest, [5, 10, 25, 30, 31, 60], { maxAgeMs: 10 });
    expect([...joined.values]).toEqual([Number.NaN, 1, 2, 2, Number.NaN, 6]);
    expect([...ageMs]).toEqual([Number.NaN, 0, 5, 10, Number.NaN, 0]);
    expect(carried).toBe(2);
    expect([joined.name, joined.unit, joined.identity]).toEqual(["okx", "base", { venue: "okx" }]);
  });

  test("carries nothing at age 0", () => {
    const { series: joined, carried } = asOf(openInterest, [10, 15, 30], { maxAgeMs: 0 });
    expect([...joined.values]).toEqual([1, Number.NaN, Number.NaN]);
    expect(carried).toBe(0);
  });

  // By hand: with 15 until a value is known, 20's is known at 35, and 60's at 75.
  test("waits until a value could be known", () => {
    const late = series({ ...openInterest, ...openInterest.identity, delayMs: 15 });
    const { series: joined, ageMs, carried } = asOf(late, [20, 25, 34, 35, 74, 75], { maxAgeMs: 100 });
    expect([...joined.values]).toEqual([Number.NaN, 1, 1, 2, 2, 6]);
    expect([...ageMs]).toEqual([Number.NaN, 15, 24, 15, 54, 15]);
    expect(carried).toBe(5);
  });

  test("takes the delay out of what it has waited for, and leaves it in what it has not", () => {
    const late = series({ ...openInterest, ...openInterest.identity, delayMs: 15 });
    expect(asOf(late, [20], { maxAgeMs: 100 }).series.identity).toEqual({ venue: "okx" });
    const early = asOf(late, [20], { maxAgeMs: 100, respectDelay: false }).series;
    expect(early.identity).toEqual({ venue: "okx", delayMs: 15 });
    expect(early.at(20)).toBe(2);
  });

  test("agrees with looking for each time on its own, and never with a later value", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 99 })).map((all) => all.sort((a, b) => a - b));
    const delays = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(times, times, delays, delays, (sourceTimes, targets, delayMs, maxAgeMs) => {
        const values = sourceTimes.map((time) => (time % 3 === 0 ? Number.NaN : time));
        const source = series({ name: "a", unit: "usd", delayMs, times: sourceTimes, values });
        const expected = targets.map((time) => {
          const known = values.filter((value) => value + delayMs <= time).at(-1) ?? Number.NaN;
          return time - known <= maxAgeMs ? known : Number.NaN;
        });
        expect([...asOf(source, targets, { maxAgeMs }).series.values]).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  test("takes empty series and no times", () => {
    const empty = openInterest.rows(0, 0);
    expect([...asOf(empty, [1], { maxAgeMs: 5 }).series.values]).toEqual([Number.NaN]);
    expect(asOf(openInterest, [], { maxAgeMs: 5 }).series.length).toBe(0);
    expect([...asOf(openInterest.rows(0, 1), [11], { maxAgeMs: 5 }).series.values]).toEqual([1]);
  });

  test("refuses to carry for ever", () => {
    for (const maxAgeMs of [undefined as unknown as number, Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      expect(() => asOf(openInterest, [1], { maxAgeMs })).toThrow(
        `asOf: maxAgeMs ${maxAgeMs} is not an age; give the most milliseconds a value may be carried, 0 or more`,
      );
    }
    expect(() => asOf(openInterest, [1, 1], { maxAgeMs: 1 })).toThrow("asOf: time 1970-01-01T00:00:00.001Z at row 1");
  });
});
