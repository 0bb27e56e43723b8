import { expect, test } from "vitest";
import { combinatorialPurged } from "../../../lib/backtest/validation/combinatorial-purged.js";
import { combinatorialValidation } from "../../../lib/backtest/validation/combinatorial-validation.js";
import { splitRows } from "../../../lib/backtest/validation/split.js";
import { hourMs } from "../../../lib/series/time.js";
import { closeTo } from "../candles-of.js";
import { changed, matrixOf, noiseMatrix } from "./matrix-of.js";

// Three folds of two rows, two tested. Train fold 2: b (0.05, 0.05); train fold 1: a (0.03, 0.03); train fold 0: a.
// Splits test 01, 02, 12 with b, a, a. Fold 0 is tested by splits 0 and 1, fold 1 by 0 and 2, fold 2 by 1 and 2.
// Path 0: b, b, a; path 1: a, a, a.
test("test folds are joined to paths in the order of their splits", () => {
  const a = [0.01, 0.02, 0.03, 0.03, -0.01, -0.02];
  const b = [-0.01, -0.03, 0.01, 0.02, 0.05, 0.05];
  const { paths, folds, measures, sharpe } = combinatorialValidation(
    matrixOf({ a, b }),
    { folds: 3, testFolds: 2 },
    { select: "totalReturn" },
  );
  expect(folds.map(({ name }) => name)).toEqual(["b", "a", "a"]);
  expect(paths.map(({ values }) => [...values])).toEqual([[-0.01, -0.03, 0.01, 0.02, -0.01, -0.02], a]);
  expect(paths.map(({ name }) => name)).toEqual(["path 0", "path 1"]);
  expect(measures[1].totalReturn).toBeCloseTo(1.01 * 1.02 * 1.03 * 1.03 * 0.99 * 0.98 - 1, 14);
  expect(sharpe.negative).toBe(0.5);
  expect([sharpe.minimum, sharpe.maximum]).toEqual([measures[0].sharpe, measures[1].sharpe]);
  const number = (value: number): string => value.toFixed(2);
  expect(
    String(combinatorialValidation(matrixOf({ a, b }), { folds: 3, testFolds: 2 }, { select: "totalReturn" })),
  ).toBe(
    `Combinatorial validation: 2 paths of 3 splits\nSharpe ratio for a year: mean ${number(sharpe.mean)}, median ` +
      `${number(sharpe.median)}, from ${number(sharpe.minimum)} to ${number(sharpe.maximum)}, below 0 in 50 % of the paths`,
  );
});

// numpy 2.4 and skfolio 1.12: CombinatorialPurgedCV(n_folds=5, n_test_folds=2, purged_size=1, embargo_size=1), its
// get_path_ids(), and in each split the argmax of mean / std(ddof=1).
test("the spread of the Sharpe ratio over paths is that of skfolio's splits", () => {
  const plan = { folds: 5, testFolds: 2, purge: 1, embargo: 1 };
  const { folds, sharpe } = combinatorialValidation(noiseMatrix(12, 60, 6), plan);
  expect(folds.map(({ column }) => column)).toEqual([4, 1, 4, 1, 1, 4, 4, 3, 1, 4]);
  closeTo(sharpe.values, [-2.181082172, -0.081243905, -4.586800082, -11.867660338], 8);
  const { mean, standardDeviation, median, minimum, maximum, negative } = sharpe;
  closeTo([mean, standardDeviation, median], [-4.679196624, 5.133689145, -3.383941127], 8);
  expect([minimum, maximum, negative]).toEqual([sharpe.values[3], sharpe.values[1], 1]);
});

test("a choice does not see its test folds, nor the rows purged and embargoed beside them", () => {
  const matrix = noiseMatrix(3, 60, 5);
  const plan = { folds: 5, testFolds: 2, purge: 2, embargo: 1 };
  const known = combinatorialValidation(matrix, plan).folds;
  const other = noiseMatrix(4, 60, 5);
  combinatorialPurged(60, plan).splits.forEach(({ train }, split) => {
    const isTrain = new Set(splitRows(train));
    const altered = changed(matrix, (value, row, j) => (isTrain.has(row) ? value : 10 * other.columns[j][row]));
    const { column, inSample } = combinatorialValidation(altered, plan).folds[split];
    expect([column, inSample]).toEqual([known[split].column, known[split].inSample]);
  });
});

test("a holding time purges, and gaps are left out of a path's measures", () => {
  const matrix = noiseMatrix(5, 40, 3);
  const plan = { folds: 4, testFolds: 1 };
  expect(combinatorialValidation(matrix, { ...plan, holdingMs: 2 * hourMs })).toEqual(
    combinatorialValidation(matrix, { ...plan, purge: 2 }),
  );
  const holed = changed(matrix, (value, row) => (row % 7 === 0 ? Number.NaN : value));
  expect(combinatorialValidation(holed, plan).measures[0].conventions).toMatchObject({ n: 34, skipped: 6 });
  const empty = combinatorialValidation(
    changed(matrix, () => Number.NaN),
    plan,
  ).sharpe;
  expect([empty.mean, empty.median, empty.negative, empty.standardDeviation]).toEqual(Array(4).fill(Number.NaN));
  expect(() => combinatorialValidation(matrix, { folds: 4, testFolds: 3, purge: 9 })).toThrow(
    "combinatorialPurged: no train rows of 40 are left beside test folds",
  );
});
