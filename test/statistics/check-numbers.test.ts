import { expect, test } from "vitest";
import { series } from "../../lib/series/series.js";
import { checkNumbers } from "../../lib/statistics/check-numbers.js";

const check = (values: unknown) => () => checkNumbers(values as number[], "mean");

test("lets numbers and gaps pass, in any kind of list", () => {
  for (const values of [[], [1, Number.NaN], new Float64Array(3), new Float32Array(3), Int8Array.of(1, 2)]) {
    expect(check(values)).not.toThrow();
  }
});

test("refuses what JSON makes of a gap, holes, text and truth values, naming the row", () => {
  const message = (value: string) => new TypeError(`mean: value ${value} at row 1 is no number; use NaN for a gap`);
  expect(check(JSON.parse(JSON.stringify([1, Number.NaN])))).toThrow(message("null"));
  expect(check([1, undefined])).toThrow(message("undefined"));
  expect(check([1, "2"])).toThrow(message('"2"'));
  expect(check([1, true])).toThrow(message("true"));
  expect(check([1, [2]])).toThrow(message("an object"));
});

test("refuses what is no list", () => {
  expect(check(undefined)).toThrow(new TypeError("mean: undefined is no list of numbers; give an array"));
  expect(check({ n: 10 })).toThrow(new TypeError("mean: an object is no list of numbers; give an array"));
  const one = series({ times: [0], values: [1], name: "x", unit: "number" });
  expect(check(one)).toThrow(new TypeError("mean: a series is no list of numbers; give its values"));
});
