import { checkChoice } from "../../series/check.js";
import { leastSquares } from "../../statistics/least-squares.js";
import { moments } from "../../statistics/moments.js";
import { completeColumns, type ReturnColumns } from "../../statistics/return-columns.js";
import { sortedQuantile } from "../../statistics/sorted-quantile.js";
import { type Dominance, dominance } from "./dominance.js";
import { halfMeasures, type OverfittingMeasure, overfittingMeasures } from "./half-measures.js";
import { remembered } from "./remembered.js";
import { type Selections, selections, tolerance } from "./selections.js";
import { halvesWithFirst } from "./splits.js";

/** What `overfittingProbability` is asked for. */
export interface OverfittingOptions {
  /** Blocks of time S, even, from 2 to 24: C(S, S/2) splits, 12,870 of 16 and 184,756 of 20. Default 16. */
  readonly blocks?: number;
  /**
   * By what the best is chosen and ranked: `sharpe` and `mean` per period, or `total`, the compounded return of a half.
   * Default `sharpe`.
   */
  readonly measure?: OverfittingMeasure;
}

/** How often the best of many strategies in one half of the time is worse than most in the other. */
export interface Overfitting extends Omit<Selections, "flat"> {
  /** Share of splits whose logit is at most 0: the best in sample is at or below the median out of sample. */
  readonly probability: number;
  /** Of the logits over the splits; natural logarithms. */
  readonly logit: LogitSummary;
  /** Least squares of the chosen one's measure out of sample on that in sample; NaN if the latter does not vary. */
  readonly degradation: Degradation;
  /** Share of splits in which the chosen one's measure is below 0 out of sample. */
  readonly probabilityOfLoss: number;
  /** Of the chosen over one taken at random. */
  readonly dominance: Dominance;
  readonly conventions: OverfittingConventions;
}

/** Of the logits over all splits. */
export interface LogitSummary {
  readonly mean: number;
  /** Sample standard deviation; splits overlap, so that it is no standard error. */
  readonly deviation: number;
  readonly median: number;
  /** Level that 5 % of the splits are below. */
  readonly lower5: number;
  /** Level that 5 % of the splits are above. */
  readonly upper5: number;
}

/** Out of sample = intercept + slope × in sample. */
export interface Degradation {
  /** A slope below 0 says that the better it looked, the worse it did. */
  readonly slope: number;
  readonly intercept: number;
  readonly rSquared: number;
}

