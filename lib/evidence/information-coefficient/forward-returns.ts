/**
 * Return of the next `horizon` rows: product of (1 + r) over rows t + 1 … t + horizon, − 1. It looks ahead, as what a
 * signal is judged by must: the value of row t is known at row t + horizon. NaN where one of those returns is missing,
 * and in the last `horizon` rows.
 * Equal to price[t + horizon] / price[t] − 1, which is alphalens's forward return.
 * @param returns simple returns, row t that of the bar which ends there
 */
export function forwardReturns(returns: ArrayLike<number>, horizon: number): Float64Array {
  const T = returns.length;
  const result = new Float64Array(T).fill(Number.NaN);
  for (let t = 0; t + horizon < T; t++) {
    let growth = 1;
    for (let later = t + 1; later <= t + horizon; later++) growth *= 1 + returns[later];
    result[t] = growth - 1;
  }
  return result;
}
