import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { fromDataFrame } from "../../lib/series/from-data-frame.js";
import { panel } from "../../lib/series/panel.js";
import { series } from "../../lib/series/series.js";
import { epochMs, hourMs } from "../../lib/series/time.js";

const danfo = createRequire(import.meta.url)("danfojs-node") as typeof import("danfojs-node");
const nan = Number.NaN;
const start = epochMs("2025-07-01");
const times = [0, 1, 2].map((hour) => start + hour * hourMs);
const openInterest = panel({
  times,
  unit: "base",
  columns: { binance: [1e9 + 1, 1e9 + 2.5, nan], okx: [nan, nan, nan], "gate.io": [0, 1, 2] },
  identities: { okx: { venue: "okx" } },
});

describe("toDataFrame", () => {
  test("has a column of ISO times and one for each column", () => {
    const frame = openInterest.toDataFrame();
    expect(frame.columns).toEqual(["time", "binance", "okx", "gate.io"]);
    expect(frame.column("time").values).toEqual(["2025-07-01", "2025-07-01T01:00Z", "2025-07-01T02:00Z"]);
    expect(frame.column("binance").values).toEqual([1e9 + 1, 1e9 + 2.5, nan]);
    expect(frame.shape).toEqual([3, 4]);
  });

  test("of a series has one column of values", () => {
    const frame = series({ name: "price", unit: "price", times, values: [1, 2, 3] }).toDataFrame();
    expect([frame.columns, frame.column("price").values]).toEqual([
      ["time", "price"],
      [1, 2, 3],
    ]);
  });

  test("has its columns even without rows", () => {
    const frame = openInterest.rows(0, 0).toDataFrame();
    expect([frame.columns, frame.shape]).toEqual([
      ["time", "binance", "okx", "gate.io"],
      [0, 4],
    ]);
  });

  test("refuses a column that would take the place of the times", () => {
    expect(() => series({ name: "time", unit: "number", times: [], values: [] }).toDataFrame()).toThrow(
      'toDataFrame: a column is called "time", as is the column of instants; rename it',
    );
  });

  // The warning in its description: 1e9 + 1 has no 32-bit float, the nearest is 1e9.
  test("gives a frame whose own arithmetic is in 32-bit floats, as danfojs has it", () => {
    const values = openInterest
      .select(["binance"])
      .toDataFrame()
      .loc({ columns: ["binance"] });
    expect(values.add(1).values[0]).toEqual([1e9]);
    expect(values.sub(1).values[0]).toEqual([1e9]);
    expect((values.diff(1).values as number[][])[1]).toEqual([0]);
    expect((values.pctChange(1).values as number[][])[1]).toEqual([0]);
    expect(values.column("binance").add(1).values[0]).toBe(1e9 + 2);
  });
});

describe("fromDataFrame", () => {
  test("gives back what toDataFrame was given", () => {
    for (const rows of [3, 1, 0]) {
      const source = openInterest.rows(0, rows);
      const identities = Object.fromEntries(source.columns.map(({ name, identity }) => [name, identity]));
      const back = fromDataFrame(source.toDataFrame(), { unit: "base", identities });
      expect([...back.times]).toEqual([...source.times]);
      expect(back.unit).toBe("base");
      expect(back.columns.map(({ name, identity, values }) => [name, identity, [...values]])).toEqual(
        source.columns.map(({ name, identity, values }) => [name, identity, [...values]]),
      );
    }
  });

  test("reads times as text, dates or epoch milliseconds, in a column of any name and place", () => {
    const texts = ["2025-07-01", "2025-07-01T03:00+02:00", "2025-07-01 02:00"];
    for (const cells of [times, times.map((time) => new Date(time)), texts]) {
      const frame = new danfo.DataFrame({ okx: [1, 2, 3], date: cells });
      const read = fromDataFrame(frame, { unit: "usd", timeColumn: "date" });
      expect([...read.times]).toEqual(times);
      expect([read.names, [...read.column("okx").values]]).toEqual([["okx"], [1, 2, 3]]);
    }
  });

  test("takes empty cells for gaps", () => {
    const columns = ["time", "okx"];
    const rows = [null, undefined, "", nan, 0].map((cell, row) => [row, cell]);
    expect([...fromDataFrame({ columns, values: rows }, { unit: "usd" }).column("okx").values]).toEqual([
      nan,
      nan,
      nan,
      nan,
      0,
    ]);
  });

  test("names row and column of a cell that is not a number", () => {
    const make = (cell: unknown) => () =>
      fromDataFrame(
        {
          columns: ["time", "okx"],
          values: [
            ["2025-07-01", 1],
            ["2025-07-02", cell],
          ],
        },
        { unit: "usd" },
      );
    expect(make("12.5")).toThrow(
      'fromDataFrame: cell "12.5" at row 1 of "okx" is not a number; convert the column, or leave it out',
    );
    expect(make(true)).toThrow('fromDataFrame: cell true at row 1 of "okx" is not a number');
    expect(make(Number.POSITIVE_INFINITY)).toThrow(
      'fromDataFrame column "okx": value Infinity at row 1 (2025-07-02) is infinite',
    );
  });

  test("names row and column of a cell that is not an instant", () => {
    const make = (cell: unknown) => () =>
      fromDataFrame({ columns: ["day", "okx"], values: [[cell, 1]] }, { unit: "usd", timeColumn: "day" });
    for (const cell of ["1/7/2025", "", null, nan, new Date(nan)]) {
      expect(make(cell)).toThrow(/^fromDataFrame: cell .* at row 0 of "day" is not an instant; give ISO 8601 text/);
    }
  });

  test("says what else it cannot read", () => {
    const frame = openInterest.toDataFrame();
    expect(() => fromDataFrame(frame, { unit: "base", timeColumn: "date" })).toThrow(
      'fromDataFrame: no time column "date"; known: time, binance, okx, gate.io',
    );
    expect(() => fromDataFrame(frame, { unit: "base", identities: { bybit: {} } })).toThrow(
      'fromDataFrame: identity given for "bybit", which is not a column',
    );
    expect(() => fromDataFrame(frame, { unit: "base", identities: { okx: { sides: 3 as 2 } } })).toThrow(
      'fromDataFrame column "okx": unknown sides 3',
    );
    expect(() => fromDataFrame(frame, { unit: "coins" as "base" })).toThrow('fromDataFrame: unknown unit "coins"');
    expect(() => fromDataFrame({ columns: ["time", "a", "a"], values: [] }, { unit: "base" })).toThrow(
      'fromDataFrame: "a" names two columns',
    );
    expect(() => fromDataFrame({ columns: ["time"], values: [[2], [1]] }, { unit: "base" })).toThrow(
      "fromDataFrame: time 1970-01-01T00:00:00.001Z at row 1 is before",
    );
  });
});
