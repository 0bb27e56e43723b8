import { halfSums } from "./half-sums.js";

/** By what strategies are compared: per period, or compounded over the half for `total`. */
export type OverfittingMeasure = "sharpe" | "mean" | "total";

export const overfittingMeasures: readonly OverfittingMeasure[] = ["sharpe", "mean", "total"];

/** Measures of all columns over one half of the blocks. */
export interface HalfMeasures {
  /**
   * Measures that differ by at most 1e-12 × (`unit` + their size) are equal but for rounding, which depends on the
   * order of the rows and on the scale of the returns: 1 for `sharpe` and `total`, the largest mean |return| of a
   * column for `mean`.
   */
  readonly unit: number;
  /**
   * Writes the N measures over the blocks of `mask` to `out`.
   * @returns how many of them are put at 0 because nothing varies
   */
  readonly write: (mask: number, out: Float64Array) => number;
}

/** Spread below this share of the mean square is rounding of returns that do not vary. */
const rounding = 1e-13;

/**
 * The measure of N columns over any half of S blocks, in N steps.
 * - `sharpe`: mean / sample standard deviation (n − 1); 0 where nothing varies, as of a strategy that was flat
 * - `mean`: of the returns
 * - `total`: exp(Σ ln(1 + r)) − 1
 * @param columns N of at least S × rowsPerBlock returns, of which the last ones are used
 */
export function halfMeasures(
  columns: readonly Float64Array[],
  { measure, ...shape }: { measure: OverfittingMeasure; blocks: number; rowsPerBlock: number },
): HalfMeasures {
  const N = columns.length;
  const half = shape.blocks / 2;
  const rows = half * shape.rowsPerBlock;
  const low = 2 ** half - 1;
  const sums = halfSums(columns, { ...shape, of: measure === "total" ? Math.log1p : (value) => value });
  if (measure !== "sharpe") {
    const total = measure === "total";
    const write = (mask: number, out: Float64Array): number => {
      const a = (mask & low) * N;
      const b = (mask >>> half) * N;
      for (let j = 0; j < N; j++) {
        const sum = sums.low[a + j] + sums.high[b + j];
        out[j] = total ? Math.expm1(sum) : sum / rows;
      }
      return 0;
    };
    return { unit: total ? 1 : largestSize(columns), write };
  }
  const squares = halfSums(columns, { ...shape, of: (value) => value * value });
  const perRow = 1 / rows;
  // mean / √(spread / (rows − 1)) with one division: sum × scale / √spread.
  const scale = Math.sqrt(rows - 1) / rows;
  const write = (mask: number, out: Float64Array): number => {
    const a = (mask & low) * N;
    const b = (mask >>> half) * N;
    let flat = 0;
    for (let j = 0; j < N; j++) {
      const sum = sums.low[a + j] + sums.high[b + j];
      const square = squares.low[a + j] + squares.high[b + j];
      const spread = square - sum * sum * perRow;
      if (spread > rounding * square) out[j] = (sum * scale) / Math.sqrt(spread);
      else {
        out[j] = 0;
        flat++;
      }
    }
    return flat;
  };
  return { unit: 1, write };
}

function largestSize(columns: readonly Float64Array[]): number {
  let largest = 0;
  for (const column of columns) {
    let sum = 0;
    for (let t = 0; t < column.length; t++) sum += Math.abs(column[t]);
    largest = Math.max(largest, sum / column.length);
  }
  return largest;
}
