import { normalQuantile } from "../../statistics/normal-quantile.js";
import { isSample, type SharpeSample, sharpeSample } from "./sharpe-moments.js";
import { varianceOfOne } from "./sharpe-standard-error.js";

/** What `minimumTrackRecord` is asked for. */
export interface MinimumTrackRecordOptions {
  /** Sharpe ratio per period that is to be beaten. Default 0. */
  readonly benchmark?: number;
  /** Probability with which the true ratio shall be above the benchmark, one-sided. Default 0.95. */
  readonly confidence?: number;
}

/**
 * Returns needed before a Sharpe ratio as seen is above a benchmark with that confidence (MinTRL), in periods:
 * 1 + (1 − γ3 SR + (γ4 − 1)/4 SR²) (Z(confidence) / (SR − SR*))², γ3 the skewness, γ4 the raw kurtosis. With as many
 * returns, `probabilisticSharpe` is the confidence. Not rounded: with fewer than the next whole number it is not
 * reached.
 * NaN if the ratio is not above the benchmark: no length would do.
 * Source: Bailey & López de Prado 2012, Journal of Risk 15(2), 3–44, eq. 13.
 * @param input returns of one period each (NaN for a gap), or a ratio per period with its moments
 * @throws {RangeError} if the confidence is not above one half and below 1, or a kurtosis is not raw
 */
export function minimumTrackRecord(
  input: Omit<SharpeSample, "n"> | ArrayLike<number>,
  { benchmark = 0, confidence = 0.95 }: MinimumTrackRecordOptions = {},
): number {
  if (!(confidence > 0.5 && confidence < 1)) {
    throw new RangeError(`minimumTrackRecord: confidence ${confidence} is not between 0.5 and 1`);
  }
  const sample = sharpeSample(isSample(input, "minimumTrackRecord") ? { n: 0, ...input } : input, "minimumTrackRecord");
  if (!(sample.sharpe > benchmark)) return Number.NaN;
  return 1 + varianceOfOne(sample) * (normalQuantile(confidence) / (sample.sharpe - benchmark)) ** 2;
}
