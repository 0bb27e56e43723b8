/**
 * Sums of the values of rows 0 … t, compensated: each is the exact sum rounded about once, however many rows there are,
 * so that the sum of a range, a difference of two of them, is off by no more than two roundings of the larger.
 * Source: Neumaier 1974.
 * @param into four numbers a row
 * @param field which of the four receives the sums
 */
export function prefixSums(T: number, value: (row: number) => number, into: Float64Array, field: 0 | 1 | 2): void {
  let sum = 0;
  let lost = 0;
  for (let row = 0; row < T; row++) {
    const term = value(row);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
    into[4 * row + field] = sum + lost;
  }
}
