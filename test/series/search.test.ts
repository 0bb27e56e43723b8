import { expect, test } from "vitest";
import { firstAfter, indexOfTime, rowRange } from "../../lib/series/search.js";

const times = Float64Array.of(10, 20, 30);

test("firstAfter is the row of the first later time", () => {
  expect([5, 10, 15, 30, 31].map((time) => firstAfter(times, time))).toEqual([0, 1, 1, 3, 3]);
  expect(firstAfter(new Float64Array(0), 1)).toBe(0);
});

test("indexOfTime finds only exactly this time", () => {
  expect([5, 10, 15, 30, 31].map((time) => indexOfTime(times, time))).toEqual([-1, 0, -1, 2, -1]);
  expect(indexOfTime(new Float64Array(0), 1)).toBe(-1);
});

test("rowRange leaves its lower bound out and takes its upper bound in", () => {
  expect(rowRange(times, 10, 30)).toEqual([1, 3]);
  expect(rowRange(times, 30, 10)).toEqual([3, 3]);
  expect(() => rowRange(times, Number.NaN, 30)).toThrow("slice: from NaN to 30 are not instants");
});
