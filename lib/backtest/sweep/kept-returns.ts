import type { Candles } from "../../series/candles.js";
import type { ReturnMatrix } from "../../statistics/return-matrix.js";
import type { KeptReturns } from "./pass/combination-runner.js";
import { sharedFloats } from "./pass/shared.js";
import { wholePeriods } from "./period-returns.js";

/** Room for returns, and what a matrix of them needs to know. */
export interface KeptRoom {
  readonly room: KeptReturns;
  readonly times: Float64Array;
  readonly intervalMs: number;
}

/**
 * Room for the returns of so many combinations, one block of memory that threads share.
 * @param returnIntervalMs length of periods to compound to; undefined keeps bars as they are, in single precision
 */
export function keptRoom(
  { times, intervalMs }: Candles,
  returnIntervalMs: number | undefined,
  count: number,
): KeptRoom {
  if (returnIntervalMs === undefined) {
    const bytes = new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT * times.length * count);
    return { room: { values: new Float32Array(bytes), width: times.length }, times, intervalMs };
  }
  const periods = wholePeriods(times, intervalMs, returnIntervalMs);
  const width = periods.times.length;
  return {
    room: { values: sharedFloats(width * count), width, starts: periods.starts },
    times: periods.times,
    intervalMs: returnIntervalMs,
  };
}

/** The returns kept, a column for each combination; no copy is made. */
export function keptMatrix(
  { room: { values, width }, times, intervalMs }: KeptRoom,
  names: readonly string[],
): ReturnMatrix {
  return { times, intervalMs, names, columns: names.map((_, j) => values.subarray(j * width, (j + 1) * width)) };
}
