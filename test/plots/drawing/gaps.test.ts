import { expect, test } from "vitest";
import { countGaps, shortGaps } from "../../../lib/plots/drawing/gaps.js";

const nan = Number.NaN;

test("gaps lie between values: what is missing before the first and after the last is none", () => {
  expect(countGaps(Float64Array.of(nan, 1, nan, nan, 2, nan, 3, nan))).toBe(2);
  expect(countGaps(Float64Array.of(nan, nan))).toBe(0);
  expect(countGaps(new Float64Array())).toBe(0);
  // Rows 0, 1, 4 and 6: the gap between 1 and 4 has no row among them.
  expect(countGaps(Float64Array.of(nan, 1, nan, nan, 2, nan, 3, nan), Int32Array.of(0, 1, 4, 5, 6))).toBe(1);
});

test("250 gaps are all drawn; of 251, those as short as the shortest are not", () => {
  const of = (gaps: number): Float64Array =>
    Float64Array.from({ length: 2 * gaps + 1 }, (_, row) => (row % 2 ? nan : 1));
  expect(shortGaps(of(250)).includes(1)).toBe(false);
  const values = Float64Array.from([...of(250), nan, nan, 1, nan]);
  const short = shortGaps(values);
  expect(short.reduce((sum, row) => sum + row, 0)).toBe(250);
  expect([...short.subarray(498)]).toEqual([0, 1, 0, 0, 0, 0, 0]);
});
