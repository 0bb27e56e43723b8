import { periodsPerYear, type ReturnMeasures, returnMeasures } from "../../statistics/return-measures.js";
import type { Trade } from "./trades.js";

/** Measures of a backtest: those of its returns, and those of its trading. */
export interface Measures extends ReturnMeasures {
  /** Closed trades with net profit above 0 / closed trades; NaN if none has closed. */
  readonly hitRate: number;
  /** Traded notional / mean equity, for a year of counted bars; buying and selling count each once. */
  readonly turnover: number;
  /** Counted bars that end with a position / counted bars. */
  readonly exposure: number;
  /**
   * Cost in basis points of traded notional at which the net profit would be 0: (gross + funding) / traded notional ×
   * 10,000, at the sizes traded here; NaN if nothing was traded.
   */
  readonly breakEvenBps: number;
  /** Number of closed trades. */
  readonly trades: number;
}

/** What `measures` is taken from; arrays of length T. */
export interface MeasuresInput {
  /** USD at bar ends. */
  readonly equity: ArrayLike<number>;
  /** Simple returns of the equity, NaN where a bar is not counted. */
  readonly returns: ArrayLike<number>;
  /** Exposure held at bar ends. */
  readonly exposure: ArrayLike<number>;
  /** Closed trades. */
  readonly trades: readonly Trade[];
  /** Units × fill price over all fills, USD. */
  readonly tradedNotional: number;
  /** Gross profit and funding of all trades, USD. */
  readonly grossAndFunding: number;
  readonly intervalMs: number;
}

/**
 * All measures of a backtest in two passes. A counted bar is one whose return is not NaN; trading measures average over
 * the same bars as the return measures do.
 */
export function measures(input: MeasuresInput): Measures {
  const { equity, returns, exposure, trades, tradedNotional, grossAndFunding, intervalMs } = input;
  let equitySum = 0;
  let exposed = 0;
  for (let row = 0; row < returns.length; row++) {
    const value = returns[row];
    if (value !== value) continue;
    equitySum += equity[row];
    if (exposure[row] !== 0) exposed++;
  }
  const ofReturns = returnMeasures(returns, periodsPerYear(intervalMs));
  const { n, periodsPerYear: periods } = ofReturns.conventions;
  const winners = trades.reduce((count, trade) => count + (trade.net > 0 ? 1 : 0), 0);
  return {
    ...ofReturns,
    hitRate: trades.length === 0 ? Number.NaN : winners / trades.length,
    turnover: equitySum > 0 ? (tradedNotional / (equitySum / n)) * (periods / n) : Number.NaN,
    exposure: n === 0 ? Number.NaN : exposed / n,
    breakEvenBps: tradedNotional > 0 ? (grossAndFunding / tradedNotional) * 1e4 : Number.NaN,
    trades: trades.length,
  };
}
