import { describe, expect, test } from "vitest";
import { grid } from "../../../lib/backtest/sweep/grid.js";
import { randomSearch } from "../../../lib/backtest/sweep/random-search.js";

describe("grid", () => {
  test("combines all values, the last name running fastest, and keeps those asked for", () => {
    expect(grid({ fast: [5, 10], slow: [10, 20] })).toEqual([
      { fast: 5, slow: 10 },
      { fast: 5, slow: 20 },
      { fast: 10, slow: 10 },
      { fast: 10, slow: 20 },
    ]);
    expect(grid({ fast: [5, 10], slow: [10, 20] }, ({ fast, slow }) => fast < slow)).toHaveLength(3);
  });

  test("keeps a combination that comes twice once, and tells 1, text and true apart", () => {
    expect(grid({ a: [1, 2, 1], b: [0, -0] })).toEqual([
      { a: 1, b: 0 },
      { a: 2, b: 0 },
    ]);
    expect(grid({ a: [1, "1", true, "true"] })).toHaveLength(4);
  });

  test("of no choices is one empty record, and of an empty list nothing", () => {
    expect(grid({})).toEqual([{}]);
    expect(grid({ a: [1], b: [] })).toEqual([]);
  });

  test("refuses what is no parameter", () => {
    expect(() => grid({ a: [Number.NaN] })).toThrow(
      "grid: a NaN is no parameter; give a finite number, text, true or false",
    );
  });
});

describe("randomSearch", () => {
  const space = { window: { from: 10, to: 14, integer: true }, enter: { from: 1, to: 3 }, side: ["long", "both"] };

  test("draws within the space, the same for the same seed, each combination once", () => {
    const drawn = randomSearch(space, 200, 7);
    expect(randomSearch(space, 200, 7)).toEqual(drawn);
    expect(randomSearch(space, 50, 7)).toEqual(drawn.slice(0, 50));
    expect(randomSearch(space, 200, 8)).not.toEqual(drawn);
    expect(new Set(drawn.map((one) => JSON.stringify(one))).size).toBe(200);
    expect(new Set(drawn.map(({ window }) => window))).toEqual(new Set([10, 11, 12, 13, 14]));
    expect(drawn.every(({ enter }) => enter >= 1 && enter < 3)).toBe(true);
    expect(new Set(drawn.map(({ side }) => side))).toEqual(new Set(["long", "both"]));
  });

  test("finds all of a small space, and says when there are no more", () => {
    const small = { a: [1, 2, 3], b: { from: 0, to: 1, integer: true } };
    expect(randomSearch(small, 6, 1)).toHaveLength(6);
    expect(randomSearch(small, 3, 1, ({ a, b }) => (a > 1 && b === 0) || a === 3)).toHaveLength(3);
    expect(() => randomSearch(small, 7, 1)).toThrow(
      "randomSearch: 1000 draws after 6 combinations brought no other; ask for fewer than 7, or widen the space",
    );
  });

  test("refuses ranges that are none", () => {
    expect(() => randomSearch({ a: { from: 2, to: 1 } }, 1, 1)).toThrow(
      "randomSearch: a from 2 to 1 is no range; give two finite numbers, the lower one first",
    );
    expect(() => randomSearch({ a: { from: 1, to: 2.5, integer: true } }, 1, 1)).toThrow(
      "randomSearch: a from 1 to 2.5 is no range; give two whole numbers less than 2^32 apart, the lower one first",
    );
    expect(() => randomSearch({ a: [] }, 1, 1)).toThrow("randomSearch: a has no values; list at least one");
  });
});

test("a grid refuses a value that is no list, and says how to write one", () => {
  expect(() => grid({ window: 5 } as never)).toThrow(
    new TypeError("grid: window 5 is no list of values; give { window: [5] }"),
  );
  expect(() => grid({ side: "long" } as never)).toThrow(
    'grid: side "long" is no list of values; give { side: ["long"] }',
  );
  expect(() => grid(undefined as never)).toThrow("grid: undefined names no parameters; give { window: [10, 20] }");
});
