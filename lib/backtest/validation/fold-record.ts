import type { ReturnMatrix } from "../../statistics/return-matrix.js";
import type { Choice, SelectionMeasure } from "./choose-columns.js";
import { rowCount, type Split } from "./split.js";

/** What one fold chose and got: flat, as a table wants it. Times are ends of bars, epoch milliseconds UTC. */
export interface FoldRecord {
  /** Number of the fold or split, from 0. */
  readonly fold: number;
  /** First and last train row, those removed between them included. */
  readonly trainFrom: number;
  readonly trainTo: number;
  /** First and last test row. */
  readonly testFrom: number;
  readonly testTo: number;
  readonly trainRows: number;
  readonly testRows: number;
  /** Number of the column chosen, from 0; −1 if none could be measured: its test rows are then gaps. */
  readonly column: number;
  /** Name of the column, empty if there is none. */
  readonly name: string;
  /** The measure selected by, of the train rows. */
  readonly inSample: number;
  /** The same measure of the test rows; NaN where they do not define it. */
  readonly outOfSample: number;
}

/** One record for each split. */
export function foldRecords(
  { times, names }: ReturnMatrix,
  splits: readonly Split[],
  choices: readonly Choice[],
): readonly FoldRecord[] {
  return splits.map(({ train, test }, fold) => {
    const { column, inSample, outOfSample } = choices[fold];
    return {
      fold,
      trainFrom: times[train[0].start],
      trainTo: times[train[train.length - 1].end - 1],
      testFrom: times[test[0].start],
      testTo: times[test[test.length - 1].end - 1],
      trainRows: rowCount(train),
      testRows: rowCount(test),
      column,
      name: column < 0 ? "" : names[column],
      inSample,
      outOfSample,
    };
  });
}

/**
 * What of the in-sample measure is left out of sample, over the folds that have both.
 * - `sharpe`, or a function: mean of the out-of-sample measures / mean of the in-sample ones. A function's measure
 *   should not grow with the number of rows, or train and test cannot be compared.
 * - `totalReturn`: mean log growth per row out of sample / in sample, because the sides differ in length.
 * NaN if the in-sample mean is not above 0, or a side lost everything. Source: after Pardo (2008), The Evaluation and
 * Optimization of Trading Strategies, chapter 11, walk-forward efficiency (annualised profits there).
 */
export function efficiency(choices: readonly Choice[], select: SelectionMeasure): number {
  const both = choices.filter(({ inSample, outOfSample }) => !Number.isNaN(inSample + outOfSample));
  const perRow = select === "totalReturn";
  const mean = (value: (choice: Choice) => number, rows: (choice: Choice) => number): number => {
    const total = both.reduce((sum, choice) => sum + (perRow ? Math.log1p(value(choice)) : value(choice)), 0);
    return total / both.reduce((sum, choice) => sum + (perRow ? rows(choice) : 1), 0);
  };
  const inside = mean(
    ({ inSample }) => inSample,
    ({ inSampleRows }) => inSampleRows,
  );
  const outside = mean(
    ({ outOfSample }) => outOfSample,
    ({ outOfSampleRows }) => outOfSampleRows,
  );
  const ratio = outside / inside;
  return inside > 0 && Number.isFinite(ratio) ? ratio : Number.NaN;
}
