import { checkNumbers } from "./check-numbers.js";

/** How far and how long wealth stayed below its highest; each is NaN where the data does not define it. */
export interface DrawdownMeasures {
  /** Lowest wealth / highest so far − 1, 0 or below: as in `returnMeasures`. */
  readonly maxDrawdown: number;
  /** Mean over all periods, those at a high included with 0; its size is the pain index. */
  readonly meanDrawdown: number;
  /** √(mean of the squared drawdowns) over all n periods, as a fraction. */
  readonly ulcerIndex: number;
  /** Periods from a high to the first one that reaches it again, or to the last: the most there were. */
  readonly longestDrawdown: number;
  /** Periods that end below the high / periods. */
  readonly underWater: number;
  /** Drawdown at the last period. */
  readonly lastDrawdown: number;
  readonly conventions: DrawdownConventions;
}

/** How drawdowns were taken. */
export interface DrawdownConventions {
  /** Periods that were counted. */
  readonly n: number;
  /** Rows that are NaN and were left out; no time passes in them. */
  readonly skipped: number;
  /** Of the ulcer index: divided by n. */
  readonly ddof: 0;
  /** Wealth of 1 before the first return is the first high. */
  readonly start: "included";
  readonly returns: "simple";
}

/**
 * Drawdowns of the wealth that simple returns compound to, starting at 1. Rows that are NaN are skipped and counted.
 * It describes the whole sample at once: no row of it is a signal.
 * quantstats divides the squares of its ulcer index by n − 1. Source: Martin & McCann, The Investor's Guide to Fidelity
 * Funds, 1989 (ulcer index); definitions for the others.
 * @param returns fractions, length T, NaN for a gap
 * @throws {RangeError} at an infinite return, or one below −1, after which there is no wealth to draw down
 * @throws {TypeError} for what is no array of numbers, such as a series: give its values
 */
export function drawdownMeasures(returns: ArrayLike<number>): DrawdownMeasures {
  checkNumbers(returns, "drawdownMeasures", "return");
  let n = 0;
  let wealth = 1;
  let peak = 1;
  let peakPeriod = 0;
  let last = 0;
  let deepest = 0;
  let sum = 0;
  let squares = 0;
  let below = 0;
  let longest = 0;
  for (let row = 0; row < returns.length; row++) {
    const value = returns[row];
    if (value !== value) continue;
    if (!(value >= -1 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        `drawdownMeasures: return ${value} at row ${row} is no simple return; give −1 or above, NaN for a gap`,
      );
    }
    n++;
    wealth *= 1 + value;
    if (wealth >= peak) {
      // The period that reaches the high again ends the drawdown and counts in its length.
      if (last < 0) longest = Math.max(longest, n - peakPeriod);
      peak = wealth;
      peakPeriod = n;
      last = 0;
      continue;
    }
    last = (wealth - peak) / peak;
    below++;
    sum += last;
    squares += last * last;
    if (last < deepest) deepest = last;
  }
  if (last < 0) longest = Math.max(longest, n - peakPeriod);
  const some = (value: number): number => (n === 0 ? Number.NaN : value);
  return {
    maxDrawdown: some(deepest),
    meanDrawdown: sum / n,
    ulcerIndex: Math.sqrt(squares / n),
    longestDrawdown: some(longest),
    underWater: below / n,
    lastDrawdown: some(last),
    conventions: { n, skipped: returns.length - n, ddof: 0, start: "included", returns: "simple" },
  };
}
