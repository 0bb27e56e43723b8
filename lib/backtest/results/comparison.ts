import type { HacLag } from "../../statistics/hac-lag.js";
import { leastSquares } from "../../statistics/least-squares.js";
import { meanWithError } from "../../statistics/mean-with-error.js";
import { neweyWest } from "../../statistics/newey-west.js";
import { periodsPerYear } from "../../statistics/return-measures.js";
import { joinedReturns, type ReturnsOf } from "./joined-returns.js";

/** A strategy r beside a benchmark b, over the periods that both have; NaN where the data does not define it. */
export interface Comparison {
  /** Product of (1 + r) − 1. */
  readonly totalReturn: number;
  /** Product of (1 + b) − 1, over the same periods. */
  readonly benchmarkReturn: number;
  /** totalReturn − benchmarkReturn. */
  readonly excessReturn: number;
  /** Mean of r − b × periodsPerYear: arithmetic, for a year. */
  readonly activeReturn: number;
  /** Newey–West t of the mean of r − b being 0. */
  readonly activeT: number;
  /** Its two-sided p-value, by Student's t. */
  readonly activeP: number;
  /** Sample standard deviation (n − 1) of r − b × √periodsPerYear. */
  readonly trackingError: number;
  /** activeReturn / trackingError, which is for a year. */
  readonly informationRatio: number;
  /** Slope of r on b, by least squares with an intercept. */
  readonly beta: number;
  /** Newey–West, of the slope. */
  readonly betaError: number;
  /** Intercept × periodsPerYear: simple, for a year, not compounded. */
  readonly alpha: number;
  /** Newey–West, for a year. */
  readonly alphaError: number;
  /** alpha / alphaError. */
  readonly alphaT: number;
  /** Two-sided, of an alpha of 0, by Student's t. */
  readonly alphaP: number;
  /** Pearson's, of r and b. */
  readonly correlation: number;
  /** Mean of r / mean of b, over the periods in which b is above 0. */
  readonly upCapture: number;
  /** The same where b is below 0; below 1 is less of the losses. */
  readonly downCapture: number;
  readonly conventions: ComparisonConventions;
}

/** How a comparison was taken. */
export interface ComparisonConventions {
  /** Periods in which both have a return. */
  readonly n: number;
  /** Times at which one of the two has no return, or no row. */
  readonly skipped: number;
  readonly periodsPerYear: number;
  readonly ddof: 1;
  readonly riskFree: 0;
  readonly returns: "simple";
  /** How means and alpha are said for a year. */
  readonly annualisation: "arithmetic";
  /** Newey–West with Bartlett's weights and n / (n − K). */
  readonly errors: "Newey-West";
  /** Autocovariances in the errors of alpha and beta. */
  readonly lag: number;
  /** Whether one of the two was filled at the close that decided, as its name says: then it cannot be traded. */
  readonly sameBarFills: boolean;
}

/** Options of `comparison`. */
export interface ComparisonOptions {
  /** As in `neweyWest`. Default `sampleSize`. */
  readonly lag?: HacLag;
}

/**
 * What a strategy earned beyond a benchmark: another backtest, such as `buyAndHold` or the price-only twin of a regime rule,
 * with the same costs, or a series of simple returns.
 * Only periods are compared in which both have a return: both totals are of these alone, and may differ from those of the
 * results. A period that is left out keeps its place in time in the errors.
 *
 * Where others differ: empyrical compounds alpha to a year and does not annualise its information ratio
 * (`excess_sharpe`); its capture ratios divide compounded yearly growth rates, which overflow for short bars.
 * Source: definitions, given at each field; errors as in `neweyWest`.
 * @throws {RangeError} if the two are of different intervals, have fewer than two rows between them, or are backtests in
 *   different currencies, coins and dollars: then compare `simpleReturns(result.equityUsd)` of each
 * @throws {TypeError} if a series is not in unit `fraction`, or one of the two is no backtest and no series
 */
