import type { ReturnColumns } from "../../statistics/return-columns.js";
import { differentials, type SuperiorityConventions, type SuperiorityOptions } from "./differentials.js";
import { eachResample } from "./resampled-means.js";

/** Which of many strategies beat a benchmark. */
export interface StepwiseSuperiority {
  readonly names: readonly string[];
  /**
   * Adjusted for all N, in the order of the columns: those at most α beat the benchmark, with a probability of at most
   * α that any of them does not. NaN for a column that does not vary.
   */
  readonly pValues: Float64Array;
  /** √n × mean differential / ω, length N. */
  readonly tValues: Float64Array;
  /** Mean differentials per period, length N. */
  readonly means: Float64Array;
  readonly conventions: SuperiorityConventions;
}

/**
 * Romano and Wolf's step-down test of each strategy against the benchmark (StepM), studentised: with the strategies in
 * falling order of t = √n mean(d) / ω, the p-value of the i-th is (1 + the resamples in which the largest √n (mean(d*)
 * − mean(d)) / ω of it and those after it is at least its t) / (1 + replications), and not below that of the one
 * before. As strategies that beat the benchmark leave, those after face fewer. Where `superiorPredictiveAbility` says
 * that one is better, this says which; ω as there, one-sided.
 * It describes the whole sample at once: no row of it is a signal.
 * Sources: Romano & Wolf 2005, Econometrica 73, 1237–1282; 2016, Statistics & Probability Letters 113, 38–40, for the
 * p-values.
 * @param of returns of all strategies tried, N of T rows; a row with a gap in one is left out of all
 * @throws {RangeError} if a column or the benchmark differs in length or is infinite, or at an option out of range
 */
export function stepwiseSuperiority(of: ReturnColumns, options: SuperiorityOptions = {}): StepwiseSuperiority {
  const tested = differentials(of, options, "stepwiseSuperiority");
  const { names, means, errors, conventions } = tested;
  const tValues = means.map((mean, j) => (errors[j] > 0 ? (Math.sqrt(conventions.n) * mean) / errors[j] : Number.NaN));
  const falling = [...tValues.keys()].filter((j) => errors[j] > 0).sort((i, j) => tValues[j] - tValues[i]);
  const atLeast = new Float64Array(names.length);
  eachResample(tested, (scaled) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let place = falling.length - 1; place >= 0; place--) {
      const j = falling[place];
      const t = scaled[j] / errors[j];
      if (t > largest) largest = t;
      if (largest >= tValues[j]) atLeast[j]++;
    }
  });
  const pValues = new Float64Array(names.length).fill(Number.NaN);
  let before = 0;
  for (const j of falling) {
    before = Math.max(before, (1 + atLeast[j]) / (1 + conventions.replications));
    pValues[j] = before;
  }
  return { names, pValues, tValues, means, conventions };
}
