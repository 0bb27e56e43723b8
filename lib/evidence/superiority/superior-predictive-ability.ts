import type { ReturnColumns } from "../../statistics/return-columns.js";
import {
  type Best,
  bestOf,
  type Differentials,
  differentials,
  type SuperiorityConventions,
  type SuperiorityOptions,
} from "./differentials.js";
import { eachResample } from "./resampled-means.js";

/** What `superiorPredictiveAbility` is asked for. */
export interface SuperiorPredictiveAbilityOptions extends SuperiorityOptions {
  /**
   * Whether means are divided by their errors, so that a volatile strategy does not outweigh the others. Default true.
   */
  readonly studentised?: boolean;
}

/** Whether the best of many strategies beats a benchmark by more than luck. */
export interface SuperiorPredictiveAbility {
  /** The consistent p-value: the one to use. NaN if no strategy varies, or for fewer than three rows. */
  readonly p: number;
  /** Lower bound: strategies worse than the benchmark are taken out of the null. */
  readonly lower: number;
  /** Strategies clearly worse, by more than √(2 ln ln n) errors, are taken out of the null. */
  readonly consistent: number;
  /** Upper bound: all are taken to be as good as the benchmark. */
  readonly upper: number;
  /** max(0, √n × the largest mean differential / ω), or not divided if not studentised. */
  readonly statistic: number;
  /** By the statistic. */
  readonly best: Best;
  readonly conventions: SuperiorityConventions & { readonly studentised: boolean };
}

/**
 * Hansen's test of superior predictive ability (SPA), which mends White's reality check: T = max(0, max over j of
 * √n mean(d[j]) / ω[j]), d what strategy j is above the benchmark and ω² the variance of √n mean(d) by the kernel of
 * the stationary bootstrap; against T* of resamples Z* = d* − g(mean d), the same rows for all, with g(x) = max(0, x)
 * for `lower`, x for `upper`, and for `consistent` x if x ≥ −ω √(2 ln ln n / n), else 0. p is the share of resamples
 * with T* > T. The resamples are divided by the same ω, not by one of their own. If no strategy is above the benchmark,
 * T is 0 and all three p-values are 1: counting T* > 0 would give 0 where all are so bad that no T* is.
 * Short samples reject too often: of four unrelated strategies without skill over 80 rows 8 % have a p of at most 0.05,
 * over 400 rows 6 %.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: Hansen 2005, Journal of Business & Economic Statistics 23, 365–380, sections 2 and 3. Cost N T + replications
 * × N × blocks.
 * @param of returns of all strategies tried, N of T rows; a row with a gap in one is left out of all
 * @throws {RangeError} if a column or the benchmark differs in length or is infinite, or at an option out of range
 */
export function superiorPredictiveAbility(
  of: ReturnColumns,
  { studentised = true, ...options }: SuperiorPredictiveAbilityOptions = {},
): SuperiorPredictiveAbility {
  const tested = differentials(of, options, "superiorPredictiveAbility");
  const conventions = { ...tested.conventions, studentised };
  const { n, replications } = conventions;
  const best = bestOf(tested, { studentised });
  if (best.index < 0 || n < 3) {
    const none = Number.NaN;
    return { p: none, lower: none, consistent: none, upper: none, statistic: none, best, conventions };
  }
  const statistic = Math.max(0, studentised ? best.t : Math.sqrt(n) * best.mean);
  if (statistic === 0) return { p: 1, lower: 1, consistent: 1, upper: 1, statistic, best, conventions };
  const larger = { lower: 0, consistent: 0, upper: 0 };
  const { weights, lowered, raised } = recentred(tested, studentised);
  eachResample(tested, (means) => {
    let lower = 0;
    let consistent = 0;
    let upper = 0;
    for (let j = 0; j < means.length; j++) {
      const value = means[j] * weights[j];
      if (value > upper) upper = value;
      if (value + raised[j] > consistent) consistent = value + raised[j];
      if (value + lowered[j] > lower) lower = value + lowered[j];
    }
    if (lower > statistic) larger.lower++;
    if (consistent > statistic) larger.consistent++;
    if (upper > statistic) larger.upper++;
  });
  const [lower, consistent, upper] = [larger.lower, larger.consistent, larger.upper].map((many) => many / replications);
  return { p: consistent, lower, consistent, upper, statistic, best, conventions };
}

/** What √n × deviations are multiplied by, and what d − g(d) adds; a column that does not vary stays at 0. */
interface Recentred {
  /** 1 / ω or 1. */
  readonly weights: Float64Array;
  /** √n × min(0, mean) × weight. */
  readonly lowered: Float64Array;
  /** The same where the mean is clearly below 0, else 0. */
  readonly raised: Float64Array;
}

function recentred({ means, errors, conventions }: Differentials, studentised: boolean): Recentred {
  const { n } = conventions;
  const clearly = Math.sqrt((2 * Math.log(Math.log(n))) / n);
  const weights = errors.map((error) => (error > 0 ? (studentised ? 1 / error : 1) : 0));
  const lowered = means.map((mean, j) => Math.sqrt(n) * Math.min(0, mean) * weights[j]);
  return { weights, lowered, raised: lowered.map((value, j) => (means[j] < -errors[j] * clearly ? value : 0)) };
}
