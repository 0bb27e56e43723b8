import { checkChoice } from "../../series/check.js";
import { checkNumbers } from "../../statistics/check-numbers.js";
import { normalTwoSided } from "../../statistics/normal.js";
import { ranks } from "../../statistics/ranks.js";
import { studentTwoSided } from "../../statistics/student-t.js";
import { kendall } from "./kendall.js";
import { pearson } from "./pearson.js";

/** Which correlation: of values, of ranks (equal values share a rank), or of the order of pairs (tau-b). */
export type CorrelationMethod = "pearson" | "spearman" | "kendall";

/** A correlation, and how likely unrelated values give one as far from 0. */
export interface CorrelationTest {
  /** In [−1, 1]; NaN for fewer than three pairs, or where one of the two does not vary. */
  readonly coefficient: number;
  /**
   * Two-sided, for pairs that are unrelated to each other: Student's t with n − 2 degrees of freedom for Pearson (exact
   * for normal values) and Spearman, the normal with ties counted for Kendall. Values over time seldom are.
   */
  readonly p: number;
  /** Pairs of which both are present. */
  readonly n: number;
  /** Pairs that lack either. */
  readonly leftOut: number;
  readonly method: CorrelationMethod;
}

/**
 * The correlation of two arrays over the pairs in which both are present. Its p takes pairs as unrelated to each other;
 * for a signal over time see `informationCoefficient`.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: definitions; p as scipy's `pearsonr`, `spearmanr` and `kendalltau(method="asymptotic")`. Cost n log n.
 * @param x n values, NaN for a gap
 * @param y as many
 * @throws {RangeError} if the lengths differ or the method is unknown
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function correlationTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { method = "spearman" }: { readonly method?: CorrelationMethod } = {},
): CorrelationTest {
  checkChoice("method", method, ["pearson", "spearman", "kendall"], "correlationTest");
  checkNumbers(x, "correlationTest", "x");
  checkNumbers(y, "correlationTest", "y");
  if (x.length !== y.length) {
    throw new RangeError(`correlationTest: ${x.length} values and ${y.length}; give pairs, NaN for a gap`);
  }
  const present = Array.from(x, (_, i) => i).filter((i) => x[i] === x[i] && y[i] === y[i]);
  const one = Float64Array.from(present, (i) => x[i]);
  const other = Float64Array.from(present, (i) => y[i]);
  const n = present.length;
  const common = { n, leftOut: x.length - n, method };
  if (method === "kendall") {
    const { tau, z } = kendall(one, other);
    return n < 3
      ? { coefficient: Number.NaN, p: Number.NaN, ...common }
      : { coefficient: tau, p: normalTwoSided(z), ...common };
  }
  const coefficient = method === "pearson" ? pearson(one, other) : pearson(ranks(one), ranks(other));
  const t = coefficient * Math.sqrt((n - 2) / ((1 - coefficient) * (1 + coefficient)));
  return { coefficient, p: studentTwoSided(t, n - 2), ...common };
}
