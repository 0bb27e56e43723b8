import type { Candles } from "../../series/candles.js";
import { checkChoice, checkCount } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import { automaticBlockLength } from "../bootstrap/automatic-block-length.js";
import { checkSeed } from "../random/check-seed.js";
import { heldReturns } from "./held-returns.js";
import { sampledShifts, shuffledBlocks } from "./orders.js";

/** Options of `permutationTest`. */
export interface PermutationOptions {
  /**
   * How positions are moved against the returns. Default `shift`: all of them by the same number of rows, the end
   * coming back at the start. `blocks`: cut into blocks of consecutive rows, the blocks put in random order.
   */
  readonly method?: "shift" | "blocks";
  /** What is compared, per row, before costs. Default `mean`; `sharpe` is mean / sample standard deviation (n − 1). */
  readonly statistic?: "mean" | "sharpe";
  /** Default `greater`: is the timing better than chance. `two-sided`: better or worse. */
  readonly alternative?: "greater" | "two-sided";
  /** Most orders to try; where there are no more shifts than that, all are tried and p is exact. Default 5000. */
  readonly permutations?: number;
  /** Rows of a block of `blocks`. Default `automatic`: Politis & White for the positions, rounded up. */
  readonly blockLength?: number | "automatic";
  /** Whole number from 0 to 2⁵³ − 1. Default 1. */
  readonly seed?: number;
}

/** Whether the timing of a position says anything. */
export interface PermutationTest {
  /** Statistic of the positions as they are; NaN where undefined. */
  readonly statistic: number;
  /** (1 + orders at least as good) / (1 + orders tried); NaN without a statistic. */
  readonly p: number;
  /** Mean of the statistic over the orders tried: what the exposure alone earns. */
  readonly meanOfOthers: number;
  /** Statistic of each order tried, NaN where undefined; such a one counts as at least as good. */
  readonly others: Float64Array;
  /** What would have to be true for a small p to be chance. */
  readonly nullHypothesis: string;
  readonly conventions: PermutationConventions;
}

/** How a permutation test was done. */
export interface PermutationConventions {
  /** Rows with a position and a return. */
  readonly n: number;
  /** Rows without either, left out. */
  readonly leftOut: number;
  readonly method: "shift" | "blocks";
  readonly statistic: "mean" | "sharpe";
  readonly alternative: "greater" | "two-sided";
  /** Orders tried, besides the one that was. */
  readonly permutations: number;
  /** Whether these are all shifts there are: then p does not depend on the seed. */
  readonly exact: boolean;
  /** Rows of a block; NaN for shifts. */
  readonly blockLength: number;
  readonly seed: number;
  /** Fees, slippage and funding are not in the statistic. */
  readonly costs: "none";
}

const nullHypothesis =
  "The timing of the position carries no information on the returns: moved against them in time, it would earn as much";

/**
 * Tests the timing of a position by moving it against the returns.
 *
 * **Null hypothesis.** When the position is what it is has nothing to do with the returns. Kept as they are: the
 * returns with all their own memory, and the positions' exposure, holding times and (shifts: all, blocks: most of the)
 * order. So a long bias in a rising market earns nothing here, and clustered volatility does not look like skill.
 *
 * **Limits.** Both must be stationary: a position that grew with the years, or a market of two regimes, is not. A
 * position built on past returns is not independent of them even where it foretells nothing; the test then holds for
 * the mean roughly, in long samples. Shifts by few rows are nearly the position itself, which makes the test cautious.
 * Costs are not counted, nor is how many positions were tried before this one.
 *
 * p = (1 + number at least as good) / (1 + N): the order that was is one of those possible. `two-sided` doubles the
 * smaller of both tails, at most 1. Equal to rounding (1e-12 of the statistic's scale) counts as equal.
 * Sources: definition of a permutation test (Lehmann & Romano, Testing statistical hypotheses, 15.2); circular shifts
 * as in time-series practice. Cost permutations × T.
 * @param position held, signed, any scale: an array of T, decided at the end of row t and earning the return of row t +
 *   1; or a Series of bar ends with candles, filled at the next open
 * @param market simple returns of what is traded, fractions, T rows, NaN for a gap; or its candles
 * @throws {RangeError} for lengths that differ, infinite values and options out of range
 * @throws {TypeError} for candles with positions that have no times, and for what is no array of numbers, such as a
 *   series of returns: give its values
 */
