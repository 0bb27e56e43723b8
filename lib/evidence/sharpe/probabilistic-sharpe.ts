import { normalProbability } from "../../statistics/normal.js";
import { type SharpeSample, sharpeSample } from "./sharpe-moments.js";
import { type SharpeErrorOptions, sharpeStandardError } from "./sharpe-standard-error.js";

/** What `probabilisticSharpe` is asked for. */
export interface ProbabilisticSharpeOptions extends Omit<SharpeErrorOptions, "ddof"> {
  /** Sharpe ratio per period that is to be beaten. Default 0. */
  readonly benchmark?: number;
}

/**
 * Probability that the true Sharpe ratio is above a benchmark, given the one seen (PSR):
 * Φ((SR − SR*) √(n − 1) / √(1 − γ3 SR + (γ4 − 1)/4 SR²)), all ratios per period, γ3 the skewness, γ4 the raw kurtosis.
 * It allows for one strategy only: one that was chosen among many needs `deflatedSharpe`.
 * NaN where the ratio or its error is undefined.
 * Source: Bailey & López de Prado 2012, Journal of Risk 15(2), 3–44, eq. 11; `method: "hac"` puts the error of related
 * returns in the place of theirs.
 * @param input returns of one period each (NaN for a gap), or a ratio with its moments
 * @throws {RangeError} as `sharpeStandardError` does
 */
export function probabilisticSharpe(
  input: SharpeSample | ArrayLike<number>,
  { benchmark = 0, method, lag }: ProbabilisticSharpeOptions = {},
): number {
  const { sharpe } = sharpeSample(input, "probabilisticSharpe");
  const error = sharpeStandardError(input, { method, lag });
  return error > 0 ? normalProbability((sharpe - benchmark) / error) : Number.NaN;
}
