import type { Moment } from "./rolling-moments.js";

/** Room for the moments of the suffixes of one block; entry p is of its rows p and later, the last of none. */
export interface SuffixMoments {
  readonly count: Int32Array;
  /** Less the origin of the suffixes. */
  readonly mean: Float64Array;
  /** Sum of squared deviations from the mean. */
  readonly squares: Float64Array;
  /** 1 / n, by n. */
  readonly inverse: Float64Array;
}

/** Room for the suffixes of so many rows. */
export function suffixMoments(size: number): SuffixMoments {
  const inverse = Float64Array.from({ length: size + 1 }, (_, n) => 1 / n);
  const [mean, squares] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  return { count: new Int32Array(size + 1), mean, squares, inverse };
}

/** Rows of one block that are to be done. */
export interface BlockRows {
  /** First row of the block. */
  readonly start: number;
  /** First row whose result is wanted. */
  readonly from: number;
  /** Row after the last. */
  readonly end: number;
}

/**
 * Moments of the present values of the windows that end in rows `from` to before `end`, NaN where fewer than `minCount`.
 * Count, mean and sum of squared deviations are gathered by Welford's update for each suffix of the block before and each
 * prefix of this one, and two halves are merged by Chan's formula. Each half counts from an origin, which is a value every
 * one of its windows holds, so that small changes of a large number keep their digits.
 * Sources: Welford 1962; Chan, Golub, LeVeque 1983, eq. 2.1.
 */
export function gappyMoments(
  values: Float64Array,
  { start, from, end }: BlockRows,
  window: number,
  minCount: number,
  take: Moment,
  suffixes: SuffixMoments,
  result: Float64Array,
): void {
  const suffixOrigin = start === 0 ? 0 : gatherSuffixes(values, start - window, start, suffixes);
  const { count: suffixCount, mean: suffixMean, squares: suffixSquares, inverse } = suffixes;
  let origin = suffixOrigin;
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let row = start; row < end; row++) {
    const x = values[row];
    if (x === x) {
      if (count === 0) origin = x;
      count++;
      const offset = x - origin;
      const step = offset - mean;
      mean += step * inverse[count];
      squares += step * (offset - mean);
    }
    if (row < from) continue;
    result[row] = Number.NaN;
    const suffix = row - start + 1;
    const before = suffixCount[suffix];
    const total = before + count;
    if (total < minCount) continue;
    const apart = origin - suffixOrigin + (mean - suffixMean[suffix]);
    const shift = apart * (before * inverse[total]);
    if (take === "mean") {
      result[row] = origin + (mean - shift);
      continue;
    }
    const variance = (squares + suffixSquares[suffix] + apart * shift * count) / (total - 1);
    if (take === "std") result[row] = Math.sqrt(variance);
    else if (variance > 0) result[row] = (x - origin - (mean - shift)) / Math.sqrt(variance);
  }
}

/** @returns the origin of the means */
function gatherSuffixes(values: Float64Array, start: number, end: number, suffixes: SuffixMoments): number {
  const { count: suffixCount, mean: suffixMean, squares: suffixSquares, inverse } = suffixes;
  let origin = 0;
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let row = end - 1; row >= start; row--) {
    const x = values[row];
    if (x === x) {
      if (count === 0) origin = x;
      count++;
      const offset = x - origin;
      const step = offset - mean;
      mean += step * inverse[count];
      squares += step * (offset - mean);
    }
    suffixCount[row - start] = count;
    suffixMean[row - start] = mean;
    suffixSquares[row - start] = squares;
  }
  return origin;
}
