import type { PassTotals } from "./pass-totals.js";

/** Measures of a combination, with the definitions of a backtest's; each NaN where the data does not define it. */
export type SweepMeasures = {
  /** Final / initial equity − 1. */
  readonly totalReturn: number;
  /** (1 + total return) ^ (periods in a year / n) − 1. */
  readonly cagr: number;
  /** Sample standard deviation (n − 1) of the returns of bars, for a year of 365 days. */
  readonly volatility: number;
  /** Mean / sample standard deviation, for a year, risk-free rate 0; NaN if nothing varies. */
  readonly sharpe: number;
  /** Lowest equity / highest before it − 1: 0 or below. */
  readonly maxDrawdown: number;
  /** CAGR / |maximum drawdown|. */
  readonly calmar: number;
  /** Trades that have ended. */
  readonly trades: number;
  /** Counted bars that end with a position / counted bars. */
  readonly exposure: number;
  /** Traded notional / mean equity, for a year; buying and selling count each once. */
  readonly turnover: number;
  /** Account value at the last bar's end. */
  readonly finalEquity: number;
};

/** Names of the measures, in the order of a row. */
export const measureNames: readonly (keyof SweepMeasures)[] = [
  "totalReturn",
  "cagr",
  "volatility",
  "sharpe",
  "maxDrawdown",
  "calmar",
  "trades",
  "exposure",
  "turnover",
  "finalEquity",
];

/** Spread of returns below this is rounding, as in the measures of a backtest. */
const rounding = 1e-15;

/**
 * Measures from the totals of a pass.
 * @param deviation sample standard deviation of the returns
 * @param periods bars in a year
 */
export function passMeasures(
  { n, sum, finalEquity, deepest, trades, exposed, equitySum, traded }: PassTotals,
  deviation: number,
  initialEquity: number,
  periods: number,
): SweepMeasures {
  const wealth = finalEquity / initialEquity;
  const growth = n === 0 ? Number.NaN : wealth ** (periods / n) - 1;
  const cagr = Number.isFinite(growth) ? growth : Number.NaN;
  const maxDrawdown = n === 0 ? Number.NaN : deepest - 1;
  return {
    totalReturn: n === 0 ? Number.NaN : wealth - 1,
    cagr,
    volatility: deviation * Math.sqrt(periods),
    sharpe: deviation > rounding ? (sum / n / deviation) * Math.sqrt(periods) : Number.NaN,
    maxDrawdown,
    calmar: maxDrawdown < 0 ? cagr / -maxDrawdown : Number.NaN,
    trades,
    exposure: n === 0 ? Number.NaN : exposed / n,
    turnover: equitySum > 0 ? (traded / (equitySum / n)) * (periods / n) : Number.NaN,
    finalEquity,
  };
}
