/**
 * Sums of the values of rows 0 … t, compensated: each is the exact sum rounded about once, however many rows there are,
 * so that the sum of a range, a difference of two of them, is off by no more than two roundings of the larger.
 * Source: Neumaier 1974.
 * @param into rows of `width` numbers
 * @param field which of them receives the sums
 */
export function prefixSums(value: (row: number) => number, into: Float64Array, width: number, field: number): void {
  const T = into.length / width;
  let sum = 0;
  let lost = 0;
  for (let row = 0; row < T; row++) {
    const term = value(row);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
    into[row * width + field] = sum + lost;
  }
}
