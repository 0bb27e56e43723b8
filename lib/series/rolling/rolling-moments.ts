import { gapFreeMoments, windowSums } from "./gap-free-moments.js";
import { gappyMoments, suffixMoments } from "./gappy-moments.js";

/** What a window's moments are turned into. */
export type Moment = "mean" | "std" | "zScore";

/**
 * Mean, standard deviation (n − 1) or z-score over trailing windows, missing values skipped, in one pass.
 *
 * Rows are cut into blocks as long as the window, so that a window is a suffix of one block and a prefix of the next, and
 * sums are gathered for each suffix (backwards) and each prefix (forwards). Nothing is ever taken out of a sum: no rounding
 * builds up, a constant window has a deviation of exactly 0, and an extreme value leaves nothing behind when it has left.
 * Full windows without a gap are left to `gapFreeMoments`, the others to `gappyMoments`; which of the two a row takes
 * is decided by rows up to it.
 * The plain form: for each row, mean and sum of squares over its window again, at a cost of T × window.
 * Source: the blocks are those of van Herk 1992.
 */
export function rollingMoments(values: Float64Array, window: number, minCount: number, take: Moment): Float64Array {
  const { length } = values;
  const result = new Float64Array(length);
  const size = Math.min(window, length);
  const sums = windowSums(size);
  const suffixes = suffixMoments(size);
  for (let start = 0; start < length; start += window) {
    const end = Math.min(start + window, length);
    const done = start === 0 ? 0 : gapFreeMoments(values, start, end, window, take, sums, result);
    const left = { start, from: start + done, end };
    if (left.from < end) gappyMoments(values, left, window, minCount, take, suffixes, result);
  }
  return result;
}
