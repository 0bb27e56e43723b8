import { falseDiscovery } from "./false-discovery.js";

/**
 * P-values adjusted by Benjamini and Yekutieli's step-up: in rising order p(1) ≤ … ≤ p(m), the least over i ≥ j of
 * min(1, c m p(i) / i) with c = 1 + 1/2 + … + 1/m. Of those at most α, a share of at most α is expected to be true ones
 * (the false discovery rate), however the tests hang together: the price over `benjaminiHochberg` is the factor c.
 * A NaN is no test: it stays NaN and is not counted in m.
 * Source: Benjamini & Yekutieli 2001, Annals of Statistics 29, 1165–1188, theorem 1.3. Cost m log m.
 * @param pValues in [0, 1], any order
 * @returns adjusted values at the places of the given ones
 * @throws {RangeError} at the first value outside [0, 1]
 * @throws {TypeError} at the first that is no number
 */
export function benjaminiYekutieli(pValues: ArrayLike<number>): Float64Array {
  return falseDiscovery(pValues, harmonic, "benjaminiYekutieli");
}

/** 1 + 1/2 + … + 1/m. */
function harmonic(tests: number): number {
  let sum = 0;
  for (let i = 1; i <= tests; i++) sum += 1 / i;
  return sum;
}
