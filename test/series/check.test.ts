import { describe, expect, test } from "vitest";
import {
  checkCount,
  checkDuration,
  checkKnown,
  checkNames,
  checkRange,
  checkSides,
  checkTimes,
  checkUnit,
  checkValues,
} from "../../lib/series/check.js";
import { checkSeries } from "../../lib/series/check-series.js";
import type { Sides, Unit } from "../../lib/series/identity.js";
import { Series } from "../../lib/series/series.js";
import { epochMs, hourMs } from "../../lib/series/time.js";

const start = epochMs("2025-07-01");

describe("checkTimes", () => {
  test("copies rising times", () => {
    const times = [start, start + 1];
    const checked = checkTimes(times, "f");
    expect([...checked]).toEqual(times);
    expect(checked).not.toBe(checkTimes(checked, "f"));
    expect([...checkTimes([], "f")]).toEqual([]);
    expect([...checkTimes([-5], "f")]).toEqual([-5]);
  });

  test("names the row and the value of a time that is no instant", () => {
    expect(() => checkTimes([start, Number.NaN], "f")).toThrow(
      "f: time NaN at row 1 is not an instant; give epoch milliseconds UTC",
    );
    expect(() => checkTimes([Number.POSITIVE_INFINITY], "f")).toThrow("time Infinity at row 0");
  });

  test("names the row and the time of a duplicate", () => {
    expect(() => checkTimes([start, start + hourMs, start + hourMs], "f")).toThrow(
      "f: time 2025-07-01T01:00Z at row 2 is a duplicate of the row before; keep one of them",
    );
  });

  test("refuses what is no number instead of making one of it", () => {
    const times = (...given: unknown[]) => given as number[];
    expect(() => checkTimes(times(0, true), "f")).toThrow(
      new TypeError("f: time true at row 1 is no number; give epoch milliseconds UTC"),
    );
    expect(() => checkTimes(times("2025-07-01"), "f")).toThrow('f: time "2025-07-01" at row 0 is no number');
    expect(() => checkTimes(times(new Date(start)), "f")).toThrow("f: time Date 2025-07-01 at row 0 is no number");
    for (const missing of [null, undefined]) {
      expect(() => checkTimes(times(missing), "f")).toThrow(`f: time ${missing} at row 0 is no number`);
    }
  });

  test("names the row and both times where they fall", () => {
    expect(() => checkTimes([start + hourMs, start], "f")).toThrow(
      "f: time 2025-07-01 at row 1 is before 2025-07-01T01:00Z; sort by time",
    );
  });
});

describe("checkValues", () => {
  test("copies values and keeps gaps", () => {
    expect([...checkValues([1, Number.NaN, 0], Float64Array.of(1, 2, 3), "f")]).toEqual([1, Number.NaN, 0]);
  });

  test("makes gaps of null and undefined, as JSON and lists with holes have them", () => {
    const times = Float64Array.of(1, 2, 3);
    expect([...checkValues(JSON.parse("[1e9,null,1.1e9]"), times, "f")]).toEqual([1e9, Number.NaN, 1.1e9]);
    expect([...checkValues([undefined, null, 0], times, "f")]).toEqual([Number.NaN, Number.NaN, 0]);
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    expect([...checkValues([1, , 3], times, "f")]).toEqual([1, Number.NaN, 3]);
  });

  test("copies typed arrays of any width", () => {
    const given = Float64Array.of(1, Number.NaN);
    const copy = checkValues(given, Float64Array.of(1, 2), "f");
    given[0] = 9;
    expect([...copy]).toEqual([1, Number.NaN]);
    expect([...checkValues(Int32Array.of(4, 5), Float64Array.of(1, 2), "f")]).toEqual([4, 5]);
  });

  test("refuses what is no number and no gap, naming its row, time and value", () => {
    const values = (value: unknown) => () =>
      checkValues([1, value] as number[], Float64Array.of(start, start + hourMs), "f");
    expect(values("")).toThrow(
      new TypeError('f: value "" at row 1 (2025-07-01T01:00Z) is no number; give numbers, NaN for a gap'),
    );
    expect(values("12")).toThrow('f: value "12" at row 1');
    expect(values(true)).toThrow("f: value true at row 1");
    expect(values(5n)).toThrow("f: value 5n at row 1");
    expect(values({})).toThrow("f: value {} at row 1");
  });

  test("tells both lengths where they differ", () => {
    expect(() => checkValues([1], Float64Array.of(1, 2), "f")).toThrow(
      "f: 1 values for 2 times; give one for each, NaN for a gap",
    );
  });

  test("names the row, the time and the sign of an infinite value", () => {
    expect(() => checkValues([0, Number.NEGATIVE_INFINITY], Float64Array.of(start, start + hourMs), "f")).toThrow(
      "f: value -Infinity at row 1 (2025-07-01T01:00Z) is infinite; use NaN for a gap",
    );
  });
});

