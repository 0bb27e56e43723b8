import { normalQuantile } from "../../statistics/normal-quantile.js";

const eulerMascheroni = 0.5772156649015329;

/**
 * Sharpe ratio that the best of N independent trials is expected to show when the true one of all is 0:
 * √V ((1 − γ) Z(1 − 1/N) + γ Z(1 − 1/(N e))), Z the inverse normal distribution, γ = 0.5772 (Euler–Mascheroni). It has
 * the unit of the ratios that V is of: per period here, and annual if V is of annual ones.
 * An approximation for many trials: 8 % low for two, 1 % high for a hundred; 0 for one, and never below 0.
 * Source: Bailey & López de Prado 2014, Journal of Portfolio Management 40(5), 94–107, eq. 1.
 * @param trials N, from 1 on; `effectiveTrials` if they are related
 * @param varianceOfTrialSharpes V, of the ratios of all trials (n − 1), in the square of their unit
 * @returns NaN where the variance is
 * @throws {RangeError} if `trials` is below 1 or the variance below 0
 * @throws {TypeError} if the variance of more than one is left out
 */
export function expectedMaximumSharpe(trials: number, varianceOfTrialSharpes: number): number {
  checkTrials(trials, "expectedMaximumSharpe");
  if (trials === 1) return 0;
  if (typeof varianceOfTrialSharpes !== "number") {
    throw new TypeError(
      `expectedMaximumSharpe: variance ${varianceOfTrialSharpes} of Sharpe ratios is no number; give that of all ${trials}`,
    );
  }
  if (varianceOfTrialSharpes < 0 || varianceOfTrialSharpes === Number.POSITIVE_INFINITY) {
    throw new RangeError(`expectedMaximumSharpe: variance ${varianceOfTrialSharpes} of Sharpe ratios is not possible`);
  }
  return Math.sqrt(varianceOfTrialSharpes) * expectedMaximumNormal(trials);
}

/** Of N standard normals, by the same approximation; not below 0. */
export function expectedMaximumNormal(trials: number): number {
  // Lower tails, whose digits 1 − 1/N would round off.
  const most = -normalQuantile(1 / trials);
  const beyond = -normalQuantile(1 / (trials * Math.E));
  return Math.max(0, (1 - eulerMascheroni) * most + eulerMascheroni * beyond);
}

/** @throws {RangeError} naming `owner`, if `trials` is not a finite number of at least 1 */
export function checkTrials(trials: number, owner: string): void {
  if (trials >= 1 && trials < Number.POSITIVE_INFINITY) return;
  throw new RangeError(`${owner}: trials ${trials} is not a number of variants tried; give at least 1`);
}
