/** What a pass adds up for one combination; its measures follow from it. A pass changes it in place. */
export class PassTotals {
  /** Returns counted. */
  n = 0;
  /** Sum of the returns. */
  sum = 0;
  /** Sum of their squares. */
  squares = 0;
  finalEquity = 0;
  /** Lowest equity / highest before it. */
  deepest = 1;
  /** Trades that have ended. */
  trades = 0;
  /** Counted bars that end with a position. */
  exposed = 0;
  /** Sum of the equity at the end of counted bars. */
  equitySum = 0;
  /** Units × fill price over all fills. */
  traded = 0;
  /** Settlements that met a position and had no rate. */
  missingSettlements = 0;
  /** Row of the bar in which nothing was left, −1 if there is none. */
  ruinedAt = -1;

  /** Starts over. */
  reset(initialEquity: number): void {
    this.n = 0;
    this.sum = 0;
    this.squares = 0;
    this.finalEquity = initialEquity;
    this.deepest = 1;
    this.trades = 0;
    this.exposed = 0;
    this.equitySum = 0;
    this.traded = 0;
    this.missingSettlements = 0;
    this.ruinedAt = -1;
  }

  /**
   * Sample standard deviation (n − 1) of the returns, NaN of fewer than two. It is taken from squares − sum² / n where
   * that loses no more than two digits, which is a mean of up to a tenth of the deviation or a Sharpe ratio of 9 on hourly
   * bars; else, as where all returns are nearly equal, from the returns themselves.
   * @param returns runs the pass again for its returns, NaN where none is counted
   */
  deviation(returns: () => Float64Array): number {
    const { n, sum, squares } = this;
    if (n < 2) return Number.NaN;
    const mean = sum / n;
    if (mean * sum <= 0.01 * squares) return Math.sqrt((squares - mean * sum) / (n - 1));
    let total = 0;
    for (const value of returns()) if (value === value) total += (value - mean) * (value - mean);
    return Math.sqrt(total / (n - 1));
  }
}
