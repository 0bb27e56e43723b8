/**
 * Variance of the Sharpe ratio per period of a strategy without skill, over n returns: 1 / (n − 1). So much do the
 * ratios of unrelated strategies without skill differ by luck alone; where the ratios of trials differ less, the trials
 * are related, and their variance says nothing of the luck that there was to be had.
 * Source: definition, `probabilisticSharpe`'s variance at a ratio of 0.
 * @param n returns each
 * @returns in the square of a ratio per period; NaN for fewer than two returns
 */
export function leastSharpeVariance(n: number): number {
  return n > 1 ? 1 / (n - 1) : Number.NaN;
}
