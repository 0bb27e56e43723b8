import { checkChoice, checkCount, checkDuration } from "./check.js";
import { gridOrigin, regularTimes } from "./grid.js";
import { intervalText } from "./time.js";

/** What of a bar's rows is taken. */
export type Take = "last" | "first" | "mean" | "sum" | "min" | "max";

/** Which rows fall into which bar, and how many a bar needs. */
export interface Bars {
  /** Ends of the bars, epoch milliseconds UTC, regular, length B. */
  readonly ends: Float64Array;
  /** First row of each bar and one more: bar b holds rows starts[b] to before starts[b + 1]. Length B + 1. */
  readonly starts: Int32Array;
  /** Fewest present values with which a bar has a value. Length B. */
  readonly required: Int32Array;
}

/** How rows are cut into bars. */
export interface BarOptions {
  /** Whether bars that the data covers only in part are dropped or kept. */
  readonly partial: "drop" | "keep";
  /** Whether a first bar that begins before the data counts as partial; false where only a bar's end matters. */
  readonly needsStart: boolean;
  /** Fewest present values of a bar; `all` for as many as the covered part of it has rows when none is absent. */
  readonly minCount: number | "all";
  /** An instant at which a bar ends; default as `gridOrigin` says. */
  readonly originMs?: number;
  /** Distance between source rows, and so what the first row reaches back to; default the smallest between two rows. */
  readonly sourceIntervalMs?: number;
}

/**
 * Bars (end − interval, end] over rows at the given times.
 * A bar is covered to its end once there is a row at or after its end, and from its start if the first row, which
 * reaches back by the source interval, reaches the bar's start.
 * @throws {RangeError} for an interval that is not above 0, an unknown `partial`, or `all` where a bar is no multiple of
 *   the source interval
 */
export function bars(
  times: Float64Array,
  intervalMs: number,
  {
    partial,
    needsStart,
    minCount,
    originMs = gridOrigin(intervalMs),
    sourceIntervalMs = smallestStep(times),
  }: BarOptions,
  owner: string,
): Bars {
  checkDuration(intervalMs, "intervalMs", owner);
  checkChoice("partial", partial, ["drop", "keep"], owner);
  if (!Number.isFinite(originMs)) {
    throw new RangeError(`${owner}: originMs ${originMs} is not an instant; give epoch milliseconds UTC`);
  }
  if (times.length > 1) checkDuration(sourceIntervalMs, "sourceIntervalMs", owner);
  if (minCount !== "all") checkCount(minCount, "minCount", owner);
  else if (sourceIntervalMs > 0 && intervalMs % sourceIntervalMs !== 0) {
    throw new RangeError(
      `${owner}: rows come every ${intervalText(sourceIntervalMs)}, of which a bar of ${intervalText(intervalMs)} is no multiple; say with minCount how many rows are enough`,
    );
  }
  if (times.length === 0) return { ends: times, starts: new Int32Array(1), required: new Int32Array(0) };

  const dataStart = times[0] - sourceIntervalMs;
  const dataEnd = times[times.length - 1];
  let firstBar = Math.ceil((times[0] - originMs) / intervalMs);
  let lastBar = Math.ceil((dataEnd - originMs) / intervalMs);
  if (partial === "drop") {
    if (needsStart && originMs + (firstBar - 1) * intervalMs < dataStart) firstBar++;
    if (originMs + lastBar * intervalMs > dataEnd) lastBar--;
  }
  const ends = regularTimes(originMs + firstBar * intervalMs, lastBar - firstBar + 1, intervalMs, owner);
  const starts = new Int32Array(ends.length + 1);
  const required = new Int32Array(ends.length);
  let row = 0;
  while (times[row] <= ends[0] - intervalMs) row++;
  for (let bar = 0; bar < ends.length; bar++) {
    starts[bar] = row;
    while (times[row] <= ends[bar]) row++;
    const coveredMs = Math.min(ends[bar], dataEnd) - Math.max(ends[bar] - intervalMs, dataStart);
    required[bar] =
      minCount === "all" ? Math.max(1, Math.floor(coveredMs / (sourceIntervalMs || coveredMs))) : minCount;
  }
  starts[ends.length] = row;
  return { ends, starts, required };
}

/** The value of each bar, NaN where it has fewer present values than it needs. */
export function takeBars(values: Float64Array, { starts, required }: Bars, take: Take): Float64Array {
  const result = new Float64Array(required.length).fill(Number.NaN);
  for (let bar = 0; bar < result.length; bar++) {
    let count = 0;
    let first = Number.NaN;
    let last = Number.NaN;
    let sum = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let row = starts[bar]; row < starts[bar + 1]; row++) {
      const value = values[row];
      if (value !== value) continue;
      if (count === 0) first = value;
      last = value;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
      count++;
    }
    if (count < required[bar]) continue;
    if (take === "last") result[bar] = last;
    else if (take === "first") result[bar] = first;
    else if (take === "sum") result[bar] = sum;
    else if (take === "mean") result[bar] = sum / count;
    else result[bar] = take === "min" ? min : max;
  }
  return result;
}

/** Smallest distance between two rows, 0 if there are fewer than two. */
function smallestStep(times: Float64Array): number {
  if (times.length < 2) return 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let row = 1; row < times.length; row++) smallest = Math.min(smallest, times[row] - times[row - 1]);
  return smallest;
}
