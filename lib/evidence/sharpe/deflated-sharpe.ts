import { checkNumbers } from "../../statistics/check-numbers.js";
import { moments } from "../../statistics/moments.js";
import { checkTrials, expectedMaximumSharpe } from "./expected-maximum-sharpe.js";
import { probabilisticSharpe } from "./probabilistic-sharpe.js";
import { type SharpeSample, sharpeSample } from "./sharpe-moments.js";
import type { SharpeErrorOptions } from "./sharpe-standard-error.js";

/** The trials among which a strategy was found, and how its error is taken. */
export interface DeflatedSharpeOptions extends Omit<SharpeErrorOptions, "ddof"> {
  /** Sharpe ratios per period of all trials, the chosen one included; NaN for one without. */
  readonly trialSharpes?: ArrayLike<number>;
  /** Number of independent trials. Default: the ratios in `trialSharpes`. */
  readonly trials?: number;
  /** Of the Sharpe ratios per period of the trials (n − 1). Default: that of `trialSharpes`. */
  readonly varianceOfTrialSharpes?: number;
}

/** How likely a Sharpe ratio is more than the best of as many tries. */
export interface DeflatedSharpe {
  /** That the true Sharpe ratio is above the expected maximum: the deflated Sharpe ratio. NaN where undefined. */
  readonly probability: number;
  /** Expected maximum of the trials per period, if none were any good. */
  readonly expectedMaximum: number;
  /** As seen, per period. */
  readonly sharpe: number;
  readonly n: number;
  readonly trials: number;
  /** Per period, NaN if it was not given and there is one trial, where it plays no part. */
  readonly varianceOfTrialSharpes: number;
}

/**
 * Deflated Sharpe ratio (DSR): the probability that the true Sharpe ratio of the best of N trials is above the maximum
 * that N trials without skill are expected to show: `probabilisticSharpe` with `expectedMaximumSharpe` as the
 * benchmark. All ratios are per period and the kurtosis is raw: with the excess in its place the result is too high.
 * The paper's formula as it is, for unrelated trials. Near copies of one strategy add less to the expected maximum by
 * their number than they take from it by their small variance, so that more tries can raise the result: cluster them,
 * or give a variance of at least `leastSharpeVariance`, as `evidence` does.
 * Source: Bailey & López de Prado 2014, Journal of Portfolio Management 40(5), 94–107, eq. 2.
 * @param input returns of the chosen strategy (NaN for a gap), or its ratio with its moments
 * @throws {RangeError} without `trialSharpes` and one of the other two, and as the functions it is made of do
 * @throws {TypeError} for what is neither returns nor a sample, or a trial's ratio that is no number
 */
export function deflatedSharpe(
  input: SharpeSample | ArrayLike<number>,
  { trialSharpes, trials, varianceOfTrialSharpes, method, lag }: DeflatedSharpeOptions = {},
): DeflatedSharpe {
  if (trialSharpes !== undefined) checkNumbers(trialSharpes, "deflatedSharpe", "trial Sharpe ratio");
  const tried = trialSharpes === undefined ? undefined : moments(trialSharpes);
  const count = trials ?? tried?.n;
  if (count === undefined) {
    throw new RangeError("deflatedSharpe: no number of trials; give trials, or the trialSharpes of all variants tried");
  }
  checkTrials(count, "deflatedSharpe");
  const variance = varianceOfTrialSharpes ?? (tried === undefined ? Number.NaN : tried.deviation ** 2);
  if (count > 1 && variance !== variance) {
    throw new RangeError(
      `deflatedSharpe: no variance of the Sharpe ratios of ${count} trials; give varianceOfTrialSharpes or trialSharpes`,
    );
  }
  const { sharpe, n } = sharpeSample(input, "deflatedSharpe");
  const expectedMaximum = expectedMaximumSharpe(count, variance);
  return {
    probability: probabilisticSharpe(input, { benchmark: expectedMaximum, method, lag }),
    expectedMaximum,
    sharpe,
    n,
    trials: count,
    varianceOfTrialSharpes: variance,
  };
}
