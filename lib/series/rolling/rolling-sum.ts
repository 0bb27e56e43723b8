import { mapColumns, type SeriesOrPanel } from "../map-columns.js";
import { checkWindow, type RollingOptions } from "./rolling-options.js";

/**
 * Sum of the present values in the last `window` rows, the current one included, in the unit of x.
 * Missing values are skipped; fewer than `minCount` present give NaN. Rows are counted, not time (`onGrid`).
 * @param window in rows
 * @throws {RangeError} if `window` or `minCount` is not a whole number of at least 1, or `minCount` is above `window`
 */
export function rollingSum<D extends SeriesOrPanel>(
  data: D,
  window: number,
  { minCount = window }: RollingOptions = {},
): D {
  checkWindow(window, minCount, "rollingSum");
  return mapColumns(data, ({ values }) => sums(values, window, minCount));
}

/**
 * Sums of suffixes of one block and prefixes of the next, as in `rollingMoments`: a value that has left is not subtracted,
 * so a large one takes no digits with it. The plain form adds up each window again.
 */
function sums(values: Float64Array, window: number, minCount: number): Float64Array {
  const length = values.length;
  const result = new Float64Array(length).fill(Number.NaN);
  const size = Math.min(window, length);
  const suffixCount = new Int32Array(size + 1);
  const suffixSum = new Float64Array(size + 1);
  for (let start = 0; start < length; start += window) {
    const end = Math.min(start + window, length);
    let count = 0;
    let sum = 0;
    for (let row = start; row < end; row++) {
      const x = values[row];
      if (x === x) {
        count++;
        sum += x;
      }
      const suffix = row - start + 1;
      if (suffixCount[suffix] + count >= minCount) result[row] = suffixSum[suffix] + sum;
    }
    if (end === length) break;
    count = 0;
    sum = 0;
    for (let row = end - 1; row >= start; row--) {
      const x = values[row];
      if (x === x) {
        count++;
        sum += x;
      }
      suffixCount[row - start] = count;
      suffixSum[row - start] = sum;
    }
  }
  return result;
}
