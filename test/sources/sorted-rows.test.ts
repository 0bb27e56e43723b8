import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortedRows } from "../../lib/sources/sorted-rows.js";

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(1, 2, 3, Number.NaN)), {
  maxLength: 40,
});

describe("sortedRows", () => {
  test("keeps, for each instant, the last value in the given order that is not a gap", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const expected = new Map<number, number>();
        for (const [time, value] of given) {
          if (!expected.has(time) || !Number.isNaN(value)) expected.set(time, value);
        }
        const { times, columns } = sortedRows(
          Float64Array.from(given, ([time]) => time),
          [Float64Array.from(given, ([, value]) => value)],
          "x",
        );
        expect([...times]).toEqual([...expected.keys()].sort((a, b) => a - b));
        expect([...(columns[0] as Float64Array)]).toEqual([...times].map((time) => expected.get(time)));
      }),
      { seed: 1 },
    );
  });

  test("counts every row that is not kept as a duplicate or a conflict", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { times, issues } = sortedRows(
          Float64Array.from(given, ([time]) => time),
          [Float64Array.from(given, ([, value]) => value)],
          "x",
        );
        const dropped = issues.filter(({ kind }) => kind !== "unsorted").reduce((sum, { count }) => sum + count, 0);
        expect(times.length + dropped).toBe(given.length);
      }),
      { seed: 2 },
    );
  });

  test("gives rows that are in order back as they are, and none for none", () => {
    const times = Float64Array.of(1, 2, 3);
    const column = Float64Array.of(4, 5, 6);
    const sorted = sortedRows(times, [column], "x");
    expect(sorted.times).toBe(times);
    expect(sorted.columns[0]).toBe(column);
    expect(sortedRows(new Float64Array(0), [new Float64Array(0)], "x").times.length).toBe(0);
  });

  // By hand: 110 is kept, and |100 - 110| / 110 = 0.0909.
  test("tells how far conflicting rows are apart", () => {
    const { largestDifference } = sortedRows(Float64Array.of(1, 1), [Float64Array.of(100, 110)], "x");
    expect(largestDifference).toBeCloseTo(0.0909, 4);
  });
});
