/**
 * Smallest value over trailing windows times `sign`: sign 1 gives the minimum, −1 the maximum; missing values skipped.
 * The extreme of a window is that of a suffix of one block and a prefix of the next (van Herk 1992; Gil and Werman 1993):
 * about three comparisons a row, whatever the window. The plain form looks through each window again.
 */
export function rollingExtremes(values: Float64Array, window: number, minCount: number, sign: 1 | -1): Float64Array {
  const length = values.length;
  const result = new Float64Array(length).fill(Number.NaN);
  // Entry p is of rows p and later in the block before; the last is of none.
  const suffixLowest = new Float64Array(Math.min(window, length) + 1).fill(Number.POSITIVE_INFINITY);
  let count = 0;
  for (let start = 0; start < length; start += window) {
    const end = Math.min(start + window, length);
    let lowest = Number.POSITIVE_INFINITY;
    for (let row = start; row < end; row++) {
      const x = values[row];
      if (x === x) {
        count++;
        if (sign * x < lowest) lowest = sign * x;
      }
      const left = values[row - window];
      if (left === left && row >= window) count--;
      if (count >= minCount) result[row] = sign * Math.min(lowest, suffixLowest[row - start + 1]);
    }
    if (end === length) break;
    lowest = Number.POSITIVE_INFINITY;
    for (let row = end - 1; row >= start; row--) {
      if (sign * values[row] < lowest) lowest = sign * values[row];
      suffixLowest[row - start] = lowest;
    }
  }
  return result;
}
