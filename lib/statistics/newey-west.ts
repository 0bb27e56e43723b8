import { checkChoice } from "../series/check.js";
import { checkHacLag, type HacLag, hacLag } from "./hac-lag.js";
import type { LeastSquares } from "./least-squares.js";
import { normalTwoSided } from "./normal.js";
import { studentTwoSided } from "./student-t.js";

/** What `neweyWest` is asked for. */
export interface NeweyWestOptions {
  /**
   * How many rows apart errors may still be related: a number, `sampleSize` for floor(4 (n/100)^(2/9)), or `neweyWest1994`
   * for their plug-in rule. 0 allows for unequal variances only (White's HC0). Default `sampleSize`.
   */
  readonly lag?: HacLag;
  /** Whether the covariance is multiplied by n / (n − K), as for the classical one. Default true. */
  readonly smallSample?: boolean;
  /** Distribution of the p-values: Student's t with n − K degrees of freedom, or the normal. Default `t`. */
  readonly distribution?: "t" | "normal";
}

/** Errors of a regression that hold where its errors are unequal and related over time. */
export interface NeweyWest {
  /** Of the coefficients, K rows of K. */
  readonly covariance: readonly Float64Array[];
  /** Length K. */
  readonly standardErrors: Float64Array;
  /** Coefficient / standard error, length K. */
  readonly tValues: Float64Array;
  /** Two-sided, of the coefficient being 0, length K. */
  readonly pValues: Float64Array;
  /** Autocovariances used. */
  readonly lag: number;
}

/**
 * Heteroskedasticity- and autocorrelation-consistent (HAC) errors of a regression:
 * V = (XᵀX)⁻¹ S (XᵀX)⁻¹ with S = Γ(0) + Σ over j = 1 … L of (1 − j/(L+1)) (Γ(j) + Γ(j)ᵀ), Γ(j) = Σ g[t] g[t−j]ᵀ and scores
 * g[t] = x[t] u[t]. Bartlett's weights keep V from being negative.
 * Rows left out of the regression keep their place in time, with a score of 0, so that j rows apart means j rows apart
 * (Parzen's amplitude modulation); closing the gaps would call rows neighbours that are not.
 * Short samples that persist still reject too often: of two unrelated autoregressions of 0.8 over 300 rows some 15 % are
 * beyond 5 % (38 % with lag 0), over 1000 rows 7 % by `neweyWest1994` and 11 % by `sampleSize`.
 * NaN where the regression has no degree of freedom. A lag beyond the rows adds nothing but weight.
 * Sources: Newey & West 1987, Econometrica 55, 703–708, eq. 5; White 1980 for L = 0; for gaps Datta & Du 2012, Federal
 * Reserve IFDP 1060 (their AM estimator). Cost T K² L.
 * @throws {RangeError} if `lag` is neither a whole number of at least 0 nor a rule, or `distribution` is unknown
 */
export function neweyWest(
  fit: LeastSquares,
  { lag = "sampleSize", smallSample = true, distribution = "t" }: NeweyWestOptions = {},
): NeweyWest {
  checkHacLag(lag, "lag", "neweyWest");
  checkChoice("distribution", distribution, ["t", "normal"], "neweyWest");
  const { rows, degreesOfFreedom, coefficients } = fit;
  const scores = fit.design.map((column) => scoresOf(column, fit.residuals));
  const chosen = hacLag(lag, scores, { rows, hasIntercept: fit.names[0] === "intercept" });
  const factor = degreesOfFreedom > 0 ? (smallSample ? rows / degreesOfFreedom : 1) : Number.NaN;
  const covariance = sandwich(fit.inverseGram, longRun(scores, chosen), factor);
  const standardErrors = Float64Array.from(coefficients, (_, j) => Math.sqrt(covariance[j][j]));
  const tValues = coefficients.map((coefficient, j) => coefficient / standardErrors[j]);
  const pValues = tValues.map((t) => (distribution === "t" ? studentTwoSided(t, degreesOfFreedom) : normalTwoSided(t)));
  return { covariance, standardErrors, tValues, pValues, lag: chosen };
}

/** x[t] u[t], 0 where the row was left out. */
function scoresOf(column: Float64Array, residuals: Float64Array): Float64Array {
  const scores = new Float64Array(column.length);
  for (let t = 0; t < scores.length; t++) {
    const score = column[t] * residuals[t];
    if (score === score) scores[t] = score;
  }
  return scores;
}

/** S: the scores' products with those up to `lag` rows before them, by Bartlett's weights, K rows of K. */
function longRun(scores: readonly Float64Array[], lag: number): Float64Array[] {
  const result = scores.map(() => new Float64Array(scores.length));
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = products(scores[i], scores[j], 0);
      for (let apart = 1; apart <= lag && apart < scores[i].length; apart++) {
        const both = products(scores[i], scores[j], apart) + products(scores[j], scores[i], apart);
        sum += (1 - apart / (lag + 1)) * both;
      }
      result[i][j] = sum;
      result[j][i] = sum;
    }
  }
  return result;
}

function products(later: Float64Array, earlier: Float64Array, apart: number): number {
  let sum = 0;
  for (let t = apart; t < later.length; t++) sum += later[t] * earlier[t - apart];
  return sum;
}

/** factor × bread × filling × bread. */
function sandwich(bread: readonly Float64Array[], filling: readonly Float64Array[], factor: number): Float64Array[] {
  const half = times(bread, filling);
  return times(half, bread).map((row) => row.map((value) => factor * value));
}

function times(left: readonly Float64Array[], right: readonly Float64Array[]): Float64Array[] {
  return left.map((row) =>
    Float64Array.from(row, (_, j) => row.reduce((sum, value, k) => sum + value * right[k][j], 0)),
  );
}
