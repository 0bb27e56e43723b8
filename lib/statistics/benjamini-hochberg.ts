import { falseDiscovery } from "./false-discovery.js";

/**
 * P-values adjusted by Benjamini and Hochberg's step-up: in rising order p(1) ≤ … ≤ p(m), the least over i ≥ j of
 * min(1, m p(i) / i). Of those at most α, a share of at most α is expected to be true ones (the false discovery rate);
 * for tests that are independent or positively related. `benjaminiYekutieli` holds for any.
 * A NaN is no test: it stays NaN and is not counted in m.
 * Source: Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57, 289–300. Cost m log m.
 * @param pValues in [0, 1], any order
 * @returns adjusted values at the places of the given ones
 * @throws {RangeError} at the first value outside [0, 1]
 * @throws {TypeError} at the first that is no number
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  return falseDiscovery(pValues, () => 1, "benjaminiHochberg");
}
