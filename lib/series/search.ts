/** Index of the first time later than `time`, by bisection; the length if there is none. */
export function firstAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of exactly this time, -1 if there is none. */
export function indexOfTime(times: Float64Array, time: number): number {
  const row = firstAfter(times, time) - 1;
  return row >= 0 && times[row] === time ? row : -1;
}

/**
 * First row and row after the last of the times in (from, to], the same row if there are none.
 * @throws {RangeError} if a bound is NaN
 */
export function rowRange(times: Float64Array, from: number, to: number): [start: number, end: number] {
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw new RangeError(`slice: from ${from} to ${to} are not instants; give epoch milliseconds UTC`);
  }
  const start = firstAfter(times, from);
  return [start, Math.max(start, firstAfter(times, to))];
}
