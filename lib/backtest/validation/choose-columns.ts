import { checkChoice, checkCount } from "../../series/check.js";
import type { ReturnMatrix } from "../../statistics/return-matrix.js";
import { periodsPerYear, returnMeasures } from "../../statistics/return-measures.js";
import { blocksOf, emptyMoments, fillMoments, joinedMoments, type Moments } from "./block-moments.js";
import { type RowRange, rowCount, type Split } from "./split.js";

/**
 * What the best column has most of in the train rows. `sharpe` and `totalReturn` are those of `returnMeasures`: the
 * Sharpe ratio for a year (n − 1, gaps left out), and the product of 1 + return less 1. A function is given the returns
 * of the rows in time order, gaps as NaN, in an array that is used again after the call; NaN from it is no candidate.
 */
export type SelectionMeasure = "sharpe" | "totalReturn" | ((returns: Float64Array) => number);

/** How the column of a fold is chosen. */
export interface SelectionOptions {
  /** Measure of the train rows that is to be highest. Default `sharpe`. */
  readonly select?: SelectionMeasure;
  /**
   * Train rows with a return that a column needs to be chosen, so that none wins by a few lucky rows.
   * Default half of the train rows of the fold, rounded up.
   */
  readonly minimumRows?: number;
}

/** The column chosen on the train side of a split, and what became of it on the test side. */
export interface Choice {
  /** Its number, from 0; −1 if no column could be measured. */
  readonly column: number;
  /** Measure of its train rows, NaN without a column. */
  readonly inSample: number;
  /** Train rows that have a return. */
  readonly inSampleRows: number;
  /** The same measure of its test rows, NaN where they do not define it. */
  readonly outOfSample: number;
  /** Test rows that have a return. */
  readonly outOfSampleRows: number;
}

/**
 * For each split the column whose measure is highest in its train rows, the first of equal ones. The choice reads train
 * rows alone. Named measures cost one reading of the matrix, whatever the number of splits, and a sum over blocks of
 * rows for each split and column; a function of yours is called for each split and column.
 * @throws {RangeError} for an unknown measure or a count that is no whole number of at least 1
 */
export function chooseColumns(
  matrix: ReturnMatrix,
  splits: readonly Split[],
  { select = "sharpe", minimumRows }: SelectionOptions,
  owner: string,
): readonly Choice[] {
  if (typeof select !== "function") checkChoice("select", select, ["sharpe", "totalReturn"], owner);
  if (minimumRows !== undefined) checkCount(minimumRows, "minimumRows", owner);
  const { columns, intervalMs } = matrix;
  const periods = periodsPerYear(intervalMs);
  const needed = splits.map(({ train }) => minimumRows ?? Math.ceil(rowCount(train) / 2));
  const best = splits.map(() => ({ column: -1, inSample: Number.NaN, inSampleRows: 0 }));
  const offer = (split: number, column: number, inSample: number, inSampleRows: number): void => {
    if (inSampleRows < needed[split] || inSample !== inSample) return;
    // False where nothing is there yet, whose measure is NaN.
    if (inSample <= best[split].inSample) return;
    best[split] = { column, inSample, inSampleRows };
  };

  if (typeof select === "function") {
    splits.forEach(({ train }, split) => {
      const room = new Float64Array(rowCount(train));
      columns.forEach((values, column) => {
        const counted = gather(values, train, room);
        if (counted >= needed[split]) offer(split, column, select(room), counted);
      });
    });
  } else {
    const blocks = blocksOf(splits);
    const moments = emptyMoments(blocks);
    columns.forEach((values, column) => {
      fillMoments(values, blocks, moments);
      for (let split = 0; split < splits.length; split++) {
        const joined = joinedMoments(moments, blocks.train[split]);
        const measure = select === "sharpe" ? sharpeOf(joined, periods) : totalReturnOf(joined);
        offer(split, column, measure, joined.count);
      }
    });
  }

  const measured = typeof select === "function" ? select : (of: Float64Array) => returnMeasures(of, periods)[select];
  return splits.map(({ test }, split) => {
    const choice = best[split];
    if (choice.column < 0) return { ...choice, outOfSample: Number.NaN, outOfSampleRows: 0 };
    const returns = new Float64Array(rowCount(test));
    const outOfSampleRows = gather(columns[choice.column], test, returns);
    return { ...choice, outOfSample: measured(returns), outOfSampleRows };
  });
}

/** Copies the rows of the ranges into `room` and counts those that are no gap. */
function gather(values: ArrayLike<number>, ranges: readonly RowRange[], room: Float64Array): number {
  let place = 0;
  let counted = 0;
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row++) {
      const value = values[row];
      room[place++] = value;
      if (value === value) counted++;
    }
  }
  return counted;
}

/** As `returnMeasures` takes it: a spread of rounding alone is none. */
function sharpeOf({ count, mean, squares }: Moments, periods: number): number {
  const deviation = count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1));
  return deviation > 1e-15 ? (mean / deviation) * Math.sqrt(periods) : Number.NaN;
}

function totalReturnOf({ count, growth }: Moments): number {
  return count === 0 ? Number.NaN : growth - 1;
}