export function comparison(
  result: ReturnsOf,
  benchmark: ReturnsOf,
  { lag = "sampleSize" }: ComparisonOptions = {},
): Comparison {
  const { own: r, other: b, n, intervalMs, sameBarFills } = joinedReturns(result, benchmark, "comparison");
  const year = periodsPerYear(intervalMs);
  const active = r.map((value, row) => value - b[row]);
  const deviations = { r: deviation(r, n), b: deviation(b, n), active: deviation(active, n) };
  const ofActive = meanWithError(active, { lag });
  // The mean of nothing but 0 can come out as −0.
  const activeReturn = ofActive.mean * year + 0;
  const trackingError = deviations.active * Math.sqrt(year);
  const differs = deviations.active > rounding;
  const line = deviations.b > rounding ? regression(r, b, lag) : unknownLine;
  const [totalReturn, benchmarkReturn] = [compounded(r, n), compounded(b, n)];
  return {
    totalReturn,
    benchmarkReturn,
    excessReturn: totalReturn - benchmarkReturn,
    activeReturn,
    activeT: differs ? ofActive.t : Number.NaN,
    activeP: differs ? ofActive.p : Number.NaN,
    trackingError,
    informationRatio: differs ? activeReturn / trackingError : Number.NaN,
    beta: line.beta,
    betaError: line.betaError,
    alpha: line.alpha * year,
    alphaError: line.alphaError * year,
    alphaT: line.alphaT,
    alphaP: line.alphaP,
    correlation: deviations.r > rounding ? (line.beta * deviations.b) / deviations.r : Number.NaN,
    upCapture: capture(r, b, 1),
    downCapture: capture(r, b, -1),
    conventions: {
      n,
      skipped: r.length - n,
      periodsPerYear: year,
      ddof: 1,
      riskFree: 0,
      returns: "simple",
      annualisation: "arithmetic",
      errors: "Newey-West",
      lag: ofActive.lag,
      sameBarFills,
    },
  };
}

/** Spread of returns below this is rounding: a return is a ratio near 1, stored to about 2e-16. */
const rounding = 1e-15;

interface Line {
  readonly alpha: number;
  readonly beta: number;
  readonly alphaError: number;
  readonly betaError: number;
  readonly alphaT: number;
  readonly alphaP: number;
}

/** Of a benchmark that does not vary. */
const unknownLine: Line = {
  alpha: Number.NaN,
  beta: Number.NaN,
  alphaError: Number.NaN,
  betaError: Number.NaN,
  alphaT: Number.NaN,
  alphaP: Number.NaN,
};

function regression(r: Float64Array, b: Float64Array, lag: HacLag): Line {
  const fit = leastSquares(r, [b], { names: ["benchmark"] });
  const { standardErrors, tValues, pValues } = neweyWest(fit, { lag });
  // Where all is explained there is no error but rounding, and a ratio to that says nothing.
  const isExact = !(deviation(fit.residuals, fit.rows) > rounding);
  return {
    alpha: fit.coefficients[0],
    beta: fit.coefficients[1],
    alphaError: standardErrors[0],
    betaError: standardErrors[1],
    alphaT: isExact ? Number.NaN : tValues[0],
    alphaP: isExact ? Number.NaN : pValues[0],
  };
}

/** Sample standard deviation (n − 1) of what is there, NaN of fewer than two. */
function deviation(values: Float64Array, n: number): number {
  if (n < 2) return Number.NaN;
  let sum = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) sum += values[row];
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const offset = values[row] - sum / n;
    if (offset === offset) squares += offset * offset;
  }
  return Math.sqrt(squares / (n - 1));
}

function compounded(returns: Float64Array, n: number): number {
  if (n === 0) return Number.NaN;
  let wealth = 1;
  for (let row = 0; row < returns.length; row++) if (returns[row] === returns[row]) wealth *= 1 + returns[row];
  return wealth - 1;
}

/** Mean of r / mean of b where b has the sign; NaN where it never has. */
function capture(r: Float64Array, b: Float64Array, sign: 1 | -1): number {
  let own = 0;
  let other = 0;
  for (let row = 0; row < b.length; row++) {
    if (!(sign * b[row] > 0)) continue;
    own += r[row];
    other += b[row];
  }
  return other !== 0 ? own / other : Number.NaN;
}
