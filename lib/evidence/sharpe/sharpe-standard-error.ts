import { checkChoice } from "../../series/check.js";
import type { HacLag } from "../../statistics/hac-lag.js";
import { meanWithError } from "../../statistics/mean-with-error.js";
import { moments } from "../../statistics/moments.js";
import { isSample, type SharpeSample, sharpeSample } from "./sharpe-moments.js";

/** What is assumed of the returns when the error of their Sharpe ratio is taken. */
export interface SharpeErrorOptions {
  /**
   * - `nonNormal`: unrelated over time, of any distribution: (1 − γ3 SR + (γ4 − 1)/4 SR²) / (n − 1).
   * - `normal`: unrelated over time and normal: (1 + SR²/2) / (n − 1).
   * - `hac`: related over time too, by Newey and West; needs the returns.
   *
   * Default `nonNormal`.
   */
  readonly method?: "nonNormal" | "normal" | "hac";
  /** Autocovariances that `hac` counts: a number or a rule. Default `sampleSize`, floor(4 (n/100)^(2/9)). */
  readonly lag?: HacLag;
  /** Taken off n in the divisor: 1 as in the probabilistic Sharpe ratio, 0 as in Lo and in Mertens. Default 1. */
  readonly ddof?: 0 | 1;
}

/**
 * Standard error of a Sharpe ratio per period: the root of the variances at `method`, with γ3 the skewness and γ4 the
 * raw kurtosis. `hac` is Newey–West's error of the mean of z − SR/2 (z² − 1), z = (r − mean) / √m2, which is how much
 * each return moves the ratio; with lag 0 it is `nonNormal`. Gaps are skipped there and keep their place in time.
 * NaN where the ratio is, and for n of at most `ddof`.
 * Sources: Lo 2002, Financial Analysts Journal 58(4), 36–52 (normal; and its section on GMM for `hac`, with Newey–West
 * weights); Mertens 2002, comment on Lo (any distribution); Bailey & López de Prado 2012, Journal of Risk 15(2), 3–44,
 * for n − 1.
 * @param input returns, or a ratio with its moments
 * @throws {RangeError} for an unknown method or ddof, a kurtosis that is not raw, or `hac` without returns
 */
export function sharpeStandardError(
  input: SharpeSample | ArrayLike<number>,
  { method = "nonNormal", lag = "sampleSize", ddof = 1 }: SharpeErrorOptions = {},
): number {
  checkChoice("method", method, ["nonNormal", "normal", "hac"], "sharpeStandardError");
  if (ddof !== 0 && ddof !== 1) throw new RangeError(`sharpeStandardError: unknown ddof ${ddof}; known: 0, 1`);
  if (method === "hac") {
    if (isSample(input, "sharpeStandardError")) {
      throw new RangeError('sharpeStandardError: method "hac" looks at returns in time; give the returns');
    }
    return relatedError(input, lag, ddof);
  }
  const sample = sharpeSample(input, "sharpeStandardError");
  const variance = varianceOfOne(method === "normal" ? { ...sample, skewness: 0, kurtosis: 3 } : sample);
  return sample.n > ddof ? Math.sqrt(variance / (sample.n - ddof)) : Number.NaN;
}

/** n times the variance of the ratio: 1 − γ3 SR + (γ4 − 1)/4 SR², never below 0 for moments that go together. */
export function varianceOfOne({ sharpe, skewness, kurtosis }: Omit<Required<SharpeSample>, "n">): number {
  return Math.max(0, 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe);
}

function relatedError(returns: ArrayLike<number>, lag: HacLag, ddof: 0 | 1): number {
  const { n, mean, deviation } = moments(returns);
  if (!(deviation > 0)) return Number.NaN;
  const half = mean / deviation / 2;
  const population = deviation * Math.sqrt((n - 1) / n);
  const moves = Float64Array.from(returns, (value) => {
    const z = (value - mean) / population;
    return z - half * (z * z - 1);
  });
  return meanWithError(moves, { lag, smallSample: ddof === 1 }).standardError;
}
