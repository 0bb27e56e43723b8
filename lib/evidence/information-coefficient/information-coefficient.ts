import { checkChoice, checkCount } from "../../series/check.js";
import { checkNumbers } from "../../statistics/check-numbers.js";
import { checkHacLag, type HacLag } from "../../statistics/hac-lag.js";
import { leastSquares } from "../../statistics/least-squares.js";
import { neweyWest } from "../../statistics/newey-west.js";
import { ranks } from "../../statistics/ranks.js";
import { forwardReturns } from "./forward-returns.js";
import { pearson } from "./pearson.js";

/** Options of `informationCoefficient`. */
export interface InformationCoefficientOptions {
  /** Rows that the return looks ahead. Default 1. */
  readonly horizon?: number;
  /** Of ranks or of values. Default `spearman`. */
  readonly method?: "spearman" | "pearson";
  /** Autocovariances of the error: a number or a rule; never fewer than horizon − 1. Default `sampleSize`. */
  readonly lag?: HacLag;
}

/** How a signal over time goes with the returns after it. */
export interface InformationCoefficient {
  /** Correlation in [−1, 1]; NaN for fewer than three rows, or where one of the two does not vary. */
  readonly coefficient: number;
  /** Newey–West; allows for returns that overlap and for volatility that clusters. */
  readonly standardError: number;
  /** Coefficient / standard error. */
  readonly t: number;
  /** Two-sided, Student's with n − 2 degrees of freedom. */
  readonly p: number;
  readonly conventions: {
    /** Rows with a signal and a return. */
    readonly n: number;
    /** Rows without; the last `horizon` rows are always among them. */
    readonly leftOut: number;
    readonly horizon: number;
    readonly method: "spearman" | "pearson";
    /** Autocovariances used. */
    readonly lag: number;
    /** Rows after its own at which the last of it was known: it judges a signal and is none. */
    readonly looksAhead: number;
  };
}

/**
 * The information coefficient of a signal over time: the correlation of its value at row t with the return of the next
 * `horizon` rows.
 *
 * It looks ahead by nature, and ranks are taken over the whole sample: it judges a signal, and no row of it can be
 * traded. Returns over several rows overlap, so their errors are related over horizon − 1 rows and a plain t would be
 * too large: the error is Newey–West's of the slope that the standardised values have, which is the correlation. A
 * signal that persists over much of the sample is rejected too often all the same (see `neweyWest`); `permutationTest`
 * is the check. The signal is taken as known at its row; one with a delay must be lagged first.
 * Sources: definition (Grinold & Kahn, Active Portfolio Management, ch. 6); error as in `neweyWest`. Spearman and the
 * forward return are alphalens's conventions; alphalens gives no error over time.
 * @param signal T values, NaN for a gap
 * @param returns simple returns, fractions, row t that of the bar which ends there, NaN for a gap
 * @throws {RangeError} if the lengths differ, at an infinite value or an option out of range
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function informationCoefficient(
  signal: ArrayLike<number>,
  returns: ArrayLike<number>,
  { horizon = 1, method = "spearman", lag = "sampleSize" }: InformationCoefficientOptions = {},
): InformationCoefficient {
  const owner = "informationCoefficient";
  checkCount(horizon, "horizon", owner);
  checkChoice("method", method, ["spearman", "pearson"], owner);
  checkHacLag(lag, "lag", owner);
  checkNumbers(signal, owner, "signal");
  checkNumbers(returns, owner, "return");
  if (signal.length !== returns.length) {
    throw new RangeError(`${owner}: ${signal.length} signals for ${returns.length} returns; give one for each row`);
  }
  const ahead = forwardReturns(returns, horizon);
  const x = Float64Array.from(signal, (value, t) => (ahead[t] === ahead[t] ? value : Number.NaN));
  const y = ahead.map((value, t) => (signal[t] === signal[t] ? value : Number.NaN));
  checkFinite(x, "signal", owner);
  checkFinite(y, "return", owner);
  const one = method === "spearman" ? ranks(x) : x;
  const other = method === "spearman" ? ranks(y) : y;
  const present = one.filter((value) => value === value);
  const coefficient = pearson(
    present,
    other.filter((value) => value === value),
  );
  const conventions = { n: present.length, leftOut: x.length - present.length, horizon, method, looksAhead: horizon };
  if (coefficient !== coefficient) {
    const nothing = { coefficient, standardError: Number.NaN, t: Number.NaN, p: Number.NaN };
    return {
      ...nothing,
      conventions: { ...conventions, lag: Math.max(horizon - 1, typeof lag === "number" ? lag : 0) },
    };
  }
  const fit = leastSquares(standardised(other), [standardised(one)]);
  const asked = neweyWest(fit, { lag });
  const {
    standardErrors,
    tValues,
    pValues,
    lag: used,
  } = asked.lag >= horizon - 1 ? asked : neweyWest(fit, { lag: horizon - 1 });
  return {
    coefficient,
    standardError: standardErrors[1],
    t: tValues[1],
    p: pValues[1],
    conventions: { ...conventions, lag: used },
  };
}

/** Less their mean, over their deviation; a gap stays one. */
function standardised(values: Float64Array): Float64Array {
  let n = 0;
  let sum = 0;
  for (const value of values) {
    if (value !== value) continue;
    n++;
    sum += value;
  }
  const mean = sum / n;
  let squares = 0;
  for (const value of values) if (value === value) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / n);
  return values.map((value) => (value - mean) / deviation);
}

function checkFinite(values: Float64Array, what: string, owner: string): void {
  const row = values.findIndex((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY);
  if (row >= 0) throw new RangeError(`${owner}: ${what} ${values[row]} at row ${row} is infinite; use NaN for a gap`);
}
