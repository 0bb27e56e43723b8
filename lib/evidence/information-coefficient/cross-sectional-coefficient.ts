import { checkChoice, checkCount } from "../../series/check.js";
import { checkSameTimes } from "../../series/check-same-times.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkHacLag, type HacLag } from "../../statistics/hac-lag.js";
import { meanWithError } from "../../statistics/mean-with-error.js";
import { ranks } from "../../statistics/ranks.js";
import { forwardReturns } from "./forward-returns.js";
import { pearson } from "./pearson.js";

/** Options of `crossSectionalCoefficient`. */
export interface CrossSectionalOptions {
  /** Rows that the return looks ahead. Default 1. */
  readonly horizon?: number;
  /** Of ranks or of values. Default `spearman`. */
  readonly method?: "spearman" | "pearson";
  /** Fewest columns with a signal and a return at an instant, at least 3. Default 3. */
  readonly minCount?: number;
  /** Autocovariances of the mean's error: a number or a rule; never fewer than horizon − 1. Default `sampleSize`. */
  readonly lag?: HacLag;
}

/** How well a signal ranks the columns of a panel by the returns that follow. */
export interface CrossSectionalCoefficient {
  /** Correlation across columns by instant, length T, unit `number`; NaN for too few columns, or none that vary. */
  readonly coefficients: Series;
  /** When each was known: the time of the row `horizon` later; NaN for the last ones. Length T. */
  readonly knownAt: Float64Array;
  /** Over the instants that have one. */
  readonly mean: number;
  /** Sample standard deviation (n − 1) over them. */
  readonly deviation: number;
  /** Mean / deviation, per instant: the information ratio of the coefficient; NaN where it does not vary. */
  readonly informationRatio: number;
  /** Mean / its Newey–West error. */
  readonly t: number;
  /** Two-sided, Student's with n − 1 degrees of freedom. */
  readonly p: number;
  /** Part of the instants with a coefficient above 0. */
  readonly hitRate: number;
  readonly conventions: {
    /** Instants with a coefficient. */
    readonly n: number;
    /** Instants without. */
    readonly leftOut: number;
    /** Mean number of columns at those with one. */
    readonly meanColumns: number;
    readonly horizon: number;
    readonly method: "spearman" | "pearson";
    readonly minCount: number;
    /** Autocovariances used. */
    readonly lag: number;
    /** Rows after its own at which a coefficient was known. */
    readonly looksAhead: number;
  };
}

/**
 * The information coefficient across columns, such as coins or venues: at each instant the correlation of their signals
 * with their returns over the next `horizon` rows, and its mean over time.
 *
 * It looks ahead by nature: the coefficient of row t is known at row t + horizon. The t of the mean allows for returns
 * that overlap; the plain one, mean / deviation × √n, is alphalens's and too large for horizons above 1.
 * As in alphalens the rank correlation is Spearman's by instant and the information ratio divides by the deviation with
 * n − 1; unlike there, neither is for a year and instants without enough columns are left out and counted.
 * Sources: definition (Grinold & Kahn, ch. 6); error as in `meanWithError`. Cost T N log N.
 * @param signals N columns × T rows, any unit, NaN for a gap
 * @param returns simple returns, fractions, the same times; columns are matched by name, row t is that of the bar that
 *   ends there
 * @throws {RangeError} if the times differ, a column of the signals has no returns, or an option is out of range
 */
export function crossSectionalCoefficient(
  signals: Panel,
  returns: Panel,
  { horizon = 1, method = "spearman", minCount = 3, lag = "sampleSize" }: CrossSectionalOptions = {},
): CrossSectionalCoefficient {
  const owner = "crossSectionalCoefficient";
  checkCount(horizon, "horizon", owner);
  checkChoice("method", method, ["spearman", "pearson"], owner);
  checkHacLag(lag, "lag", owner);
  if (!(Number.isInteger(minCount) && minCount >= 3)) {
    throw new RangeError(
      `${owner}: minCount ${minCount} is not a number of columns; give a whole number of at least 3`,
    );
  }
  checkSameTimes(signals.times, returns.times, owner);
  const stray = signals.names.find((name) => !returns.names.includes(name));
  if (stray !== undefined) {
    throw new RangeError(`${owner}: no returns of "${stray}"; known: ${returns.names.join(", ")}`);
  }

  const T = signals.length;
  const ahead = signals.names.map((name) => forwardReturns(returns.column(name).values, horizon));
  const coefficients = new Float64Array(T).fill(Number.NaN);
  let n = 0;
  let columns = 0;
  let above = 0;
  for (let t = 0; t < T; t++) {
    const present = signals.columns
      .map((_, j) => j)
      .filter((j) => !Number.isNaN(signals.columns[j].values[t] + ahead[j][t]));
    if (present.length < minCount) continue;
    const x = Float64Array.from(present, (j) => signals.columns[j].values[t]);
    const y = Float64Array.from(present, (j) => ahead[j][t]);
    coefficients[t] = method === "spearman" ? pearson(ranks(x), ranks(y)) : pearson(x, y);
    if (Number.isNaN(coefficients[t])) continue;
    n++;
    columns += present.length;
    if (coefficients[t] > 0) above++;
  }

  const asked = meanWithError(coefficients, { lag });
  const {
    mean,
    t,
    p,
    lag: used,
  } = asked.lag >= horizon - 1 ? asked : meanWithError(coefficients, { lag: horizon - 1 });
  const deviation = deviationOf(coefficients, mean, n);
  return {
    coefficients: new Series(signals.times, coefficients, `${method} coefficient`, "number"),
    knownAt: Float64Array.from(signals.times, (_, row) => signals.times[row + horizon] ?? Number.NaN),
    mean,
    deviation,
    informationRatio: deviation > 1e-15 ? mean / deviation : Number.NaN,
    t: deviation > 1e-15 ? t : Number.NaN,
    p: deviation > 1e-15 ? p : Number.NaN,
    hitRate: above / n,
    conventions: {
      n,
      leftOut: T - n,
      meanColumns: columns / n,
      horizon,
      method,
      minCount,
      lag: used,
      looksAhead: horizon,
    },
  };
}

function deviationOf(values: Float64Array, mean: number, n: number): number {
  let squares = 0;
  for (const value of values) if (value === value) squares += (value - mean) ** 2;
  return n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1));
}
