import {
  type MeasureConventions,
  periodsPerYear,
  type ReturnMeasures,
  returnMeasures,
} from "../../statistics/return-measures.js";
import type { FillRule } from "../engine/options.js";
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
   * Cost in basis points of traded notional at which the net profit would be 0: (gross + funding − liquidation) /
   * traded notional × 10,000, at the sizes traded here; NaN if nothing was traded.
   */
  readonly breakEvenBps: number;
  /** Number of closed trades. */
  readonly trades: number;
  readonly conventions: BacktestConventions;
}

/** How the measures of a backtest were taken. */
export interface BacktestConventions extends MeasureConventions {
  /** When decisions were filled; `same close` is a fill that nobody can have. */
  readonly fill: FillRule;
}

/** What `measures` is taken from; arrays of length T. */
export interface MeasuresInput {
  /** Settlement currency at bar ends. */
  readonly equity: ArrayLike<number>;
  /** Simple returns of the equity, NaN where a bar is not counted. */
  readonly returns: ArrayLike<number>;
  /** Rows with a return that end with a position. */
  readonly exposedBars: number;
  /** Closed trades. */
  readonly trades: readonly Trade[];
  /** units × |f(fill price)| over all fills, settlement currency. */
  readonly tradedNotional: number;
  /** Gross profit and funding of all trades less fees of liquidation, settlement currency. */
  readonly profitBeforeCosts: number;
  readonly intervalMs: number;
  readonly fill: FillRule;
}

/**
 * All measures of a backtest in two passes. A counted bar is one whose return is not NaN; trading measures average
 * over the same bars as the return measures do.
 */
export function measures(input: MeasuresInput): Measures {
  const { equity, returns, exposedBars, trades, tradedNotional, profitBeforeCosts, intervalMs, fill } = input;
  let equitySum = 0;
  for (let row = 0; row < returns.length; row++) {
    if (returns[row] === returns[row]) equitySum += equity[row];
  }
  const ofReturns = returnMeasures(returns, periodsPerYear(intervalMs));
  const { n, periodsPerYear: periods } = ofReturns.conventions;
  const winners = trades.reduce((count, trade) => count + (trade.net > 0 ? 1 : 0), 0);
  return {
    ...ofReturns,
    hitRate: trades.length === 0 ? Number.NaN : winners / trades.length,
    turnover: equitySum > 0 ? (tradedNotional / (equitySum / n)) * (periods / n) : Number.NaN,
    exposure: n === 0 ? Number.NaN : exposedBars / n,
    breakEvenBps: tradedNotional > 0 ? (profitBeforeCosts / tradedNotional) * 1e4 : Number.NaN,
    trades: trades.length,
    conventions: { ...ofReturns.conventions, fill },
  };
}
