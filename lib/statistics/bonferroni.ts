import { pValueOrder } from "./p-value-order.js";

/**
 * P-values adjusted for their number m by Bonferroni's bound: min(1, m p). Those at most α are rejected, with a
 * probability of at most α that any of them is true, however the tests hang together. `holm` promises the same and
 * rejects no fewer.
 * A NaN is no test: it stays NaN and is not counted in m.
 * Source: Dunn 1961, Journal of the American Statistical Association 56, 52–64.
 * @param pValues in [0, 1], any order
 * @returns adjusted values at the places of the given ones
 * @throws {RangeError} at the first value outside [0, 1]
 * @throws {TypeError} at the first that is no number
 */
export function bonferroni(pValues: ArrayLike<number>): Float64Array {
  const tests = pValueOrder(pValues, "bonferroni");
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  for (const index of tests) adjusted[index] = Math.min(1, tests.length * pValues[index]);
  return adjusted;
}
