import { describe, expect, test } from "vitest";
import type { Sides, Unit } from "../../lib/series/identity.js";
import { type Panel, panel } from "../../lib/series/panel.js";
import { epochMs, hourMs } from "../../lib/series/time.js";

const start = epochMs("2025-07-01");
const times = [1, 2, 3].map((hour) => start + hour * hourMs);
const venues: Panel = panel({
  times,
  unit: "base",
  columns: { binance: [1, 2, 3], okx: [10, Number.NaN, 30] },
  identities: { okx: { venue: "okx" } },
});

describe("panel", () => {
  test("holds columns over shared times", () => {
    expect([venues.length, venues.names, venues.unit]).toEqual([3, ["binance", "okx"], "base"]);
    expect(venues.columns.map(({ identity }) => identity)).toEqual([{}, { venue: "okx" }]);
  });

  test("may have no rows or no columns", () => {
    expect(panel({ times: [], unit: "usd", columns: { a: [] } }).length).toBe(0);
    expect(panel({ times: [1], unit: "usd", columns: {} }).names).toEqual([]);
  });

  test("names the column, the row and the value where it refuses them", () => {
    expect(() => panel({ times, unit: "base", columns: { okx: [1, Number.POSITIVE_INFINITY, 2] } })).toThrow(
      'panel column "okx": value Infinity at row 1 (2025-07-01T02:00Z) is infinite; use NaN for a gap',
    );
    expect(() => panel({ times, unit: "base", columns: { okx: [1, 2] } })).toThrow(
      'panel column "okx": 2 values for 3 times; give one for each, NaN for a gap',
    );
    expect(() => panel({ times: [2, 1], unit: "base", columns: {} })).toThrow("panel: time 1970-01-01T00:00:00.001Z");
    expect(() => panel({ times, unit: "coins" as Unit, columns: {} })).toThrow('panel: unknown unit "coins"; known: ');
  });

  test("keeps a null of JSON as a gap and refuses text", () => {
    const make = (values: string) => panel({ times, unit: "usd", columns: { okx: JSON.parse(values) } });
    expect([...make("[1e9,null,1.1e9]").column("okx").values]).toEqual([1e9, Number.NaN, 1.1e9]);
    expect(() => make('[1e9,"1e9",1.1e9]')).toThrow('panel column "okx": value "1e9" at row 1 (2025-07-01T02:00Z)');
    expect(() => make("[1e9,1e9,true]")).toThrow('panel column "okx": value true at row 2');
  });

  test("refuses sides that nobody counts, naming the column", () => {
    const make = (sides: unknown) => () =>
      panel({ times: [], unit: "usd", columns: { okx: [] }, identities: { okx: { sides: sides as Sides } } });
    expect(make(3)).toThrow('panel column "okx": unknown sides 3; known: 1, 2, "unknown"');
    expect(make("2")).toThrow('panel column "okx": unknown sides "2"');
  });

  test("refuses the identity of a column it does not have", () => {
    expect(() => panel({ times: [], unit: "base", columns: {}, identities: { okx: {} } })).toThrow(
      'panel: identity given for "okx", which is not a column',
    );
    expect(() => panel({ times: [], unit: "base", columns: {}, identities: { toString: {} } })).toThrow("toString");
  });
});

describe("Panel", () => {
  test("column is a series of the same numbers", () => {
    const okx = venues.column("okx");
    expect([okx.name, okx.unit, okx.identity, okx.at(times[2] as number)]).toEqual([
      "okx",
      "base",
      { venue: "okx" },
      30,
    ]);
    expect(okx.values).toBe(venues.columns[1]?.values);
  });

  test("column names those there are where it has none", () => {
    expect(() => venues.column("okex")).toThrow('column: no "okex" in this panel; known: binance, okx');
    expect(() => venues.select(["okex"])).toThrow('column: no "okex" in this panel; known: binance, okx');
  });

  test("select takes columns by name, in that order, or by test", () => {
    expect(venues.select(["okx", "binance"]).names).toEqual(["okx", "binance"]);
    expect(venues.select(({ identity }) => identity.venue === "okx").names).toEqual(["okx"]);
    expect(venues.select(["okx"]).columns[0]?.identity).toEqual({ venue: "okx" });
  });

  test("at gives the values of exactly that instant", () => {
    expect(venues.at(times[1] as number)).toEqual({ binance: 2, okx: Number.NaN });
    expect(venues.at(start)).toEqual({ binance: Number.NaN, okx: Number.NaN });
  });

  test("slice takes the bars that lie between two instants", () => {
    const [one, two, three] = times as [number, number, number];
    expect([...venues.slice(one, two).times]).toEqual([two]);
    expect([...venues.slice(one).column("okx").values]).toEqual([Number.NaN, 30]);
    expect(venues.slice(three, one).length).toBe(0);
    expect(() => venues.slice(Number.NaN)).toThrow("slice: from NaN to Infinity are not instants");
  });

  test("rows counts from the end below 0 and shares the numbers", () => {
    expect([...venues.rows(-2).column("binance").values]).toEqual([2, 3]);
    expect(venues.rows(1).columns[0]?.values.buffer).toBe(venues.columns[0]?.values.buffer);
  });

  test("map keeps times, names and identities", () => {
    const doubled = venues.map(({ values }) => values.map((value) => 2 * value), "number");
    expect([doubled.names, doubled.unit, doubled.times]).toEqual([venues.names, "number", venues.times]);
    expect([...doubled.column("okx").values]).toEqual([20, Number.NaN, 60]);
    expect(doubled.columns[1]?.identity).toEqual({ venue: "okx" });
    expect(venues.map(({ values }) => values).unit).toBe("base");
  });

  test("takes mapped values only if there is one for each time and none is infinite", () => {
    expect(() => venues.map(({ values }) => values.subarray(1))).toThrow(
      'map of "binance": 2 values for 3 times; give one for each, NaN for a gap',
    );
    expect(() => venues.map(({ values }) => values.map((value) => -1 / (value - 30)))).toThrow(
      'map of "okx": value -Infinity at row 2 (2025-07-01T03:00Z) is infinite; use NaN for a gap',
    );
  });
});
