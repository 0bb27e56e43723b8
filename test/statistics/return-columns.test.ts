import { expect, test } from "vitest";
import { completeColumns } from "../../lib/statistics/return-columns.js";

const times = Float64Array.of(0, 3.6e6, 7.2e6);

test("rows that a column lacks are left out of all, and counted", () => {
  const { names, columns, skipped } = completeColumns(
    [
      [NaN, 0.1, 0.2],
      [0.3, 0.4, 0.5],
    ],
    "f",
  );
  expect([names, columns, skipped]).toEqual([["1", "2"], [Float64Array.of(0.1, 0.2), Float64Array.of(0.4, 0.5)], 1]);
});

test("a return matrix keeps its names and is checked as one", () => {
  const matrix = { times, intervalMs: 3.6e6, names: ["a"], columns: [Float32Array.of(0.5, NaN, -0.25)] };
  expect(completeColumns(matrix, "f")).toEqual({ names: ["a"], columns: [Float64Array.of(0.5, -0.25)], skipped: 1 });
  expect(() => completeColumns({ ...matrix, columns: [Float64Array.of(0, -2, 0)] }, "f")).toThrow(
    'f: return -2 of "a" at row 1',
  );
});

test("a row that the benchmark lacks is left out as well", () => {
  expect(completeColumns([[1, 2, 3]], "f", [NaN, 5, 6])).toEqual({
    names: ["1"],
    columns: [Float64Array.of(2, 3)],
    benchmark: Float64Array.of(5, 6),
    skipped: 1,
  });
  expect(() => completeColumns([[1, 2, 3]], "f", [1])).toThrow(
    'f: the benchmark has 1 rows and "1" 3; give as many, NaN for a gap',
  );
});

test("the columns given are not written to nor kept", () => {
  const column = Float64Array.of(1, 2, 3);
  const { columns } = completeColumns([column], "f");
  columns[0][0] = 9;
  expect(column[0]).toBe(1);
});

test("no column, columns of other lengths and infinite values are refused", () => {
  expect(() => completeColumns([], "f")).toThrow("f: no column; give the results of at least one strategy");
  expect(() => completeColumns([[1, 2], [1]], "f")).toThrow('f: "2" has 1 rows and "1" 2; give as many, NaN for a gap');
  expect(() => completeColumns([[1, Infinity]], "f")).toThrow(
    'f: value Infinity of "1" at row 1 is infinite; use NaN for a gap',
  );
});
