import { continuedFraction } from "./continued-fraction.js";
import { logBeta } from "./log-beta.js";

/**
 * Regularised incomplete beta function I_x(a, b) = ∫₀ˣ u^(a−1) (1 − u)^(b−1) du / B(a, b), from 0 at x = 0 to 1 at x = 1.
 * Its continued fraction, taken at x or, where that is slow, at 1 − x; NaN for a NaN.
 * Source: Press et al., Numerical Recipes, 3rd ed., section 6.4; compare DiDonato & Morris 1992, ACM TOMS 18(3).
 * Cost about the root of the larger of a and b.
 * @throws {RangeError} if `x` is outside [0, 1], or `a` or `b` is not above 0
 */
export function incompleteBeta(
  x: number,
  {
    a,
    b,
    complement = 1 - x,
  }: {
    readonly a: number;
    readonly b: number;
    /** 1 − x, where it is known to more digits than the subtraction keeps. */
    readonly complement?: number;
  },
): number {
  if (x !== x || a !== a || b !== b) return Number.NaN;
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incompleteBeta: x ${x} is outside 0 to 1; give a fraction`);
  if (!(a > 0 && b > 0)) throw new RangeError(`incompleteBeta: a ${a} and b ${b}; give numbers above 0`);
  if (x === 0 || complement === 0) return x === 0 ? 0 : 1;
  // The logarithm of what is near 1 from its distance to 1.
  const logX = x > 0.5 ? Math.log1p(-complement) : Math.log(x);
  const logRest = complement > 0.5 ? Math.log1p(-x) : Math.log(complement);
  const front = Math.exp(a * logX + b * logRest - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front / a) * fraction(x, a, b) : 1 - (front / b) * fraction(complement, b, a);
}

/** 1 / (1 + d₁ / (1 + d₂ / (1 + …))), Numerical Recipes eq. 6.4.5 and 6.4.6. */
function fraction(x: number, a: number, b: number): number {
  return continuedFraction((step) => {
    if (step === 1) return [1, 1];
    const m = (step - 1) >> 1;
    const even = a + 2 * m;
    // d with an odd index 2m + 1 comes at an even step.
    if (step % 2 === 0) return [(-(a + m) * (a + b + m) * x) / (even * (even + 1)), 1];
    return [(m * (b - m) * x) / ((even - 1) * even), 1];
  });
}