test("checkUnit names the unit and those there are", () => {
  expect(() => checkUnit("btc" as Unit, "f")).toThrow('f: unknown unit "btc"; known: contracts, base, usd, price');
  expect(() => checkUnit("usd", "f")).not.toThrow();
});

test("checkSides names the field, its value and those there are", () => {
  for (const sides of [1, 2, "unknown", undefined] as const) {
    expect(() => checkSides({ sides, sidesReported: sides }, "f")).not.toThrow();
  }
  expect(() => checkSides({ sides: 3 as Sides }, "f")).toThrow('f: unknown sides 3; known: 1, 2, "unknown"');
  expect(() => checkSides({ sidesReported: "2" as unknown as Sides }, "f")).toThrow(
    'f: unknown sidesReported "2"; known: 1, 2, "unknown"',
  );
});

test("checkCount takes whole numbers from 1", () => {
  expect(() => checkCount(1, "rows", "f")).not.toThrow();
  for (const count of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => checkCount(count, "rows", "f")).toThrow(
      `f: rows ${count} is not a number of rows; give a whole number of at least 1`,
    );
  }
});

test("checkDuration takes finite numbers above 0", () => {
  expect(() => checkDuration(0.5, "intervalMs", "f")).not.toThrow();
  for (const ms of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => checkDuration(ms, "intervalMs", "f")).toThrow(
      `f: intervalMs ${ms} is not a length of time; give milliseconds above 0`,
    );
  }
});

test("checkNames names what comes twice", () => {
  expect(() => checkNames(["okx", "binance", "okx"], "f")).toThrow('f: "okx" names two columns; rename one of them');
  expect(() => checkNames(["okx", "toString"], "f")).not.toThrow();
});

describe("checkKnown", () => {
  const known = ["one", "two"];

  test("takes known names, and unknown ones that say nothing", () => {
    expect(() => checkKnown({ one: 0, two: undefined, three: undefined }, "option", known, "f")).not.toThrow();
    expect(() => checkKnown({}, "option", known, "f")).not.toThrow();
  });

  test("names those it knows, and what is no record of options", () => {
    expect(() => checkKnown({ one: 1, tow: 2 }, "option", known, "f")).toThrow(
      new RangeError('f: unknown option "tow"; known: one, two'),
    );
    expect(() => checkKnown({ two: null }, "option", known, "f")).toThrow(
      new TypeError('f: option "two" is null; give a value, or leave it out'),
    );
    for (const [given, shown] of [
      [null, "null"],
      [5, "5"],
      ["x", '"x"'],
      [[1], "a list (Array)"],
      [Float64Array.of(1), "a list (Float64Array)"],
    ] as const) {
      expect(() => checkKnown(given, "option", known, "f")).toThrow(
        new TypeError(`f: ${shown} holds no option; give an object, known: one, two`),
      );
    }
  });
});

describe("checkRange", () => {
  test("tells a number out of its range from what is no number", () => {
    expect(() => checkRange(1, "size", true, "more", "f")).not.toThrow();
    expect(() => checkRange(-1, "size", false, "0 or more", "f")).toThrow(
      new RangeError("f: size -1 is out of range; give 0 or more"),
    );
    expect(() => checkRange("10" as unknown as number, "size", true, "0 or more", "f")).toThrow(
      new TypeError('f: size "10" is no number; give 0 or more'),
    );
  });
});

describe("checkSeries", () => {
  test("knows a series by its shape", () => {
    const times = Float64Array.of(1, 2);
    expect(() => checkSeries(new Series(times, times, "s", "number"), "position", "f")).not.toThrow();
    expect(() => checkSeries(new Series(times, times.subarray(1), "s", "number"), "position", "f")).toThrow(
      new RangeError("f: position has 1 values for 2 times; give one for each"),
    );
    expect(() => checkSeries({ times, values: [1, 2] } as unknown as Series, "position", "f")).toThrow(
      new TypeError("f: position { times, values } is no Series; make one with series()"),
    );
    expect(() => checkSeries(undefined as unknown as Series, "position", "f")).toThrow("f: position undefined is no");
  });
});
