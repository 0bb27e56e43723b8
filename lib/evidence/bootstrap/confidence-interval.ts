import { checkChoice } from "../../series/check.js";
import { type BootstrapConventions, type BootstrapOptions, bootstrapDistributions } from "./bootstrap-distribution.js";
import { bootstrapInterval, type IntervalMethod, intervalMethods } from "./bootstrap-interval.js";
import { type BootstrapMeasure, measureFunction } from "./bootstrap-measure.js";
import { checkLevel } from "./check-level.js";
import { jackknifeAcceleration } from "./jackknife-acceleration.js";
import { presentValues } from "./present-values.js";

/** Options of `confidenceInterval`. */
export interface ConfidenceIntervalOptions extends Omit<BootstrapOptions, "firstReplication"> {
  /** Probability with which such intervals hold the true value, above 0 and below 1. Default 0.95. */
  readonly level?: number;
  /** How the interval is read off the draws. Default `percentile`. */
  readonly interval?: IntervalMethod;
}

/** A measure and where its true value may lie. */
export interface ConfidenceInterval {
  /** Measure of the returns; NaN where undefined. */
  readonly estimate: number;
  /** NaN for fewer than two returns or where the method has no answer. */
  readonly lower: number;
  /** As `lower`. */
  readonly upper: number;
  /** Sample standard deviation (n − 1) of the measure over the resamples. */
  readonly standardError: number;
  readonly conventions: BootstrapConventions & { readonly level: number; readonly interval: IntervalMethod };
}

/**
 * A bootstrap confidence interval of a measure of returns. A ratio is per period unless `periodsPerYear` is given.
 * The returns are taken as stationary; what happened to be absent from them, such as a crash, is absent from the
 * interval. With short samples that persist it is too narrow: of autoregressions of 0.5 over 200 rows some 84 % of the
 * intervals at 90 % hold the mean, over 2000 rows 87 %.
 * @param returns simple returns as fractions, length T, in order of time; NaN for a row that is not counted
 * @param measure name of a measure, or a function of the returns of a resample
 * @throws {RangeError} at an infinite return or an option out of range
 */
export function confidenceInterval(
  returns: ArrayLike<number>,
  measure: BootstrapMeasure,
  options: ConfidenceIntervalOptions = {},
): ConfidenceInterval {
  return confidenceIntervals(returns, [measure], options)[0];
}

/**
 * Intervals of several measures from the same resamples: each is that of `confidenceInterval`, and all cost little more
 * than one.
 * @param returns as there
 * @returns in the order of the measures
 * @throws {RangeError} at an infinite return or an option out of range
 */
export function confidenceIntervals(
  returns: ArrayLike<number>,
  measures: readonly BootstrapMeasure[],
  { level = 0.95, interval = "percentile", ...options }: ConfidenceIntervalOptions = {},
): ConfidenceInterval[] {
  const owner = "confidenceInterval";
  checkLevel(level, owner);
  checkChoice("interval", interval, intervalMethods, owner);
  return bootstrapDistributions(returns, measures, options).map(
    ({ estimate, draws, standardError, conventions }, place) => {
      const { n, blockLength, periodsPerYear } = conventions;
      const acceleration =
        interval === "bca"
          ? jackknifeAcceleration(
              presentValues(returns, "return", owner),
              measureFunction(measures[place], periodsPerYear, owner),
              blockLength,
            )
          : 0;
      const [lower, upper] =
        n < 2 ? [Number.NaN, Number.NaN] : bootstrapInterval(estimate, draws, { level, interval, acceleration });
      return { estimate, lower, upper, standardError, conventions: { ...conventions, level, interval } };
    },
  );
}
