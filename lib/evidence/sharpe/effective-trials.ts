import { checkTrials } from "./expected-maximum-sharpe.js";

/**
 * Number of independent trials that N related ones are worth: ρ + (1 − ρ) N with ρ the mean correlation between them:
 * N if they are unrelated, 1 if they are the same. A negative ρ counts as 0: trials are not worth more than their
 * number.
 * Source: Bailey & López de Prado 2014, Journal of Portfolio Management 40(5), 94–107, appendix 3.
 * @param trials N, from 1 on
 * @param averageCorrelation ρ, from `averageCorrelation`
 * @returns from 1 to N, not rounded
 * @throws {RangeError} if `trials` is below 1 or the correlation outside [−1, 1]
 */
export function effectiveTrials(trials: number, averageCorrelation: number): number {
  checkTrials(trials, "effectiveTrials");
  if (averageCorrelation < -1 || averageCorrelation > 1) {
    throw new RangeError(`effectiveTrials: correlation ${averageCorrelation} is outside −1 to 1`);
  }
  const shared = averageCorrelation < 0 ? 0 : averageCorrelation;
  return shared + (1 - shared) * trials;
}
