import { incompleteBeta } from "./incomplete-beta.js";

/**
 * Probability that Student's t with so many degrees of freedom lies beyond ±|t|, both sides together:
 * I_x(ν/2, 1/2) at x = ν / (ν + t²). Small probabilities keep their digits, which 1 − P(T ≤ t) would lose.
 * NaN where `t` is NaN, or where there is no degree of freedom.
 * Source: Abramowitz & Stegun 26.7.1 with 26.5.27.
 */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (t !== t || !(degreesOfFreedom > 0)) return Number.NaN;
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const all = degreesOfFreedom + square;
  return incompleteBeta(degreesOfFreedom / all, { a: degreesOfFreedom / 2, b: 0.5, complement: square / all });
}
