import { checkNumbers } from "../../statistics/check-numbers.js";
import { moments } from "../../statistics/moments.js";

/** A Sharpe ratio and what its uncertainty depends on. */
export interface SharpeSample {
  /** Mean / standard deviation of the returns of one period; an annual one is divided by √(periods in a year) first. */
  readonly sharpe: number;
  /** Returns it was taken from. */
  readonly n: number;
  /** Of the returns. Default 0, as of a normal. */
  readonly skewness?: number;
  /** Raw, not excess: of the returns. Default 3, as of a normal. */
  readonly kurtosis?: number;
}

/** A Sharpe ratio per period with the moments of its returns, and the conventions they were taken by. */
export interface SharpeMoments extends Required<SharpeSample> {
  readonly conventions: SharpeConventions;
}

/** How a Sharpe ratio and its moments were taken: enough to compare them with another tool's. */
export interface SharpeConventions {
  /** Not annualised. */
  readonly per: "period";
  /** Degrees of freedom taken off in the standard deviation under the mean. */
  readonly ddof: 1;
  /** Return of a period that is taken off before the ratio. */
  readonly riskFree: 0;
  /** m3 / m2^1.5, not corrected for bias. */
  readonly skewness: "population";
  /** m4 / m2², 3 for a normal. */
  readonly kurtosis: "raw";
}

/**
 * Sharpe ratio per period, skewness and raw kurtosis of returns: what the functions of this folder need of them.
 * A gap is skipped. A ratio of returns that do not vary, or of fewer than two, is NaN.
 * Source: definitions, given at each field.
 * @param returns of one period each, net of the risk-free rate, NaN for a gap
 * @throws {RangeError} at an infinite return
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function sharpeMoments(returns: ArrayLike<number>): SharpeMoments {
  checkNumbers(returns, "sharpeMoments", "return");
  const { n, mean, deviation, skewness, kurtosis } = moments(returns);
  return {
    sharpe: deviation > 0 ? mean / deviation : Number.NaN,
    n,
    skewness,
    kurtosis,
    conventions: { per: "period", ddof: 1, riskFree: 0, skewness: "population", kurtosis: "raw" },
  };
}

/**
 * A sample with all its numbers, from returns or from the numbers themselves.
 * @param owner function that asks, for the messages
 * @throws {RangeError} if `n` is no count, or a kurtosis is below 1 + skewness², as no distribution has it
 * @throws {TypeError} if it is neither, or its ratio is no number
 */
export function sharpeSample(input: SharpeSample | ArrayLike<number>, owner: string): Required<SharpeSample> {
  if (!isSample(input, owner)) {
    checkNumbers(input, owner, "return");
    return sharpeMoments(input);
  }
  const { sharpe, n, skewness = 0, kurtosis = 3 } = input;
  if (typeof sharpe !== "number") {
    throw new TypeError(`${owner}: sharpe ${sharpe} is no number; give mean / deviation of the returns of one period`);
  }
  if (!(n >= 0 && n < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: n ${n} is not a number of returns; give a count`);
  }
  if (kurtosis < 1 + skewness * skewness - 1e-9) {
    throw new RangeError(
      `${owner}: kurtosis ${kurtosis} is below 1 + skewness², which no returns have; give it raw, 3 for a normal`,
    );
  }
  return { sharpe, n, skewness, kurtosis };
}

/**
 * Whether a sample is given, and not returns.
 * @throws {TypeError} naming `owner`, for what is neither
 */
export function isSample<T extends object>(input: T | ArrayLike<number>, owner: string): input is T {
  if (typeof input === "object" && input !== null) {
    if ("sharpe" in input) return true;
    if ("length" in input) return false;
  }
  throw new TypeError(`${owner}: neither returns nor a ratio with its moments; give an array, or { sharpe, n }`);
}
