import { shown } from "../../series/check.js";
import { Series } from "../../series/series.js";
import { intervalText } from "../../series/time.js";
import type { Backtest } from "./result.js";
import { sameBarMark } from "./same-bar-mark.js";

/** A backtest, or a series of simple returns. */
export type ReturnsOf = Pick<Backtest, "returns"> | Series;

/** Two columns of returns over the union of their times, both NaN where either lacks one. */
export interface JoinedReturns {
  readonly own: Float64Array;
  readonly other: Float64Array;
  /** Rows in which both have a return. */
  readonly n: number;
  /** Smallest step of the times. */
  readonly intervalMs: number;
  /** Whether the name of one of the two says that it has same-bar fills. */
  readonly sameBarFills: boolean;
}

/**
 * The returns of two results side by side, with their place in time.
 * @throws {RangeError} naming `owner`, if the two are of different intervals, of one row each, or backtests of accounts in
 *   different currencies
 * @throws {TypeError} if a series is not in unit `fraction`, or one of the two is no backtest and no series
 */
export function joinedReturns(one: ReturnsOf, two: ReturnsOf, owner: string): JoinedReturns {
  const first = returnsOf(one, owner);
  const second = returnsOf(two, owner);
  checkCurrencies(one, two, owner);
  const intervalMs = sharedInterval(first.times, second.times, owner);
  const sameBarFills = [first, second].some(({ name }) => name.includes(sameBarMark));
  const length = first.length + second.length;
  const own = new Float64Array(length).fill(Number.NaN);
  const other = new Float64Array(length).fill(Number.NaN);
  let rows = 0;
  let n = 0;
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    // Beyond the last row the time is undefined, which no comparison holds for.
    const isFirst = !(first.times[i] > second.times[j]) && i < first.length;
    const isSecond = !(second.times[j] > first.times[i]) && j < second.length;
    const value = isFirst ? first.values[i++] : Number.NaN;
    const against = isSecond ? second.values[j++] : Number.NaN;
    if (value === value && against === against) {
      own[rows] = value;
      other[rows] = against;
      n++;
    }
    rows++;
  }
  return { own: own.subarray(0, rows), other: other.subarray(0, rows), n, intervalMs, sameBarFills };
}

function returnsOf(of: ReturnsOf, owner: string): Series {
  const given: unknown = of;
  const isResult = typeof given === "object" && given !== null && "returns" in given && given.returns instanceof Series;
  if (!(given instanceof Series) && !isResult) {
    throw new TypeError(`${owner}: ${shown(given)} has no returns; give a backtest, or a Series of simple returns`);
  }
  const returns = of instanceof Series ? of : of.returns;
  if (returns.unit === "fraction") return returns;
  throw new TypeError(`${owner}: "${returns.name}" is in ${returns.unit}; give simple returns in fraction`);
}

/** Returns of accounts in coins and in dollars differ by what the coin did: of a backtest the currency is known. */
function checkCurrencies(one: ReturnsOf, two: ReturnsOf, owner: string): void {
  const [first, second] = [currencyOf(one), currencyOf(two)];
  if (first === undefined || second === undefined || first === second) return;
  throw new RangeError(
    `${owner}: one account is in ${first} and the other in ${second}; give simpleReturns(result.equityUsd) of each`,
  );
}

function currencyOf(of: ReturnsOf): string | undefined {
  if (of instanceof Series) return undefined;
  const { costs, returns }: Partial<Backtest> & ReturnsOf = of;
  if (costs === undefined) return undefined;
  return costs.unit === "usd" ? "dollars" : (returns.identity.settle ?? "coins");
}

function sharedInterval(one: Float64Array, two: Float64Array, owner: string): number {
  const [first, second] = [smallestStep(one), smallestStep(two)];
  const known = Math.min(first, second);
  if (known === Number.POSITIVE_INFINITY) {
    throw new RangeError(
      `${owner}: results of ${one.length} and ${two.length} rows have no interval; give longer ones`,
    );
  }
  if (first !== second && Math.max(first, second) < Number.POSITIVE_INFINITY) {
    throw new RangeError(
      `${owner}: rows come every ${intervalText(first)} in one and every ${intervalText(second)} in the other; bring both to the same (periodReturns)`,
    );
  }
  return known;
}

/** Infinity for fewer than two rows. */
function smallestStep(times: Float64Array): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let row = 1; row < times.length; row++) smallest = Math.min(smallest, times[row] - times[row - 1]);
  return smallest;
}
