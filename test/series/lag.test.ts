import { expect, test } from "vitest";
import { lag } from "../../lib/series/lag.js";
import { panel } from "../../lib/series/panel.js";
import { series } from "../../lib/series/series.js";
import { expectCausal } from "./truncation.js";

const data = series({ name: "a", unit: "base", times: [1, 2, 3, 4], values: [10, Number.NaN, 30, 40] });

test("lag gives the value of so many rows earlier", () => {
  expect([...lag(data, 1).values]).toEqual([Number.NaN, 10, Number.NaN, 30]);
  expect([...lag(data, 3).values]).toEqual([Number.NaN, Number.NaN, Number.NaN, 10]);
  expect([...lag(data, 9).values]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  expect([lag(data, 1).times, lag(data, 1).unit, lag(data, 1).name]).toEqual([data.times, "base", "a"]);
});

test("lags add up", () => {
  expect([...lag(lag(data, 1), 2).values]).toEqual([...lag(data, 3).values]);
});

test("lag takes empty and single rows", () => {
  expect(lag(data.rows(0, 0), 1).length).toBe(0);
  expect([...lag(data.rows(0, 1), 1).values]).toEqual([Number.NaN]);
});

test("lag has no lead", () => {
  for (const rows of [0, -1, 0.5]) {
    expect(() => lag(data, rows)).toThrow(
      `lag: rows ${rows} is not a number of rows; give a whole number of at least 1`,
    );
  }
});

test("lag does not see the future", () => {
  expectCausal(panel({ times: data.times, unit: "base", columns: { a: data.values } }), (rows) => lag(rows, 2));
});
