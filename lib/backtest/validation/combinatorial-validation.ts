import { medianSorted } from "simple-statistics";
import { described } from "../../series/described.js";
import { Series } from "../../series/series.js";
import { checkReturnMatrix, type ReturnMatrix } from "../../statistics/return-matrix.js";
import { periodsPerYear, type ReturnMeasures, returnMeasures } from "../../statistics/return-measures.js";
import { chooseColumns, type SelectionOptions } from "./choose-columns.js";
import { type CombinatorialPurgedOptions, combinatorialPurged } from "./combinatorial-purged.js";
import { type FoldRecord, foldRecords } from "./fold-record.js";
import { sameBarSuffix, stitched } from "./stitched.js";
import { type HoldingTime, withPurge } from "./validation-plan.js";

/** How a measure is spread over the paths; paths share train rows and choices, so that they are not independent. */
export interface PathDistribution {
  /** One value for each path, NaN where it is not defined; what follows leaves those out. */
  readonly values: Float64Array;
  readonly mean: number;
  /** Sample standard deviation (n − 1). */
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
  /** Part of the paths below 0. */
  readonly negative: number;
}

/** Result of `combinatorialValidation`. */
export interface CombinatorialValidation {
  /** Out-of-sample returns of each path over all T rows, unit `fraction`. */
  readonly paths: readonly Series[];
  /** Measures of each path. */
  readonly measures: readonly ReturnMeasures[];
  /** The Sharpe ratios for a year of the paths. */
  readonly sharpe: PathDistribution;
  /** What each split chose and got, over all its test folds. */
  readonly folds: readonly FoldRecord[];
}

/**
 * Combinatorial purged cross-validation of a sweep: in each split the column that was best in the train rows is held in
 * the test folds, and the test folds are joined to paths, each a whole history that was not trained on. One path is one
 * story; how the Sharpe ratios of all of them differ says how much of the result hangs on the way the rows were cut.
 * As in `crossValidate`, train rows lie after test rows too. Gaps are as in `walkForward`.
 * Source: López de Prado (2018), Advances in Financial Machine Learning, chapter 12.
 *
 * `evidence` does not know how many columns were chosen from: tell it, with the variance of their Sharpe ratios per period,
 * as `evidence(path.values, { periodsPerYear, trials: { trials: N, sharpeVariance } })`; `ledger.summary` gives both.
 * @param plan folds for `combinatorialPurged`, with `holdingMs` in place of `purge` if you like
 * @throws {RangeError} if the matrix is not sound, a split has no train rows left, or there are too many splits
 * @throws {TypeError} for what is no return matrix, such as a sweep: give its returns
 */
export function combinatorialValidation(
  matrix: ReturnMatrix,
  plan: CombinatorialPurgedOptions & HoldingTime,
  options: SelectionOptions = {},
): CombinatorialValidation {
  const owner = "combinatorialValidation";
  checkReturnMatrix(matrix, owner);
  const { times, intervalMs } = matrix;
  const { splits, pathCount } = combinatorialPurged(times.length, withPurge(plan, intervalMs, owner));
  const choices = chooseColumns(matrix, splits, options, owner);
  const paths = Array.from({ length: pathCount }, (_, path) => {
    const pieces = splits.flatMap(({ test, paths: turns }, split) =>
      test.filter((_, place) => turns[place] === path).map((range) => ({ ...range, column: choices[split].column })),
    );
    return new Series(times, stitched(matrix, pieces), `path ${path}${sameBarSuffix(matrix)}`, "fraction");
  });
  const measures = paths.map(({ values }) => returnMeasures(values, periodsPerYear(intervalMs)));
  const result: CombinatorialValidation = {
    paths,
    measures,
    sharpe: distribution(Float64Array.from(measures, ({ sharpe }) => sharpe)),
    folds: foldRecords(matrix, splits, choices),
  };
  return described(result, validationText);
}

/** How many paths there are, and how their Sharpe ratios differ. */
function validationText({
  paths,
  folds,
  sharpe: { mean, minimum, median, maximum, negative },
}: CombinatorialValidation): string {
  const number = (value: number): string => (value === value ? value.toFixed(2) : "–");
  return [
    `Combinatorial validation: ${paths.length} paths of ${folds.length} splits`,
    `Sharpe ratio for a year: mean ${number(mean)}, median ${number(median)}, from ${number(minimum)} to ` +
      `${number(maximum)}, below 0 in ${(100 * negative).toFixed(0)} % of the paths`,
  ].join("\n");
}

function distribution(values: Float64Array): PathDistribution {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  const mean = n === 0 ? Number.NaN : sorted.reduce((sum, value) => sum + value, 0) / n;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    values,
    mean,
    standardDeviation: n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1)),
    minimum: n === 0 ? Number.NaN : sorted[0],
    median: n === 0 ? Number.NaN : medianSorted(Array.from(sorted)),
    maximum: n === 0 ? Number.NaN : sorted[n - 1],
    negative: n === 0 ? Number.NaN : sorted.filter((value) => value < 0).length / n,
  };
}
