import { describe, expect, test } from "vitest";
import type { Sides, Unit } from "../../lib/series/identity.js";
import { type Series, series } from "../../lib/series/series.js";
import { epochMs, hourMs } from "../../lib/series/time.js";

const start = epochMs("2025-07-01");
const hours = (...counts: number[]): number[] => counts.map((count) => start + count * hourMs);
const openInterest: Series = series({
  name: "binance",
  unit: "base",
  venue: "binance",
  delayMs: 5,
  times: hours(1, 2, 3),
  values: [10, Number.NaN, 30],
});

describe("series", () => {
  test("copies its arrays, and carries unit and identity", () => {
    const values = Float64Array.of(1, 2);
    const copy = series({ name: "a", unit: "usd", asset: "BTC", times: hours(0, 1), values });
    values[0] = 9;
    expect([...copy.values]).toEqual([1, 2]);
    expect([copy.name, copy.unit, copy.identity, copy.length]).toEqual(["a", "usd", { asset: "BTC" }, 2]);
  });

  test("takes the fields of an identity and no others", () => {
    const copy = series({ ...openInterest, venue: "okx", asset: undefined });
    expect(copy.identity).toEqual({ venue: "okx" });
    expect(Object.keys(copy.identity)).toEqual(["venue"]);
  });

  test("may be empty", () => {
    const empty = series({ name: "a", unit: "usd", times: [], values: [] });
    expect([empty.length, empty.at(0), empty.slice(0).length]).toEqual([0, Number.NaN, 0]);
  });

  test("keeps a null of JSON as a gap and refuses text", () => {
    const make = (values: string) =>
      series({ name: "okx", unit: "usd", times: hours(1, 2, 3), values: JSON.parse(values) });
    expect([...make("[1e9,null,1.1e9]").values]).toEqual([1e9, Number.NaN, 1.1e9]);
    expect(() => make('[1e9,"",1.1e9]')).toThrow('series "okx": value "" at row 1 (2025-07-01T02:00Z) is no number');
  });

  test("refuses sides that nobody counts", () => {
    const of = { name: "okx", unit: "usd", times: [], values: [] } as const;
    expect(() => series({ ...of, sides: 3 as Sides })).toThrow('series "okx": unknown sides 3; known: 1, 2, "unknown"');
    expect(() => series({ ...of, sides: "2" as unknown as Sides })).toThrow('series "okx": unknown sides "2"');
  });

  test("names itself, the row and the value where it refuses them", () => {
    const make = (times: number[], values: number[]) => () => series({ name: "okx", unit: "base", times, values });
    expect(make(hours(1, 1), [1, 2])).toThrow(
      'series "okx": time 2025-07-01T01:00Z at row 1 is a duplicate of the row before; keep one of them',
    );
    expect(make(hours(2, 1), [1, 2])).toThrow(
      'series "okx": time 2025-07-01T01:00Z at row 1 is before 2025-07-01T02:00Z; sort by time',
    );
    expect(make(hours(1), [1, 2])).toThrow('series "okx": 2 values for 1 times');
    expect(make(hours(1), [Number.POSITIVE_INFINITY])).toThrow('series "okx": value Infinity at row 0');
    expect(() => series({ name: "okx", unit: "BTC" as Unit, times: [], values: [] })).toThrow(
      'series "okx": unknown unit "BTC"',
    );
  });
});

describe("Series", () => {
  test("at gives the value of exactly that instant", () => {
    expect(openInterest.at(start + hourMs)).toBe(10);
    expect(openInterest.at(start + hourMs + 1)).toBeNaN();
    expect(openInterest.at(start)).toBeNaN();
  });

  test("slice takes the bars that lie between two instants", () => {
    const [one, two, three] = hours(1, 2, 3) as [number, number, number];
    expect([...openInterest.slice(one, three).times]).toEqual([two, three]);
    expect([...openInterest.slice(start).times]).toEqual([one, two, three]);
    expect(openInterest.slice(three).length).toBe(0);
    expect(openInterest.slice(three, one).length).toBe(0);
    expect([...openInterest.slice(start, two).times, ...openInterest.slice(two).times]).toEqual([one, two, three]);
  });

  test("slice refuses a date that could not be read", () => {
    expect(() => openInterest.slice(Date.parse("yesterday"))).toThrow(
      "slice: from NaN to Infinity are not instants; give epoch milliseconds UTC",
    );
  });

  test("rows counts from the end below 0", () => {
    expect([...openInterest.rows(-1).values]).toEqual([30]);
    expect([...openInterest.rows(0, 1).values]).toEqual([10]);
  });

  test("slices and rows share the numbers and keep the identity", () => {
    const slice = openInterest.slice(start);
    expect(slice.values.buffer).toBe(openInterest.values.buffer);
    expect([slice.name, slice.unit, slice.identity]).toEqual(["binance", "base", { venue: "binance", delayMs: 5 }]);
  });

  test("with changes values, name and unit only", () => {
    const changed = openInterest.with(Float64Array.of(1, 2, 3), { name: "usd value", unit: "usd" });
    expect([changed.name, changed.unit, changed.times, changed.identity]).toEqual([
      "usd value",
      "usd",
      openInterest.times,
      openInterest.identity,
    ]);
    expect(openInterest.with(Float64Array.of(1, 2, 3)).name).toBe("binance");
  });

  test("takes other values only if there is one for each time and none is infinite", () => {
    expect(() => openInterest.with(Float64Array.of(1, 2))).toThrow(
      'with of "binance": 2 values for 3 times; give one for each, NaN for a gap',
    );
    const values = openInterest.values.map((value) => 30 / (value - 10));
    expect(() => openInterest.with(values)).toThrow(
      'with of "binance": value Infinity at row 0 (2025-07-01T01:00Z) is infinite; use NaN for a gap',
    );
  });
});
