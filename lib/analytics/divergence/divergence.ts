import { Panel } from "../../series/panel.js";
import { checkWindow } from "../../series/rolling/rolling-options.js";
import { rollingRobustZScore } from "../../series/rolling/rolling-robust-z-score.js";
import { rollingZScore } from "../../series/rolling/rolling-z-score.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { withJointDelay } from "../columns/joint-delay.js";

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
  if (oi.columns.length < 2) {
    throw new RangeError(
      `divergence: ${oi.columns.length} column(s) leave none to compare with; give at least two venues or contracts`,
    );
  }
  checkWindow(window, minCount, "divergence");
  if (!Object.hasOwn(scores, score)) {
    throw new RangeError(`divergence: unknown score "${score}"; known: ${Object.keys(scores).join(", ")}`);
  }
  checkAddable(oi.columns, oi.unit, { over, mixedSides }, "divergence");
  checkNotNegative(oi.times, oi.columns, "divergence");
  const own = oi.columns.map((column) => column.values);
  const ratios = sumsOfOthers(own, oi.length, over);
  for (let j = 0; j < own.length; j++) logRatioInto(ratios[j], own[j]);
  const columns = withJointDelay(oi.columns).map((column, j) => ({ ...column, values: ratios[j] }));
  const logRatio = new Panel(oi.times, columns, "number");
  return { logRatio, zScore: scores[score](logRatio, window, { minCount }), window };
}

/**
 * For each column the sum of all others. Added from those before it and those after it, rather than as the total less
 * the column, which loses a small rest beside a large column.
 */
function sumsOfOthers(columns: readonly Float64Array[], length: number, over: "all" | "reporting"): Float64Array[] {
  const others = columns.map(() => new Float64Array(length));
  const missing = over === "all" ? Number.NaN : 0;
  const running = new Float64Array(length);
  for (let j = 0; j < columns.length; j++) addAndAdvance(others[j], columns[j], running, missing);
  running.fill(0);
  for (let j = columns.length - 1; j >= 0; j--) {
    addAndAdvance(others[j], columns[j], running, missing);
  }
  return others;
}

/** Adds to `out` what is running so far, then the column to what is running. */
function addAndAdvance(out: Float64Array, column: Float64Array, running: Float64Array, missing: number): void {
  for (let t = 0; t < out.length; t++) {
    const value = column[t];
    out[t] = out[t] + running[t];
    running[t] = running[t] + (value === value ? value : missing);
  }
}

/** Turns sums of others into ln(own / others), NaN where either is zero or missing. */
function logRatioInto(others: Float64Array, own: Float64Array): void {
  for (let t = 0; t < others.length; t++) {
    const ratio = own[t] / others[t];
    others[t] = ratio > 0 && ratio < Number.POSITIVE_INFINITY ? Math.log(ratio) : Number.NaN;
  }
}
