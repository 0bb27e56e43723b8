import { checkChoice } from "../../series/check.js";
import { Panel } from "../../series/panel.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { rollingRobustZScore } from "../../series/rolling/rolling-robust-z-score.js";
import { rollingZScore } from "../../series/rolling/rolling-z-score.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { checkSeveral } from "../columns/check-several.js";
import { withJointDelay } from "../columns/joint-delay.js";
import { blockRows } from "../columns/sum-columns.js";
import { absentAsZero } from "../columns/sum-over.js";

/** What `divergence` is asked for. */
export interface DivergenceOptions extends SumOptions {
  /** Length of the trailing window of the z-score, in rows. */
  readonly window: number;
  /** Fewest values in the window for a z-score. Default: `window`, so that a gap blanks the rows it is in reach of. */
  readonly minCount?: number;
  /**
   * What the log ratio is measured by: `standard`, by mean and standard deviation; `robust`, by median and 1.4826 × MAD,
   * which a few extreme rows in the window hardly move. Default `standard`.
   */
  readonly score?: DivergenceScore;
}

/** How far from usual a log ratio is: `rollingZScore` or `rollingRobustZScore`. */
export type DivergenceScore = "standard" | "robust";

const scores: Readonly<Record<DivergenceScore, typeof rollingZScore>> = {
  standard: rollingZScore,
  robust: rollingRobustZScore,
};

/** Each column's open interest against that of the others. */
export interface Divergence {
  /** ln(oi / sum of the others), unit `number`: 0 where a column is as large as all others together. */
  readonly logRatio: Panel;
  /** Standard deviations of the log ratio from its trailing mean, or their robust counterparts, unit `score`. */
  readonly zScore: Panel;
  /** Length of the window, in rows. */
  readonly window: number;
}

/**
 * Divergence of each column from the aggregate of the others (leave-one-out):
 * logRatio[j][t] = ln(oi[j][t] / sum over k ≠ j of oi[k][t]), and zScore its trailing rolling z-score, the window ending
 * at t: by sample standard deviation (n − 1), or robust, by median and MAD. A robust score is NaN where more than half of
 * the window are equal.
 * The aggregate leaves the column out because an aggregate that contains it moves with it by construction.
 * By default an instant where any column is missing is NaN for all; over those that report, an entry or an outage moves
 * the ratios of all others without a trade. A zero, of the column or of all others, is NaN: it has no logarithm.
 * Source: definition.
 * @param oi open interest, N columns × T rows, N at least 2, NaN where not reported
 * @returns two panels, N × T, same times and columns
 * @throws {RangeError} for fewer than two columns, an impossible window, an unknown score, at the first negative value, or if
 *   the columns cannot be added
 */
export function divergence(
  oi: Panel,
  { window, minCount = window, score = "standard", over = "all", mixedSides = "throw" }: DivergenceOptions,
): Divergence {
  checkSeveral(oi.columns, "divergence");
  checkWindow(window, minCount, "divergence");
  checkChoice("score", score, Object.keys(scores), "divergence");
  checkAddable(oi.columns, oi.unit, { over, mixedSides }, "divergence");
  const added = over === "all" ? absentAsZero(oi.columns, oi.times) : oi.columns;
  const own = added.map((column) => column.values);
  const { ratios, negative } = logRatios(own, oi.length, over);
  if (negative) checkNotNegative(oi.times, oi.columns, "divergence");
  const columns = withJointDelay(oi.columns).map((column, j) => ({ ...column, values: ratios[j] }));
  const logRatio = new Panel(oi.times, columns, "number");
  return { logRatio, zScore: scores[score](logRatio, window, { minCount }), window };
}

/**
 * ln(own / sum of all others) of each column, and whether any value is negative. A sum is added from the columns before and
 * those after, rather than as the total less the column, which loses a small rest beside a large column.
 * Rows are taken in blocks, whose running sums stay in the processor's nearest cache; the plain form has one block.
 */
function logRatios(
  columns: readonly Float64Array[],
  length: number,
  over: "all" | "reporting",
): { readonly ratios: Float64Array[]; readonly negative: boolean } {
  const ratios = columns.map(() => new Float64Array(length));
  const running = new Float64Array(blockRows);
  let negative = false;
  for (let from = 0; from < length; from += blockRows) {
    const to = Math.min(from + blockRows, length);
    running.fill(0);
    for (let j = 0; j < columns.length; j++) {
      ratios[j].set(running.subarray(0, to - from), from);
      add(columns[j], from, to, over, running);
    }
    running.fill(0);
    for (let j = columns.length - 1; j >= 0; j--) {
      if (logRatioInto(ratios[j], columns[j], from, to, running)) negative = true;
      add(columns[j], from, to, over, running);
    }
  }
  return { ratios, negative };
}

/** Adds the rows of a column to what is running; a gap makes NaN of it, or is left out over those that report. */
function add(column: Float64Array, from: number, to: number, over: "all" | "reporting", running: Float64Array): void {
  const leavesOut = over === "reporting";
  for (let t = from; t < to; t++) {
    const value = column[t];
    if (leavesOut && value !== value) continue;
    running[t - from] = running[t - from] + value;
  }
}

/**
 * Turns sums of the columns before into ln(own / others), NaN where either is zero or missing.
 * @returns whether a value is negative: seen here, it costs no pass of its own
 */
function logRatioInto(before: Float64Array, own: Float64Array, from: number, to: number, after: Float64Array): boolean {
  let negative = false;
  for (let t = from; t < to; t++) {
    const value = own[t];
    if (value < 0) negative = true;
    const ratio = value / (before[t] + after[t - from]);
    // Two stores rather than one of a choice, which would make an object of each number.
    if (ratio > 0 && ratio < Number.POSITIVE_INFINITY) before[t] = Math.log(ratio);
    else before[t] = Number.NaN;
  }
  return negative;
}
