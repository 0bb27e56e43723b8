import { expect, test } from "vitest";
import { series } from "../../lib/series/series.js";
import { benjaminiHochberg } from "../../lib/statistics/benjamini-hochberg.js";
import { benjaminiYekutieli } from "../../lib/statistics/benjamini-yekutieli.js";
import { bonferroni } from "../../lib/statistics/bonferroni.js";
import { drawdownMeasures } from "../../lib/statistics/drawdown-measures.js";
import { holm } from "../../lib/statistics/holm.js";
import { leastSquares } from "../../lib/statistics/least-squares.js";
import { meanWithError } from "../../lib/statistics/mean-with-error.js";
import { moments } from "../../lib/statistics/moments.js";
import { ranks } from "../../lib/statistics/ranks.js";
import { completeColumns } from "../../lib/statistics/return-columns.js";
import { returnDistribution } from "../../lib/statistics/return-distribution.js";
import { checkReturnMatrix } from "../../lib/statistics/return-matrix.js";
import { returnMeasures } from "../../lib/statistics/return-measures.js";

const values = [0.01, -0.02, 0.03];
// As an array: without elements, which compute to NaN and 0.
const column = series({ times: [1, 2, 3], values, name: "r", unit: "fraction" }) as unknown as number[];

test("a series in the place of an array is refused, and so is a list with a gap that JSON wrote", () => {
  const functions: Readonly<Record<string, (of: number[]) => unknown>> = {
    returnMeasures: (of) => returnMeasures(of, 365),
    drawdownMeasures,
    returnDistribution,
    moments,
    ranks,
    meanWithError,
    leastSquares: (of) => leastSquares(of, [values]),
  };
  for (const [name, call] of Object.entries(functions)) {
    expect(() => call(values)).not.toThrow();
    expect(() => call(column)).toThrow(new TypeError(`${name}: a series is no list of numbers; give its values`));
    expect(() => call([0.01, null, 0.03] as number[])).toThrow(/null at row 1 is no number; use NaN for a gap$/);
  }
  expect(() => leastSquares(values, [column])).toThrow("leastSquares: a series is no list of numbers");
  expect(() => leastSquares(values, column as never)).toThrow(
    "leastSquares: X is no list of columns; give [column], each an array as long as y",
  );
  expect(() => completeColumns([column], "overfittingProbability")).toThrow(
    "overfittingProbability: a series is no list of numbers; give its values",
  );
});

test("one column in the place of a list of columns is refused", () => {
  for (const one of [values, Float64Array.from(values)]) {
    expect(() => completeColumns(one as never, "stepwiseSuperiority")).toThrow(
      new TypeError("stepwiseSuperiority: numbers are one column and no list of columns; give [column]"),
    );
  }
});

test("measures refuse returns that no wealth has", () => {
  expect(() => returnMeasures([0.1, Number.POSITIVE_INFINITY, -0.5], 365)).toThrow(
    "returnMeasures: return Infinity at row 1 is no simple return; give −1 or above, NaN for a gap",
  );
  expect(() => returnMeasures([Number.NaN, Number.NEGATIVE_INFINITY], 365)).toThrow("return -Infinity at row 1");
  expect(() => returnMeasures([0.1, -1.5, -3], 365)).toThrow("returnMeasures: return -1.5 at row 1 is no simple");
  expect(returnMeasures([-1, 0.5], 365).totalReturn).toBe(-1);
});

test("p-values that are no numbers are refused", () => {
  for (const [name, adjust] of Object.entries({ holm, bonferroni, benjaminiHochberg, benjaminiYekutieli })) {
    const message = (value: string) =>
      new TypeError(`${name}: p-value ${value} at row 1 is no number; use NaN for a gap`);
    expect(() => adjust([0.5, null] as number[])).toThrow(message("null"));
    expect(() => adjust([0.5, "0.1"] as number[])).toThrow(message('"0.1"'));
  }
});

test("measures ask for the returns in a year", () => {
  for (const periods of [undefined, Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) {
    expect(() => returnMeasures(values, periods as number)).toThrow(
      `returnMeasures: periods ${periods} is no number of returns in a year; give periodsPerYear(intervalMs)`,
    );
  }
});

test("what is no return matrix is refused, with what to give", () => {
  const matrix = { times: Float64Array.of(1), intervalMs: 1, names: ["a"], columns: [Float64Array.of(0)] };
  const check = (of: unknown) => () => checkReturnMatrix(of as typeof matrix, "walkForward");
  expect(check(matrix)).not.toThrow();
  expect(check(undefined)).toThrow(
    "walkForward: undefined is no return matrix; give sweep.returns, of a sweep with keepReturns or returnIntervalMs",
  );
  expect(check({ rows: [], counts: {}, returns: matrix })).toThrow(
    "walkForward: a sweep is no return matrix; give its .returns",
  );
  expect(check({ rows: [], counts: {} })).toThrow(
    "walkForward: a sweep that kept no returns is no return matrix; run it with keepReturns or returnIntervalMs, and give its .returns",
  );
  expect(check({ equity: 1 })).toThrow("walkForward: an object with equity is no return matrix; give { times,");
  expect(check(5)).toThrow("walkForward: 5 is no return matrix");
  expect(() => completeColumns({ rows: [], counts: {}, returns: matrix } as never, "realityCheck")).toThrow(
    "realityCheck: a sweep is no return matrix; give its .returns",
  );
});
