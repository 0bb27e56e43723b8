import { continuedFraction } from "./continued-fraction.js";

/**
 * Probability that a standard normal lies beyond ±|z|, both sides together: erfc(|z| / √2).
 * Its own because the one of simple-statistics reads a table with two decimals of z, and a small probability needs its
 * digits more than a large one. NaN where `z` is NaN.
 * Source: Abramowitz & Stegun 7.1.6 (series, below 2) and 7.1.14 (continued fraction).
 */
export function normalTwoSided(z: number): number {
  if (z !== z) return Number.NaN;
  const x = Math.abs(z) / Math.SQRT2;
  if (x < 2) return 1 - errorFunction(x);
  // exp(−x²) is 0 in a double from 27.3 on.
  if (x > 28) return 0;
  const fraction = continuedFraction((step) => (step === 1 ? [1, x] : [(step - 1) / 2, x]));
  return (Math.exp(-x * x) / Math.sqrt(Math.PI)) * fraction;
}

/**
 * Probability that a standard normal is at most `z`, Φ(z); a small one keeps its digits. NaN where `z` is NaN.
 * Source: definition, from `normalTwoSided`.
 */
export function normalProbability(z: number): number {
  const tail = normalTwoSided(z) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** erf x = 2/√π exp(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)), all terms of one sign. */
function errorFunction(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 2 ** -54; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
