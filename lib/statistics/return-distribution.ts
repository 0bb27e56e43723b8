import { checkNumbers } from "./check-numbers.js";
import { moments } from "./moments.js";
import { sortedQuantile } from "./sorted-quantile.js";

/** How returns are distributed, per period; each is NaN where the data does not define it, never infinite. */
export interface ReturnDistribution {
  /** Mean simple return. */
  readonly mean: number;
  /** Sample standard deviation (n − 1). */
  readonly deviation: number;
  /** m3 / m2^1.5 with mk = Σ (r − mean)^k / n, not corrected for bias; 0 for a normal. */
  readonly skewness: number;
  /** Raw kurtosis m4 / m2², not corrected for bias; 3 for a normal, where the excess kurtosis is 0. */
  readonly rawKurtosis: number;
  /** The `level` quantile of the returns, a loss being negative: historical, no normal is fitted. */
  readonly valueAtRisk: number;
  /** Mean of the floor((n − 1) level) + 1 lowest returns, those up to the value at risk; a loss is negative. */
  readonly expectedShortfall: number;
  /** |1 − level quantile| / |level quantile|: above 1 where large gains are larger than large losses. */
  readonly tailRatio: number;
  /** Sum of the returns above 0 / |sum of those below 0|; NaN if none is below 0. */
  readonly omega: number;
  /** Highest return. */
  readonly best: number;
  /** Lowest return. */
  readonly worst: number;
  /** Returns above 0 / returns that are not 0. */
  readonly hitRate: number;
  readonly conventions: DistributionConventions;
}

/** How the distribution was taken: enough to compare it with another tool's. */
export interface DistributionConventions {
  /** Returns that were counted. */
  readonly n: number;
  /** Rows that are NaN and were left out. */
  readonly skipped: number;
  /** Probability of the value at risk and of both tails. */
  readonly level: number;
  /** Of the standard deviation. */
  readonly ddof: 1;
  /** Of skewness and kurtosis: divided by n. */
  readonly momentDdof: 0;
  /** 3 for a normal. */
  readonly kurtosis: "raw";
  /** Interpolated between the two values beside (n − 1) p. */
  readonly quantile: "linear";
  readonly returns: "simple";
}

/** Options of `returnDistribution`. */
export interface ReturnDistributionOptions {
  /** Probability of the tails, above 0 and below 0.5. Default 0.05. */
  readonly level?: number;
}

/**
 * Shape and tails of simple returns, per period and not for a year: what mean and deviation alone do not tell.
 * Rows that are NaN are skipped and counted. It describes the whole sample at once: no row of it is a signal.
 *
 * Where others differ: pandas and quantstats correct skewness and kurtosis for bias and give the excess kurtosis (3 less);
 * the value at risk of quantstats is that of a fitted normal, and its expected shortfall the mean below that.
 * Those of empyrical are these.
 * Source: definitions, given at each field. Cost: T log T.
 * @param returns fractions, length T, NaN for a gap
 * @throws {RangeError} if `level` is out of its range, or at an infinite return
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function returnDistribution(
  returns: ArrayLike<number>,
  { level = 0.05 }: ReturnDistributionOptions = {},
): ReturnDistribution {
  checkNumbers(returns, "returnDistribution", "return");
  if (!(level > 0 && level < 0.5)) {
    throw new RangeError(`returnDistribution: level ${level} is no tail; give a probability above 0 and below 0.5`);
  }
  const { n, mean, deviation, skewness, kurtosis } = moments(returns);
  const sorted = Float64Array.from(returns)
    .filter((value) => value === value)
    .sort();
  const low = sortedQuantile(sorted, level);
  const high = sortedQuantile(sorted, 1 - level);
  let gains = 0;
  let losses = 0;
  let above = 0;
  let below = 0;
  let tail = 0;
  const tailCount = Math.floor((n - 1) * level) + 1;
  for (let place = 0; place < n; place++) {
    const value = sorted[place];
    if (place < tailCount) tail += value;
    if (value > 0) {
      gains += value;
      above++;
    } else if (value < 0) {
      losses -= value;
      below++;
    }
  }
  return {
    mean,
    deviation,
    skewness,
    rawKurtosis: kurtosis,
    valueAtRisk: low,
    expectedShortfall: n === 0 ? Number.NaN : tail / tailCount,
    tailRatio: low !== 0 ? Math.abs(high / low) : Number.NaN,
    omega: losses > 0 ? gains / losses : Number.NaN,
    best: n === 0 ? Number.NaN : sorted[n - 1],
    worst: n === 0 ? Number.NaN : sorted[0],
    hitRate: above + below > 0 ? above / (above + below) : Number.NaN,
    conventions: {
      n,
      skipped: returns.length - n,
      level,
      ddof: 1,
      momentDdof: 0,
      kurtosis: "raw",
      quantile: "linear",
      returns: "simple",
    },
  };
}
