import { checkTrials, expectedMaximumNormal } from "./expected-maximum-sharpe.js";

/** What `minimumBacktestLength` is asked for. */
export interface MinimumBacktestLengthOptions {
  /** Annual Sharpe ratio that trials without skill shall not be expected to reach. Default 1. */
  readonly annualSharpe?: number;
}

/**
 * Years of data below which the best of N independent trials without skill is expected to show that annual Sharpe ratio
 * (MinBTL): ((1 − γ) Z(1 − 1/N) + γ Z(1 − 1/(N e)))² / SR², below its bound 2 ln N / SR². It takes the annual ratio of
 * a trial over y years to have the variance 1/y. 0 for one trial. Enough data is no proof against overfitting.
 * Source: Bailey, Borwein, López de Prado & Zhu 2014, Notices of the AMS 61(5), 458–471, theorem 2.
 * @param trials N, from 1 on
 * @returns years, not rounded
 * @throws {RangeError} if `trials` is below 1 or the Sharpe ratio not above 0
 * @throws {TypeError} for a number in the place of the options
 */
export function minimumBacktestLength(trials: number, options: MinimumBacktestLengthOptions = {}): number {
  checkTrials(trials, "minimumBacktestLength");
  // A ratio in the place of the options would be left unread.
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`minimumBacktestLength: options ${options} are no object; give { annualSharpe: ${options} }`);
  }
  const { annualSharpe = 1 } = options;
  if (!(annualSharpe > 0 && annualSharpe < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`minimumBacktestLength: annual Sharpe ratio ${annualSharpe} is not above 0`);
  }
  return trials === 1 ? 0 : (expectedMaximumNormal(trials) / annualSharpe) ** 2;
}