/** What was counted, and how. */
export interface OverfittingConventions {
  readonly measure: OverfittingMeasure;
  /** Strategies, N. */
  readonly strategies: number;
  readonly blocks: number;
  readonly splits: number;
  /** Rows that were used: blocks × rows in each. */
  readonly rows: number;
  /** Rows left out because a strategy lacks them. */
  readonly skipped: number;
  /** First rows left out so that all blocks are as long. */
  readonly dropped: number;
  /** Measures of a column over a half that were put at 0 because nothing varies there. */
  readonly flat: number;
  /** Degrees of freedom taken off in standard deviations. */
  readonly ddof: 1;
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (CSCV): the rows are cut into S
 * blocks of time; for each choice of S/2 blocks the strategy that is best in them is ranked among all N in the other
 * S/2, with ω = rank / (N + 1) and logit ln(ω / (1 − ω)); the probability is the share of logits at most 0. Some 0.5
 * says that the choice tells nothing, less that it does, more that it misleads. It judges the way of choosing among
 * these N, not the one chosen, and N that are all as good have 0.5 as well.
 *
 * Strategies are compared over the rows that all have: a row with a gap in any column is left out of all, and counted.
 * Of rows that do not divide by S the first are dropped. Of equals the first column is chosen, and equals share their
 * mean rank out of sample; equal to rounding (1e-12) counts as equal, and a loss is more than that below 0. A column
 * that does not vary in a half has no Sharpe ratio there and is ranked with 0, and counted.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: Bailey, Borwein, López de Prado & Zhu 2017, Journal of Computational Finance 20(4), 39–69. Cost T N + N C(S,
 * S/2), from sums by block in the place of T N C(S, S/2).
 * @param of returns of N strategies, T each, as a return matrix or as bare columns
 * @throws {RangeError} for fewer than two columns, fewer than two rows in a block, an odd or large number of blocks, an
 *   unknown measure, an infinite value, or a return below −1 where it is compounded
 * @throws {TypeError} for what is no matrix and no list of columns of numbers
 */
export function overfittingProbability(
  of: ReturnColumns,
  { blocks = 16, measure = "sharpe" }: OverfittingOptions = {},
): Overfitting {
  checkChoice("measure", measure, overfittingMeasures, "overfittingProbability");
  if (!(Number.isInteger(blocks) && blocks % 2 === 0 && blocks >= 2 && blocks <= 24)) {
    throw new RangeError(`overfittingProbability: blocks ${blocks} is not an even number from 2 to 24`);
  }
  const { names, columns, skipped } = completeColumns(of, "overfittingProbability");
  checkColumns(columns, { names, blocks, skipped, measure });

  const rowsPerBlock = Math.floor(columns[0].length / blocks);
  const shape = { masks: halvesWithFirst(blocks), blocks, N: columns.length };
  const splits = 2 * shape.masks.length;
  const measures = remembered(halfMeasures(columns, { measure, blocks, rowsPerBlock }), { ...shape, splits });
  const { flat, ...chosen } = selections(measures, shape);
  return {
    ...chosen,
    probability: share(chosen.logits, (logit) => logit <= 0),
    logit: summary(chosen.logits),
    degradation: degradation(chosen),
    probabilityOfLoss: share(chosen.outOfSample, (value) => value < -tolerance(0, measures.unit)),
    dominance: dominance(measures, chosen.outOfSample, shape),
    conventions: {
      measure,
      strategies: columns.length,
      blocks,
      splits,
      rows: blocks * rowsPerBlock,
      skipped,
      dropped: columns[0].length - blocks * rowsPerBlock,
      flat,
      ddof: 1,
    },
  };
}

function checkColumns(
  columns: readonly Float64Array[],
  { names, blocks, skipped, measure }: { names: readonly string[]; blocks: number; skipped: number; measure: string },
): void {
  if (columns.length < 2) {
    throw new RangeError("overfittingProbability: one column; a choice needs at least two strategies");
  }
  const rows = columns[0].length;
  if (rows < 2 * blocks) {
    throw new RangeError(
      `overfittingProbability: ${rows} rows without a gap (${skipped} with one) for ${blocks} blocks; give at least two for each`,
    );
  }
  if (measure !== "total") return;
  columns.forEach((column, j) => {
    const row = column.findIndex((value) => value < -1);
    if (row < 0) return;
    throw new RangeError(
      `overfittingProbability: return ${column[row]} of "${names[j]}" loses more than all; give simple returns, −1 or above`,
    );
  });
}

function share(values: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (let split = 0; split < values.length; split++) if (holds(values[split])) count++;
  return count / values.length;
}

function summary(logits: Float64Array): LogitSummary {
  const { mean, deviation } = moments(logits);
  const sorted = logits.slice().sort();
  const [lower5, median, upper5] = [0.05, 0.5, 0.95].map((level) => sortedQuantile(sorted, level));
  return { mean, deviation, median, lower5, upper5 };
}

function degradation({ inSample, outOfSample }: Omit<Selections, "flat">): Degradation {
  if (!(moments(inSample).deviation > 0)) return { slope: Number.NaN, intercept: Number.NaN, rSquared: Number.NaN };
  const { coefficients, rSquared } = leastSquares(outOfSample, [inSample]);
  return { slope: coefficients[1], intercept: coefficients[0], rSquared };
}
