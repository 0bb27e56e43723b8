/** What a window's moments are turned into. */
export type Moment = "mean" | "std" | "zScore";

/**
 * Mean, standard deviation (n − 1) or z-score over trailing windows, missing values skipped, in one pass.
 *
 * Rows are cut into blocks as long as the window, so that a window is a suffix of one block and a prefix of the next.
 * Count, mean and sum of squared deviations are gathered by Welford's update for each suffix (backwards) and each prefix
 * (forwards), and two halves are merged by Chan's formula. Nothing is ever taken out of a sum: no rounding builds up, a
 * constant window has a deviation of exactly 0, and an extreme value leaves nothing behind when it has left.
 * Each half counts from an origin, which is a value every one of its windows holds, so that small changes of a large number
 * keep their digits.
 * The plain form: for each row, mean and sum of squares over its window again, at a cost of T × window.
 * Sources: Welford 1962; Chan, Golub, LeVeque 1983, eq. 2.1; the blocks are those of van Herk 1992.
 */
export function rollingMoments(values: Float64Array, window: number, minCount: number, take: Moment): Float64Array {
  const length = values.length;
  const result = new Float64Array(length).fill(Number.NaN);
  const size = Math.min(window, length);
  const inverse = new Float64Array(size + 1);
  for (let n = 1; n <= size; n++) inverse[n] = 1 / n;
  // Entry p is of rows p and later in the block before; the last is of none.
  const suffixCount = new Int32Array(size + 1);
  const suffixMean = new Float64Array(size + 1);
  const suffixSquares = new Float64Array(size + 1);
  let suffixOrigin = 0;
  const wantsMean = take === "mean";
  const wantsStd = take === "std";

  for (let start = 0; start < length; start += window) {
    const end = Math.min(start + window, length);
    let origin = suffixOrigin;
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (let row = start; row < end; row++) {
      const x = values[row];
      if (x === x) {
        if (count === 0) origin = x;
        count++;
        const offset = x - origin;
        const step = offset - mean;
        mean += step * inverse[count];
        squares += step * (offset - mean);
      }
      const suffix = row - start + 1;
      const before = suffixCount[suffix];
      const total = before + count;
      if (total < minCount) continue;
      const apart = origin - suffixOrigin + (mean - suffixMean[suffix]);
      const shift = apart * (before * inverse[total]);
      if (wantsMean) {
        result[row] = origin + (mean - shift);
        continue;
      }
      const variance = (squares + suffixSquares[suffix] + apart * shift * count) / (total - 1);
      if (wantsStd) result[row] = Math.sqrt(variance);
      else if (variance > 0) result[row] = (x - origin - (mean - shift)) / Math.sqrt(variance);
    }

    if (end === length) break;
    count = 0;
    mean = 0;
    squares = 0;
    suffixOrigin = origin;
    for (let row = end - 1; row >= start; row--) {
      const x = values[row];
      if (x === x) {
        if (count === 0) suffixOrigin = x;
        count++;
        const offset = x - suffixOrigin;
        const step = offset - mean;
        mean += step * inverse[count];
        squares += step * (offset - mean);
      }
      suffixCount[row - start] = count;
      suffixMean[row - start] = mean;
      suffixSquares[row - start] = squares;
    }
  }
  return result;
}
