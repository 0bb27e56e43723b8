/** The present values of a sliding window, kept in rising order. */
export interface SortedWindow {
  /** Rising order in the first `count` places. */
  readonly sorted: Float64Array;
  count: number;
}

/**
 * Lets `left` out and `entered` in, either of which may be missing (NaN). Only the values between their places move.
 * The plain form sorts the window again.
 */
export function slide(window: SortedWindow, left: number, entered: number): void {
  const { sorted, count } = window;
  const from = left === left ? placeOf(sorted, count, left) : -1;
  if (entered !== entered) {
    if (from >= 0) sorted.copyWithin(from, from + 1, window.count--);
    return;
  }
  let to = placeOf(sorted, count, entered);
  if (from < 0) sorted.copyWithin(to + 1, to, window.count++);
  else if (to > from) sorted.copyWithin(from, from + 1, to--);
  else sorted.copyWithin(to + 1, to, from);
  sorted[to] = entered;
}

/** Median of a window that is not empty: the middle value, or the mean of the two middle ones. */
export function windowMedian({ sorted, count }: SortedWindow): number {
  const middle = count >>> 1;
  return count % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Median of |x − median| over a window that is not empty, in O(log count), exactly as sorting the deviations gives it.
 *
 * The rank + 1 values nearest to the median stand side by side, so the deviation of that rank is the least, over blocks of
 * that length, of the larger deviation of a block's two ends. From block to block that of the lower end falls and that of
 * the upper end rises: the least is where they cross. Without its farther end that block holds the values of the rank below.
 * @param median of the same window (`windowMedian`)
 */
export function medianDeviation({ sorted, count }: SortedWindow, median: number): number {
  const rank = count >>> 1;
  let low = 0;
  let high = count - rank;
  while (low < high) {
    const first = (low + high) >>> 1;
    if (sorted[first + rank] - median < median - sorted[first]) low = first + 1;
    else high = first;
  }
  const above = low + rank < count ? sorted[low + rank] - median : Number.POSITIVE_INFINITY;
  const below = low > 0 ? median - sorted[low - 1] : Number.POSITIVE_INFINITY;
  const upper = Math.min(above, below);
  if (count % 2 === 1) return upper;
  return (Math.max(median - sorted[low], sorted[low + rank - 1] - median) + upper) / 2;
}

/** Place of the first value not below `x`; the count if there is none. */
function placeOf(sorted: Float64Array, count: number, x: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
