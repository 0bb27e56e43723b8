/**
 * n times the variance of the mean of a stationary bootstrap, given the data: γ(0) + 2 Σ κ(i) γ(i) over i = 1 … n − 1
 * with κ(i) = (1 − i/n) a^i + (i/n) a^(n−i), a = 1 − 1/L, γ autocovariances (divisor n). An estimate of the long-run
 * variance.
 *
 * Taken in one pass in the place of n²/2 products: the second part of κ is lag i counted the other way round the
 * circle, so that the sum is Σ_t x[t] Σ over m = 1 … n − 1 of (1 − m/n) a^m x[t − m] with rows before the first taken
 * from the end, and both Σ a^m x[t − m] and Σ m a^m x[t − m] follow from those of the row before.
 * Source: Politis & Romano 1994, Journal of the American Statistical Association 89, 1303–1313, lemma 1; Hansen 2005,
 * Journal of Business & Economic Statistics 23, 365–380, section 3.
 * @param deviations from their mean, without gaps
 * @param blockLength L, mean length of a block, from 1
 */
export function stationaryVariance(deviations: Float64Array, blockLength: number): number {
  const n = deviations.length;
  const a = 1 - 1 / blockLength;
  const last = a ** n;
  let weighted = 0;
  let byLag = 0;
  for (let m = 1, power = a; m < n && power > 0; m++, power *= a) {
    weighted += power * deviations[n - m];
    byLag += m * power * deviations[n - m];
  }
  let sum = 0;
  for (let t = 0; t < n; t++) {
    const value = deviations[t];
    sum += value * (value + 2 * (weighted - byLag / n));
    // To the next row: all lags grow by one, this row enters at 1, and the next one, which has been round, leaves.
    const next = last * deviations[t + 1 < n ? t + 1 : 0];
    byLag = a * (byLag + weighted + value) - n * next;
    weighted = a * (weighted + value) - next;
  }
  return sum / n;
}
