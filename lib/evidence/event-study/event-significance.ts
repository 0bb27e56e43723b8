import { philoxStream } from "../random/philox.js";
import type { EventWindows } from "./event-windows.js";

/** How often dates that are no events give a mean path as far out. */
export interface EventSignificance {
  /** Two-sided p of each offset alone, length K; NaN at offset 0, where every path is 0. */
  readonly p: Float64Array;
  /** P of all offsets after the event together. */
  readonly jointP: number;
  /** Shifts of the dates that were compared. */
  readonly shifts: number;
}

/**
 * Moves all dates together by the same number of rows, the end coming back at the start, which keeps their spacing and
 * their clusters, and compares the mean path with those of the moved ones. A date without a whole window is left out,
 * moved or not; a shift that leaves fewer than half as many as there are is not counted.
 * p of an offset: twice the smaller of both tails, each (1 + number at least as far) / (1 + shifts). The joint p
 * compares the largest |mean − mean over shifts| / deviation over shifts of the offsets 1 … after: it needs no
 * correction for looking at several. Equal to rounding (1e-12 of the largest path) counts as as far.
 * Source for the joint p: Westfall & Young 1993, Resampling-based multiple testing, max T. Cost shifts × events × K.
 * @param dates rows of the events, with a whole window or not
 * @param most shifts to try; all T − 1 if there are no more
 */
export function eventSignificance(
  dates: Int32Array,
  windows: EventWindows,
  { most, seed }: { readonly most: number; readonly seed: number },
): EventSignificance {
  const { offsets, state } = windows;
  const K = offsets.length;
  const used = dates.filter((row) => state[row] === 1).length;
  const p = new Float64Array(K).fill(Number.NaN);
  // The first is the path of the events themselves.
  const paths = used === 0 ? [] : [0, ...shiftsOf(state.length, most, seed)].flatMap((shift) => pathOf(shift));
  const shifts = Math.max(0, paths.length - 1);
  if (shifts === 0) return { p, jointP: Number.NaN, shifts };

  const furthest = new Float64Array(paths.length);
  for (let k = 0; k < K; k++) {
    if (offsets[k] === 0) continue;
    const observed = paths[0][k];
    const rounding = 1e-12 * paths.reduce((most, path) => Math.max(most, Math.abs(path[k])), 0);
    let above = 0;
    let below = 0;
    let sum = 0;
    for (let shift = 1; shift < paths.length; shift++) {
      if (paths[shift][k] >= observed - rounding) above++;
      if (paths[shift][k] <= observed + rounding) below++;
      sum += paths[shift][k];
    }
    p[k] = Math.min(1, (2 * (1 + Math.min(above, below))) / (1 + shifts));
    if (offsets[k] < 0) continue;
    const mean = (sum + observed) / paths.length;
    let squares = 0;
    for (const path of paths) squares += (path[k] - mean) ** 2;
    if (!(squares > paths.length * rounding ** 2)) continue;
    const deviation = Math.sqrt(squares / paths.length);
    paths.forEach((path, index) => {
      furthest[index] = Math.max(furthest[index], Math.abs(path[k] - mean) / deviation);
    });
  }
  const asFar = furthest.filter((value) => value >= furthest[0] * (1 - 1e-12)).length;
  return { p, jointP: offsets[K - 1] > 0 ? asFar / paths.length : Number.NaN, shifts };

  function pathOf(shift: number): Float64Array[] {
    const sums = new Float64Array(K);
    let events = 0;
    for (const row of dates) {
      const moved = (row + shift) % state.length;
      if (state[moved] !== 1) continue;
      windows.addTo(sums, moved);
      events++;
    }
    return events > 0 && 2 * events >= used ? [sums.map((sum) => sum / events)] : [];
  }
}

/** Different shifts from 1 to T − 1: all of them, or `most` at random. */
function shiftsOf(T: number, most: number, seed: number): number[] {
  const all = Array.from({ length: Math.max(0, T - 1) }, (_, index) => index + 1);
  if (all.length <= most) return all;
  // The first steps of a shuffle; the bootstrap's resamples take the streams from 0 on.
  const stream = philoxStream(seed, Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < most; index++) {
    const other = index + stream.integer(all.length - index);
    const kept = all[index];
    all[index] = all[other];
    all[other] = kept;
  }
  return all.slice(0, most);
}
