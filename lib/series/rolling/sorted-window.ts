/** The present values of a sliding window, kept in rising order. */
export interface SortedWindow {
  /** Rising order in the first `count` places. */
  readonly sorted: Float64Array;
  count: number;
}

/**
 * How many values are equal to `x`, of which the first stands at `place`. Most values stand alone, so the neighbour is looked
 * at before the search.
 */
export function countEqual(sorted: Float64Array, count: number, x: number, place: number): number {
  if (place + 1 >= count || sorted[place + 1] !== x) return 1;
  let low = place + 1;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low - place;
}

/**
 * Lets `left` out and `entered` in, either of which may be missing (NaN). Only the values between their places move.
 * The plain form sorts the window again.
 * @returns how many values are below `entered`, which is its place; -1 if it is missing
 */
export function slide(window: SortedWindow, left: number, entered: number): number {
  const { sorted, count } = window;
  const from = left === left ? placeOf(sorted, count, left) : -1;
  if (entered !== entered) {
    if (from >= 0) sorted.copyWithin(from, from + 1, window.count--);
    return -1;
  }
  let to = placeOf(sorted, count, entered);
  if (from < 0) sorted.copyWithin(to + 1, to, window.count++);
  else if (to > from) sorted.copyWithin(from, from + 1, to--);
  else sorted.copyWithin(to + 1, to, from);
  sorted[to] = entered;
  return to;
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
