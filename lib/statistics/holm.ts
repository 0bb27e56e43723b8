import { pValueOrder } from "./p-value-order.js";

/**
 * P-values adjusted for their number by Holm's step-down: in rising order p(1) ≤ … ≤ p(m), the largest over i ≤ j of
 * min(1, (m − i + 1) p(i)). Those at most α are rejected, with a probability of at most α that any of them is true,
 * however the tests hang together. Never above Bonferroni's m p.
 * A NaN is no test: it stays NaN and is not counted in m.
 * Source: Holm 1979, Scandinavian Journal of Statistics 6, 65–70. Cost m log m.
 * @param pValues in [0, 1], any order
 * @returns adjusted values at the places of the given ones
 * @throws {RangeError} at the first value outside [0, 1]
 * @throws {TypeError} at the first that is no number
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const order = pValueOrder(pValues, "holm");
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[index]));
    adjusted[index] = largest;
  }
  return adjusted;
}