export function permutationTest(
  position: ArrayLike<number> | Series,
  market: ArrayLike<number> | Candles,
  {
    method = "shift",
    statistic = "mean",
    alternative = "greater",
    permutations = 5000,
    blockLength = "automatic",
    seed = 1,
  }: PermutationOptions = {},
): PermutationTest {
  const owner = "permutationTest";
  checkChoice("method", method, ["shift", "blocks"], owner);
  checkChoice("statistic", statistic, ["mean", "sharpe"], owner);
  checkChoice("alternative", alternative, ["greater", "two-sided"], owner);
  if (!Number.isSafeInteger(permutations) || permutations < 1) {
    throw new RangeError(
      `${owner}: permutations ${permutations} is not a number of orders; give a whole number of at least 1`,
    );
  }
  checkSeed(seed, owner);
  if (blockLength !== "automatic") checkCount(blockLength, "blockLength", owner);
  const { position: held, returns, leftOut } = heldReturns(position, market, owner);
  const n = held.length;

  const length = method === "shift" ? Number.NaN : blockLength === "automatic" ? fitting(held) : blockLength;
  const orders =
    method === "shift" ? sampledShifts(held, permutations, seed) : shuffledBlocks(held, permutations, length, seed);
  const observed = statisticOf(held, returns, statistic);
  const others = new Float64Array(orders.count);
  for (let k = 0; k < orders.count; k++) others[k] = statisticOf(orders.order(k), returns, statistic);
  const rounding = 1e-12 * (statistic === "mean" ? scale(held, returns) : 1);
  return {
    statistic: observed,
    p: pValue(observed, others, { rounding, alternative }),
    meanOfOthers: mean(others),
    others,
    nullHypothesis,
    conventions: {
      n,
      leftOut,
      method,
      statistic,
      alternative,
      permutations: orders.count,
      exact: method === "shift" && orders.count === Math.max(0, n - 1),
      blockLength: length,
      seed,
      costs: "none",
    },
  };
}

function fitting(position: Float64Array): number {
  const { circular } = automaticBlockLength(position);
  return circular > 1 ? Math.ceil(circular) : 1;
}

/** Of position × return, row by row. */
function statisticOf(position: Float64Array, returns: Float64Array, statistic: "mean" | "sharpe"): number {
  const n = position.length;
  // Four sums at a time, of which none waits for another; one alone takes three times as long.
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  const even = n - (n % 4);
  for (let t = 0; t < even; t += 4) {
    sum0 += position[t] * returns[t];
    sum1 += position[t + 1] * returns[t + 1];
    sum2 += position[t + 2] * returns[t + 2];
    sum3 += position[t + 3] * returns[t + 3];
  }
  for (let t = even; t < n; t++) sum0 += position[t] * returns[t];
  const average = n > 0 ? (sum0 + sum1 + (sum2 + sum3)) / n : Number.NaN;
  if (statistic === "mean") return average;
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (position[t] * returns[t] - average) ** 2;
  const deviation = Math.sqrt(squares / (n - 1));
  return deviation > 1e-15 ? average / deviation : Number.NaN;
}

/** Root of mean square position × root of mean square return: no mean of products is beyond it. */
function scale(position: Float64Array, returns: Float64Array): number {
  let both = 1;
  for (const values of [position, returns]) {
    let squares = 0;
    for (let t = 0; t < values.length; t++) squares += values[t] * values[t];
    both *= Math.sqrt(squares / values.length);
  }
  return both;
}

function pValue(
  observed: number,
  others: Float64Array,
  { rounding, alternative }: { readonly rounding: number; readonly alternative: "greater" | "two-sided" },
): number {
  if (observed !== observed) return Number.NaN;
  let above = 0;
  let below = 0;
  for (const other of others) {
    if (!(other < observed - rounding)) above++;
    if (!(other > observed + rounding)) below++;
  }
  const upper = (1 + above) / (1 + others.length);
  if (alternative === "greater") return upper;
  return Math.min(1, (2 * (1 + Math.min(above, below))) / (1 + others.length));
}

function mean(values: Float64Array): number {
  const defined = values.filter((value) => value === value);
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
