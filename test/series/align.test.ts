import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { align, alignTo } from "../../lib/series/align.js";
import { panel } from "../../lib/series/panel.js";
import { type Series, series } from "../../lib/series/series.js";

const make = (name: string, times: number[], values: number[] = times): Series =>
  series({ name, unit: "base", venue: name, times, values });
const binance = make("binance", [10, 20, 30], [1, 2, 3]);
const okx = make("okx", [20, 30, 40], [20, Number.NaN, 40]);

describe("align", () => {
  test("keeps every instant and fills nothing", () => {
    const both = align([binance, okx]);
    expect([...both.times]).toEqual([10, 20, 30, 40]);
    expect([...both.column("binance").values]).toEqual([1, 2, 3, Number.NaN]);
    expect([...both.column("okx").values]).toEqual([Number.NaN, 20, Number.NaN, 40]);
    expect([both.unit, both.column("okx").identity]).toEqual(["base", { venue: "okx" }]);
  });

  test("keeps shared instants only, if asked", () => {
    const both = align([binance, okx], { join: "inner" });
    expect([...both.times]).toEqual([20, 30]);
    expect([...both.column("binance").values]).toEqual([2, 3]);
    expect([...both.column("okx").values]).toEqual([20, Number.NaN]);
  });

  test("takes the columns of panels", () => {
    const two = panel({ times: [20], unit: "base", columns: { a: [1], b: [2] } });
    expect(align([binance, two, okx]).names).toEqual(["binance", "a", "b", "okx"]);
    expect(align([two, binance], { join: "inner" }).at(20)).toEqual({ a: 1, b: 2, binance: 2 });
  });

  test("takes one series, empty ones and those that share no instant", () => {
    expect([...align([binance]).times]).toEqual([10, 20, 30]);
    expect([...align([make("a", []), binance]).times]).toEqual([10, 20, 30]);
    expect([...align([binance, make("a", [])]).column("a").values]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(align([binance, make("a", [])], { join: "inner" }).length).toBe(0);
    expect([...align([make("a", [1]), make("b", [2])]).times]).toEqual([1, 2]);
  });

  test("does not write to what it was given", () => {
    const both = align([binance, okx]);
    expect([...binance.times, ...okx.times]).toEqual([10, 20, 30, 20, 30, 40]);
    expect(both.length).toBe(4);
  });

  test("finds each value at its own instant, whatever the times", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 40 })).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, times, times, (a, b, c) => {
        const all = [make("a", a), make("b", b), make("c", c)];
        const outer = align(all);
        const inner = align(all, { join: "inner" });
        expect([...outer.times]).toEqual([...new Set([...a, ...b, ...c])].sort((x, y) => x - y));
        expect([...inner.times]).toEqual(a.filter((time) => b.includes(time) && c.includes(time)));
        for (const [index, each] of [a, b, c].entries()) {
          const values = outer.columns[index]?.values as Float64Array;
          expect([...values]).toEqual([...outer.times].map((time) => (each.includes(time) ? time : Number.NaN)));
        }
      }),
      { seed: 1 },
    );
  });

  test("says what cannot be aligned", () => {
    expect(() => align([])).toThrow("align: no series given; give at least one");
    expect(() => align([binance, make("binance", [1])])).toThrow('align: "binance" names two columns');
    expect(() => align([binance, okx, okx.with(okx.values, { name: "okx usd", unit: "usd" })])).toThrow(
      'align: "binance" is in base but "okx usd" in usd; convert one, or align them apart',
    );
    expect(() => align([binance], { join: "left" as "inner" })).toThrow(
      'align: unknown join "left"; known: outer, inner',
    );
  });
});

describe("alignTo", () => {
  test("takes the rows of exactly the given times", () => {
    const aligned = alignTo(okx, [19, 20, 30, 41]);
    expect([...aligned.times]).toEqual([19, 20, 30, 41]);
    expect([...aligned.values]).toEqual([Number.NaN, 20, Number.NaN, Number.NaN]);
    expect([aligned.name, aligned.unit, aligned.identity]).toEqual(["okx", "base", { venue: "okx" }]);
  });

  test("returns a panel for a panel", () => {
    const aligned = alignTo(align([binance, okx]), [40, 50]);
    expect(aligned.at(40)).toEqual({ binance: Number.NaN, okx: 40 });
    expect(aligned.at(50)).toEqual({ binance: Number.NaN, okx: Number.NaN });
  });

  test("gives back the same values on the same times", () => {
    expect([...alignTo(binance, binance.times).values]).toEqual([1, 2, 3]);
    expect(alignTo(binance, []).length).toBe(0);
    expect([...alignTo(make("a", []), [1]).values]).toEqual([Number.NaN]);
  });

  test("refuses times that do not rise", () => {
    expect(() => alignTo(binance, [2, 1])).toThrow("alignTo: time 1970-01-01T00:00:00.001Z at row 1 is before");
  });
});
