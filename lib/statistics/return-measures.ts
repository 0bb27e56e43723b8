import { dayMs } from "../series/time.js";
import { checkNumbers } from "./check-numbers.js";

/** Measures of a series of simple returns; each is NaN where the data does not define it, never infinite. */
export interface ReturnMeasures {
  /** Product of (1 + r) − 1. */
  readonly totalReturn: number;
  /** (1 + total return) ^ (periodsPerYear / n) − 1: growth for a year of bars that have a return. */
  readonly cagr: number;
  /** Sample standard deviation (n − 1) of the returns × √periodsPerYear. */
  readonly volatility: number;
  /** Mean / sample standard deviation (n − 1) × √periodsPerYear, over a risk-free rate of 0; NaN if nothing varies. */
  readonly sharpe: number;
  /**
   * Mean / downside deviation × √periodsPerYear, target return 0; the downside deviation is √(sum of min(r, 0)² / n)
   * over all n returns, not over the losing ones alone; NaN if no return is below 0.
   */
  readonly sortino: number;
  /** Lowest value of wealth / highest wealth so far − 1, from the start on: 0 or below. */
  readonly maxDrawdown: number;
  /** CAGR / |maximum drawdown|; NaN if there was no drawdown. */
  readonly calmar: number;
  readonly conventions: MeasureConventions;
}

/** How measures were taken: enough to compare them with another tool's. */
export interface MeasureConventions {
  /** Returns that were counted. */
  readonly n: number;
  /**
   * Rows that are NaN and were left out: the first, which has none before it (unless a fill at its close changed the
   * initial equity), and bars without a price.
   */
  readonly skipped: number;
  /** Bars in a year of 365 days. */
  readonly periodsPerYear: number;
  /** Degrees of freedom taken off in standard deviations. */
  readonly ddof: 1;
  /** Return for a year that is taken off before ratios. */
  readonly riskFree: 0;
  /** Simple returns, not logarithms. */
  readonly returns: "simple";
}

/**
 * Bars in a year: 365 days / interval, because crypto trades on every day.
 * @throws {RangeError} if the interval is not above 0
 */
export function periodsPerYear(intervalMs: number): number {
  if (!(intervalMs > 0)) throw new RangeError(`periodsPerYear: interval ${intervalMs} ms is not above 0`);
  return (365 * dayMs) / intervalMs;
}

/** Spread of returns below this is rounding: a return is a ratio near 1, stored to about 2e-16. */
const rounding = 1e-15;

/**
 * Measures of simple returns, with the conventions they were taken by. Source: definitions, given at each field.
 * Rows that are NaN are skipped and counted: no time passes in them and they are no zero return.
 * @param returns fractions, length T
 * @param periods returns in a year, from `periodsPerYear`
 * @returns NaN for standard deviations of fewer than two returns, and for all measures of none
 * @throws {RangeError} if `periods` is not above 0, or a return is infinite or below −1
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function returnMeasures(returns: ArrayLike<number>, periods: number): ReturnMeasures {
  checkNumbers(returns, "returnMeasures", "return");
  if (!(periods > 0 && periods < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `returnMeasures: periods ${periods} is no number of returns in a year; give periodsPerYear(intervalMs)`,
    );
  }
  let n = 0;
  let sum = 0;
  let squaredLosses = 0;
  let wealth = 1;
  let peak = 1;
  let deepest = 1;
  for (let row = 0; row < returns.length; row++) {
    const value = returns[row];
    if (value !== value) continue;
    n++;
    sum += value;
    // Twice min(value, 0): a branch on the sign of a return is mispredicted half of the time.
    const doubleLoss = value - Math.abs(value);
    squaredLosses += 0.25 * doubleLoss * doubleLoss;
    wealth *= 1 + value;
    if (wealth > peak) peak = wealth;
    // wealth / peak < deepest, without a division in each row
    else if (wealth < deepest * peak) deepest = wealth / peak;
  }
  // An infinite return is in the sum, and one below −1 has turned wealth: no look at each is needed.
  if (sum - sum !== 0 || deepest < 0) refuseReturn(returns);
  const mean = sum / n;
  let squares = 0;
  for (let row = 0; row < returns.length; row++) {
    const deviation = returns[row] - mean;
    if (deviation === deviation) squares += deviation * deviation;
  }

  const maxDrawdown = deepest - 1;
  const deviation = n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1));
  const downside = Math.sqrt(squaredLosses / n);
  const year = Math.sqrt(periods);
  const cagr = n === 0 ? Number.NaN : finite(wealth ** (periods / n) - 1);
  return {
    totalReturn: n === 0 ? Number.NaN : wealth - 1,
    cagr,
    volatility: deviation * year,
    sharpe: deviation > rounding ? (mean / deviation) * year : Number.NaN,
    sortino: downside > rounding ? (mean / downside) * year : Number.NaN,
    maxDrawdown: n === 0 ? Number.NaN : maxDrawdown,
    calmar: maxDrawdown < 0 ? cagr / -maxDrawdown : Number.NaN,
    conventions: { n, skipped: returns.length - n, periodsPerYear: periods, ddof: 1, riskFree: 0, returns: "simple" },
  };
}

/** @throws {RangeError} at the first that is infinite or loses more than all */
function refuseReturn(returns: ArrayLike<number>): void {
  for (let row = 0; row < returns.length; row++) {
    const value = returns[row];
    if (value !== value || (value >= -1 && value < Number.POSITIVE_INFINITY)) continue;
    throw new RangeError(
      `returnMeasures: return ${value} at row ${row} is no simple return; give −1 or above, NaN for a gap`,
    );
  }
}

/** A growth of one bar taken to the power of a year can overflow: then it says nothing. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
