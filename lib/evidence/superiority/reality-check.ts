import type { ReturnColumns } from "../../statistics/return-columns.js";
import {
  type Best,
  bestOf,
  differentials,
  type SuperiorityConventions,
  type SuperiorityOptions,
} from "./differentials.js";
import { eachResample } from "./resampled-means.js";

/** Whether the best of many strategies beats a benchmark by more than luck. */
export interface RealityCheck {
  /** Probability of a best mean as large if no strategy were better than the benchmark; NaN if none varies. */
  readonly p: number;
  /** √n × the largest mean differential. */
  readonly statistic: number;
  /** By mean. */
  readonly best: Best;
  readonly conventions: SuperiorityConventions;
}

/**
 * White's reality check: V = max over j of √n mean(d[j]), d what strategy j is above the benchmark, against
 * V* = max over j of √n (mean(d*[j]) − mean(d[j])) over resamples of the rows by the stationary bootstrap, the same
 * rows for all strategies; p is the share of resamples with V* > V. It counts every strategy that was tried, whether or
 * not related. Not studentised, so that a volatile strategy outweighs others, and each bad one makes it harder:
 * `superiorPredictiveAbility` mends both.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: White 2000, Econometrica 68, 1097–1126. Cost N T + replications × N × blocks.
 * @param of returns of all strategies tried, N of T rows; a row with a gap in one is left out of all
 * @throws {RangeError} if a column or the benchmark differs in length or is infinite, or at an option out of range
 */
export function realityCheck(of: ReturnColumns, options: SuperiorityOptions = {}): RealityCheck {
  const tested = differentials(of, options, "realityCheck");
  const { errors, conventions } = tested;
  const best = bestOf(tested, { studentised: false });
  if (best.index < 0) return { p: Number.NaN, statistic: Number.NaN, best, conventions };
  const statistic = Math.sqrt(conventions.n) * best.mean;
  let larger = 0;
  eachResample(tested, (means) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < means.length; j++) if (errors[j] > 0 && means[j] > largest) largest = means[j];
    if (largest > statistic) larger++;
  });
  return { p: larger / conventions.replications, statistic, best, conventions };
}
