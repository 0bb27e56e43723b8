import { checkNumbers } from "./check-numbers.js";

/**
 * Rank of each value among those present, from 1 for the least; equal values share the mean of their ranks, and a gap
 * stays NaN. Pearson's correlation of ranks is Spearman's.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: definition (Kendall & Gibbons, Rank Correlation Methods, ch. 3). Cost T log T.
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  checkNumbers(values, "ranks", "value");
  const result = new Float64Array(values.length).fill(Number.NaN);
  const order = Array.from(values, (_, t) => t)
    .filter((t) => values[t] === values[t])
    .sort((one, other) => (values[one] < values[other] ? -1 : values[one] > values[other] ? 1 : 0));
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    // Ranks first + 1 to last + 1.
    for (let i = first; i <= last; i++) result[order[i]] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return result;
}
