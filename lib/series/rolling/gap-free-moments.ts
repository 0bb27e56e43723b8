import type { Moment } from "./rolling-moments.js";

/** Room for the sums of the windows that end in one block; entry p is of the window that ends at its row p. */
export interface WindowSums {
  /** Sum of the offsets from the origin. */
  readonly sum: Float64Array;
  /** Sum of their squares. */
  readonly squares: Float64Array;
}

/** Room for windows that end in so many rows. */
export function windowSums(size: number): WindowSums {
  return { sum: new Float64Array(size), squares: new Float64Array(size) };
}

/**
 * Moments of the windows that end in rows `start` to before `end`, after a full block, up to the first that holds a gap.
 * All of them hold row `start`; its value is the origin from which offsets are counted, so that small changes of a large
 * number keep their digits. The sum of squared deviations is then squares − sum² / n, which loses no more than a factor
 * of n + 1 even where the origin is the most extreme value of its window. All offsets of a constant window are exactly 0.
 * The plain form is that of `gappyMoments`, whose update has each row wait for the mean of the row before.
 * @returns how many rows have got their result
 */
export function gapFreeMoments(
  values: Float64Array,
  start: number,
  end: number,
  window: number,
  take: Moment,
  sums: WindowSums,
  result: Float64Array,
): number {
  const count = gatherSums(values, start, end, window, sums);
  if (take === "mean") meansInto(result, values[start], start, count, window, sums);
  else if (take === "std") deviationsInto(result, start, count, window, sums);
  else zScoresInto(result, values, start, count, window, sums);
  return count;
}

/** @returns how many windows have no gap; a gap makes NaN of its own sum and of those after it */
function gatherSums(
  values: Float64Array,
  start: number,
  end: number,
  window: number,
  { sum, squares }: WindowSums,
): number {
  const count = end - start;
  const origin = values[start];
  let added = 0;
  let addedSquares = 0;
  // The window that ends at row p of this block begins at row p + 1 of the one before, whose last entry is of no row.
  for (let p = window - 1; p >= 0; p--) {
    if (p < count) {
      sum[p] = added;
      squares[p] = addedSquares;
    }
    const offset = values[start - window + p] - origin;
    added += offset;
    addedSquares += offset * offset;
  }
  if (sum[0] !== sum[0]) return 0;
  added = 0;
  addedSquares = 0;
  for (let p = 0; p < count; p++) {
    const offset = values[start + p] - origin;
    added += offset;
    addedSquares += offset * offset;
    sum[p] = sum[p] + added;
    squares[p] = squares[p] + addedSquares;
  }
  if (added === added) return count;
  return sum.findIndex((each) => each !== each);
}

function meansInto(
  result: Float64Array,
  origin: number,
  start: number,
  count: number,
  window: number,
  { sum }: WindowSums,
): void {
  for (let p = 0; p < count; p++) result[start + p] = origin + sum[p] / window;
}

function deviationsInto(
  result: Float64Array,
  start: number,
  count: number,
  window: number,
  { sum, squares }: WindowSums,
): void {
  for (let p = 0; p < count; p++) {
    const variance = (squares[p] - (sum[p] * sum[p]) / window) / (window - 1);
    result[start + p] = Math.sqrt(Math.max(variance, 0));
  }
}

function zScoresInto(
  result: Float64Array,
  values: Float64Array,
  start: number,
  count: number,
  window: number,
  { sum, squares }: WindowSums,
): void {
  const origin = values[start];
  // Products with the inverses in place of two divisions.
  const perRow = 1 / window;
  const perFreedom = 1 / (window - 1);
  for (let p = 0; p < count; p++) {
    const mean = sum[p] * perRow;
    const variance = (squares[p] - sum[p] * mean) * perFreedom;
    // Two stores rather than one of a choice, which would make an object of each number.
    if (variance > 0) result[start + p] = (values[start + p] - origin - mean) / Math.sqrt(variance);
    else result[start + p] = Number.NaN;
  }
}
