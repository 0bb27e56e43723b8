import { described } from "../../series/described.js";
import { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { checkReturnMatrix, type ReturnMatrix } from "../../statistics/return-matrix.js";
import { periodsPerYear, type ReturnMeasures, returnMeasures } from "../../statistics/return-measures.js";
import { chooseColumns, type SelectionOptions } from "./choose-columns.js";
import { efficiency, type FoldRecord, foldRecords } from "./fold-record.js";
import type { Split } from "./split.js";
import { sameBarSuffix, stitched } from "./stitched.js";
import { checkSplits, type HoldingTime, withPurge } from "./validation-plan.js";
import { type WalkForwardOptions, walkForwardSplits } from "./walk-forward-splits.js";

/** What choosing on train rows earned in test rows. */
export interface Validation {
  /** Out-of-sample returns, the folds put together: unit `fraction`, from the first tested row to the last. */
  readonly returns: Series;
  /** Measures of these returns, with their conventions. */
  readonly measures: ReturnMeasures;
  /** What each fold chose and got. */
  readonly folds: readonly FoldRecord[];
  /** Out of sample / in sample: see `efficiency`. About 1 if choosing generalises, about 0 if it fitted noise. */
  readonly efficiency: number;
  /** What columns were chosen by. */
  readonly selectedBy: "sharpe" | "totalReturn" | "function";
}

/**
 * Walk-forward of a sweep: in each split the column that was best in the train rows is held through the test rows that
 * follow. Computed from returns that are there already; nothing is run again.
 *
 * A column's returns before and after a split belong to one run of that strategy: a position it holds when its test
 * begins is taken over without paying for the change from the column before, which flatters by one trade for each
 * change of column; a purge of the holding time keeps train rows from earning on decisions that the test shares. A NaN
 * return is a row that the column is not counted in: it is left out of measures, and stays NaN in the result. The
 * choice of a fold depends on its train rows, all earlier than its test rows, and on nothing else.
 *
 * `evidence` does not know how many columns were chosen from: tell it, with the variance of their Sharpe ratios per period,
 * as `evidence(found.returns.values, { periodsPerYear, trials: { trials: N, sharpeVariance } })`; `ledger.summary` gives both.
 * @param plan sizes for `walkForwardSplits`, with `holdingMs` in place of `purge` if you like; or splits whose train
 *   rows come before their test rows
 * @throws {RangeError} if the matrix is not sound, no split fits, tests overlap (a step shorter than the test), or a
 *   train row is not before the test
 * @throws {TypeError} for what is no return matrix, such as a sweep: give its returns
 */
export function walkForward(
  matrix: ReturnMatrix,
  plan: readonly Split[] | (WalkForwardOptions & HoldingTime),
  { select = "sharpe", minimumRows }: SelectionOptions = {},
): Validation {
  checkReturnMatrix(matrix, "walkForward");
  const T = matrix.times.length;
  const splits = isSplits(plan) ? plan : walkForwardSplits(T, withPurge(plan, matrix.intervalMs, "walkForward"));
  checkSplits(splits, T, "walkForward");
  splits.forEach(({ train, test }, index) => {
    if (train[train.length - 1].end <= test[0].start) return;
    throw new RangeError(
      `walkForward: split ${index} trains on row ${train[train.length - 1].end - 1}, after its first test row ${test[0].start}; use crossValidate for such splits`,
    );
  });
  return validated(matrix, splits, { select, minimumRows }, "walkForward");
}

/** Chooses and stitches for splits that were checked. */
export function validated(
  matrix: ReturnMatrix,
  splits: readonly Split[],
  { select = "sharpe", minimumRows }: SelectionOptions,
  owner: "walkForward" | "crossValidate",
): Validation {
  const choices = chooseColumns(matrix, splits, { select, minimumRows }, owner);
  const values = stitched(
    matrix,
    splits.flatMap(({ test }, split) => test.map((range) => ({ ...range, column: choices[split].column }))),
  );
  const first = Math.min(...splits.map(({ test }) => test[0].start));
  const end = Math.max(...splits.map(({ test }) => test[test.length - 1].end));
  const name = owner === "walkForward" ? "walk-forward returns" : "cross-validated returns";
  const returns = new Series(matrix.times, values, `${name}${sameBarSuffix(matrix)}`, "fraction").rows(first, end);
  const result: Validation = {
    returns,
    measures: returnMeasures(returns.values, periodsPerYear(matrix.intervalMs)),
    folds: foldRecords(matrix, splits, choices),
    efficiency: efficiency(choices, select),
    selectedBy: typeof select === "function" ? "function" : select,
  };
  return described(result, validationText);
}

/** A line on what was tested, and one on what came out of it. */
function validationText({ returns, measures, folds, efficiency: kept, selectedBy }: Validation): string {
  const { times } = returns;
  const span = `${isoTime(times[0])} → ${isoTime(times[times.length - 1])}`;
  const number = (value: number, digits: number): string => (value === value ? value.toFixed(digits) : "–");
  return [
    `${returns.name} of ${folds.length} folds · ${times.length.toLocaleString("en-US")} rows · ${span}`,
    `Sharpe ratio ${number(measures.sharpe, 2)} for a year, total return ${number(100 * measures.totalReturn, 2)} %, ` +
      `maximum drawdown ${number(100 * measures.maxDrawdown, 2)} %; ` +
      `out of sample / in sample ${number(kept, 2)} by ${selectedBy}`,
  ].join("\n");
}

/** Tells splits from the options that make them. */
export function isSplits<Options extends object>(plan: readonly Split[] | Options): plan is readonly Split[] {
  return Array.isArray(plan);
}
