/** Index of the first time later than `time`, by bisection; the length if there is none. */
export function firstAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of exactly this time, -1 if there is none. */
export function indexOfTime(times: Float64Array, time: number): number {
  const row = firstAfter(times, time) - 1;
  return row >= 0 && times[row] === time ? row : -1;
}
