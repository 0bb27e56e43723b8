import { shortGaps } from "./gaps.js";

/** How far a line is thinned. */
export interface ThinOptions {
  /**
   * Rows to keep, about; a line with fewer is kept whole. Each gap that is drawn adds at most six, and at most 250 of
   * them are. Default 2,000.
   */
  readonly points?: number;
}

/** Candidates that the bins put forward for each point that is kept; 4 is what the paper found enough. */
const candidatesPerPoint = 4;

/**
 * Row numbers of a line that keep its shape when most rows are left out.
 *
 * Gaps too short to be drawn (`shortGaps`: only where there are more than 250) have no rows, so that the line goes on
 * over them; who draws it must say so. Each stretch between the other gaps gets its part of `points`. In it, equal bins
 * put forward their lowest and highest row, and among these the largest-triangle-three-buckets rule chooses. Always
 * kept: the first and last row of each such stretch, its lowest and its highest, and the first and last row of each gap
 * that is drawn, so that a break stays a break.
 * Source: Van Der Donckt et al., "MinMaxLTTB: Leveraging MinMax-Preselection to Scale LTTB" (2023); Steinarsson,
 * "Downsampling Time Series for Visual Representation" (2013).
 * @param times epoch milliseconds, rising, length T
 * @param values length T, NaN is a gap
 * @returns rising row numbers, at most about points + 1,500; all of them if T ≤ points
 * @throws {RangeError} if `points` is not a whole number of at least 3, or the lengths differ
 */
export function thinRows(times: Float64Array, values: Float64Array, { points = 2_000 }: ThinOptions = {}): Int32Array {
  if (!Number.isInteger(points) || points < 3) {
    throw new RangeError(`thinRows: points ${points} is not a whole number of at least 3`);
  }
  if (times.length !== values.length) {
    throw new RangeError(`thinRows: ${values.length} values for ${times.length} times; give one for each`);
  }
  const length = values.length;
  const all = Int32Array.from({ length }, (_, row) => row);
  if (length <= points) return all;
  const isShort = shortGaps(values);
  const drawn = all.filter((row) => isShort[row] === 0);
  if (drawn.length === length) return thinStretches(times, values, points);
  const of = (column: Float64Array): Float64Array => Float64Array.from(drawn, (row) => column[row] as number);
  return thinStretches(of(times), of(values), points).map((place) => drawn[place] as number);
}

/** Rising row numbers that are in any of the lists. */
export function unionRows(lists: readonly Int32Array[]): Int32Array {
  return Int32Array.from(new Set(lists.flatMap((list) => Array.from(list)))).sort();
}

/** Rows of all stretches and gaps. */
function thinStretches(times: Float64Array, values: Float64Array, points: number): Int32Array {
  const length = values.length;
  const kept: number[] = [];
  for (let start = 0; start < length; ) {
    const gap = isGap(values, start);
    let end = start + 1;
    while (end < length && isGap(values, end) === gap) end++;
    if (gap) kept.push(...new Set([start, end - 1]));
    else keepStretch(kept, times, values, start, end, Math.floor((points * (end - start)) / length));
    start = end;
  }
  return Int32Array.from(kept);
}

function isGap(values: Float64Array, row: number): boolean {
  const value = values[row] as number;
  return value !== value;
}

function keepStretch(
  kept: number[],
  times: Float64Array,
  values: Float64Array,
  start: number,
  end: number,
  points: number,
): void {
  const target = Math.max(points, 4);
  if (end - start <= target) {
    for (let row = start; row < end; row++) kept.push(row);
    return;
  }
  const [lowest, highest] = extremes(values, start, end);
  const candidates = minMaxRows(values, start, end, target * candidatesPerPoint);
  const chosen = new Set(largestTriangles(times, values, candidates, target - 2));
  chosen.add(lowest).add(highest);
  kept.push(...[...chosen].sort((a, b) => a - b));
}

/** Rows of the lowest and the highest value in [start, end). */
function extremes(values: Float64Array, start: number, end: number): [number, number] {
  let lowest = start;
  let highest = start;
  for (let row = start + 1; row < end; row++) {
    if ((values[row] as number) < (values[lowest] as number)) lowest = row;
    if ((values[row] as number) > (values[highest] as number)) highest = row;
  }
  return [lowest, highest];
}

/** The first and last row, and of each of `count / 2` equal bins between them the lowest and the highest. */
function minMaxRows(values: Float64Array, start: number, end: number, count: number): number[] {
  const bins = Math.max(1, Math.floor(count / 2));
  const size = (end - start - 2) / bins;
  const rows = [start];
  for (let bin = 0; bin < bins; bin++) {
    const from = start + 1 + Math.floor(bin * size);
    const to = start + 1 + Math.floor((bin + 1) * size);
    if (to <= from) continue;
    const [lowest, highest] = extremes(values, from, to);
    rows.push(Math.min(lowest, highest));
    if (lowest !== highest) rows.push(Math.max(lowest, highest));
  }
  rows.push(end - 1);
  return rows;
}

/**
 * The first and last candidate and one of each of `count - 2` equal buckets between them: the one that spans the
 * largest triangle with the row chosen before and the mean of the next bucket.
 */
function largestTriangles(times: Float64Array, values: Float64Array, candidates: number[], count: number): number[] {
  const last = candidates.length - 1;
  const buckets = Math.max(1, count - 2);
  const edge = (bucket: number): number => 1 + Math.floor((Math.min(bucket, buckets) * (last - 1)) / buckets);
  let previous = candidates[0] as number;
  const chosen = [previous];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = edge(bucket);
    const to = edge(bucket + 1);
    if (to <= from) continue;
    // The next bucket's mean; after the last bucket, the last row.
    const nextTo = bucket === buckets - 1 ? last + 1 : Math.max(edge(bucket + 2), to + 1);
    let meanTime = 0;
    let meanValue = 0;
    for (let next = to; next < nextTo; next++) {
      meanTime += times[candidates[next] as number] as number;
      meanValue += values[candidates[next] as number] as number;
    }
    meanTime /= nextTo - to;
    meanValue /= nextTo - to;

    const time = times[previous] as number;
    const value = values[previous] as number;
    let largest = -1;
    for (let candidate = from; candidate < to; candidate++) {
      const row = candidates[candidate] as number;
      const area = Math.abs(
        (time - meanTime) * ((values[row] as number) - value) - (time - (times[row] as number)) * (meanValue - value),
      );
      if (area > largest) {
        largest = area;
        previous = row;
      }
    }
    chosen.push(previous);
  }
  chosen.push(candidates[last] as number);
  return chosen;
}
