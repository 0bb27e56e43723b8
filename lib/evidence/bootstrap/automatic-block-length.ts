import { presentValues } from "./present-values.js";

/** Block lengths that make the bootstrap's error of a mean least, in rows, not rounded. */
export interface AutomaticBlockLength {
  /** Mean length for the stationary bootstrap. */
  readonly stationary: number;
  /** Length for the circular block bootstrap; round it up. */
  readonly circular: number;
}

/**
 * Block length from the data: b = (2 g² / d)^(1/3) n^(1/3) with g = Σ λ(k/m) |k| γ(k), s = Σ λ(k/m) γ(k) over |k| ≤ m,
 * d = 2 s² for the stationary and 4/3 s² for the circular bootstrap, γ autocovariances (divisor n) and the flat-top
 * window λ(x) = 1 up to 1/2, then 2 (1 − x). At most ceil(min(3 √n, n/3)).
 * m is twice the first lag from which K = max(5, ⌊log10 n⌋) autocorrelations in a row lie within ±2 √(log10 n / n), at
 * most ⌈√n⌉ + K. As in `arch.bootstrap.optimal_block_length` that lag is the first of the small ones, one more than the
 * last large one of the paper, and the autocorrelation of lag k divides by the root of the squares of rows k + 1 to
 * n − 1 and 0 to n − k − 2.
 * The result may be below 1 where the data has no memory: take at least 1. It is made for the mean and serves as a
 * guide for other measures. NaN for fewer than 10 values and where nothing varies. A gap is left out.
 * Sources: Politis & White 2004, Econometric Reviews 23, 53–70; the constant 2 of Patton, Politis & White 2009,
 * Econometric Reviews 28, 372–375. Cost T √T.
 * @param values T values in order of time, NaN for a gap
 * @throws {RangeError} at the first infinite value
 */
export function automaticBlockLength(values: ArrayLike<number>): AutomaticBlockLength {
  const deviations = presentValues(values, "value", "automaticBlockLength");
  const n = deviations.length;
  const mean = deviations.reduce((sum, value) => sum + value, 0) / n;
  for (let t = 0; t < n; t++) deviations[t] -= mean;
  // What is left of equal values is rounding of their mean.
  const varies = deviations.some((value) => Math.abs(value) > 1e-14 * Math.abs(mean));
  if (n < 10 || !varies) return { stationary: Number.NaN, circular: Number.NaN };

  const run = Math.max(5, Math.floor(Math.log10(n)));
  const furthest = Math.ceil(Math.sqrt(n)) + run;
  const covariances = autocovariances(deviations, furthest);
  const m = Math.min(2 * firstSmall(deviations, covariances, run), furthest);
  let slope = 0;
  let level = covariances[0];
  for (let k = 1; k <= m; k++) {
    const weight = 2 * k <= m ? 1 : 2 * (1 - k / m);
    slope += 2 * weight * k * covariances[k];
    level += 2 * weight * covariances[k];
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const length = (constant: number): number =>
    Math.min(((2 * slope ** 2) / (constant * level ** 2)) ** (1 / 3) * n ** (1 / 3), longest);
  return { stationary: length(2), circular: length(4 / 3) };
}

/** γ(k) for k = 0 … furthest, divisor n. */
function autocovariances(deviations: Float64Array, furthest: number): Float64Array {
  const n = deviations.length;
  const covariances = new Float64Array(furthest + 1);
  for (let k = 0; k <= furthest; k++) {
    let sum = 0;
    for (let t = k; t < n; t++) sum += deviations[t] * deviations[t - k];
    covariances[k] = sum / n;
  }
  return covariances;
}

/** First lag of at least 1 from which `run` autocorrelations in a row are small; the last lag where there is none. */
function firstSmall(deviations: Float64Array, covariances: Float64Array, run: number): number {
  const n = deviations.length;
  const bound = 2 * Math.sqrt(Math.log10(n) / n);
  let later = 0;
  let earlier = 0;
  for (let t = 0; t < n; t++) {
    later += deviations[t] ** 2;
    earlier += deviations[t] ** 2;
  }
  let small = 0;
  for (let k = 0; k < covariances.length - 1; k++) {
    later -= deviations[k] ** 2;
    earlier -= deviations[n - 1 - k] ** 2;
    small = (n * Math.abs(covariances[k])) / Math.sqrt(later * earlier) < bound ? small + 1 : 0;
    if (small === run) return Math.max(1, k + 1 - run);
  }
  return covariances.length - 1;
}
