import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coveredRanges, missingRanges, monthRanges, periodText } from "../../../lib/store/reading/missing-ranges.js";

const range = (from: number, to: number) => ({ from, to });

describe("missingRanges", () => {
  test("gives what lies before, between and after", () => {
    expect(missingRanges(range(0, 10), [range(6, 8), range(2, 4)])).toEqual([range(0, 2), range(4, 6), range(8, 10)]);
  });

  test("gives all of a period that nothing covers, and nothing of one that is covered", () => {
    expect(missingRanges(range(0, 10), [])).toEqual([range(0, 10)]);
    expect(missingRanges(range(0, 10), [range(10, 20), range(-5, 0)])).toEqual([range(0, 10)]);
    expect(missingRanges(range(0, 10), [range(-5, 4), range(4, 12)])).toEqual([]);
    expect(missingRanges(range(3, 3), [])).toEqual([]);
  });

  const some = fc.tuple(fc.integer({ min: -3, max: 23 }), fc.integer({ min: 0, max: 9 }));

  // By hand for every whole time of the period: it is covered if some range holds it.
  test("and coveredRanges part the period into times that no range holds and times that one does", () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), some, (ranges, [from, length]) => {
        const covered = ranges.map(([start, size]) => range(start, start + size));
        const period = range(from, from + length);
        const holds = (all: readonly { from: number; to: number }[], time: number) =>
          all.filter((one) => one.from < time && time <= one.to).length;
        const [missing, there] = [missingRanges(period, covered), coveredRanges(period, covered)];
        for (let time = from + 1; time <= from + length; time++) {
          const isCovered = holds(covered, time) > 0;
          expect([holds(missing, time), holds(there, time)]).toEqual(isCovered ? [0, 1] : [1, 0]);
        }
        for (const all of [missing, there]) {
          for (const one of all) expect(one.from >= from && one.from < one.to && one.to <= from + length).toBe(true);
          // What touches is one range.
          for (let i = 1; i < all.length; i++) expect(all[i]?.from).toBeGreaterThan(all[i - 1]?.to as number);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test("monthRanges cuts a period at the starts of its months", () => {
  const at = (text: string) => Date.parse(text);
  expect(monthRanges(range(at("2025-11-15"), at("2026-01-02"))).map(periodText)).toEqual([
    "2025-11-15 to 2025-12-01",
    "2025-12-01 to 2026-01-01",
    "2026-01-01 to 2026-01-02",
  ]);
  expect(monthRanges(range(at("2025-11-01"), at("2025-12-01"))).map(periodText)).toEqual(["2025-11-01 to 2025-12-01"]);
  expect(monthRanges(range(5, 5))).toEqual([]);
});
