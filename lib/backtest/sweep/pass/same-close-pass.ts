import type { Changes } from "../strategies/fused-strategy.js";
import { PassTotals } from "./pass-totals.js";
import { prefixSums } from "./prefix-sums.js";
import { highestIn, type RangeHighest, rangeHighest } from "./range-extremes.js";
import { sharedCopy, sharedFloats } from "./shared.js";

/** Closes, and what answers questions about a range of them; arrays of length T. */
export interface CloseMarket {
  readonly close: Float64Array;
  /** close[t] / close[t − 1] − 1, 0 in the first row. */
  readonly changes: Float64Array;
  /** Sums of the changes, their squares and the closes up to each row. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly closes: Float64Array;
  readonly highest: RangeHighest;
  /** Of the closes times −1. */
  readonly lowest: RangeHighest;
}

/** @param values closes without a gap */
export function closeMarket(values: Float64Array): CloseMarket {
  const T = values.length;
  const close = sharedCopy(values);
  const [changes, negated] = [sharedFloats(T), sharedFloats(T)];
  for (let row = 1; row < T; row++) changes[row] = close[row] / close[row - 1] - 1;
  for (let row = 0; row < T; row++) negated[row] = -close[row];
  return {
    close,
    changes,
    sums: prefixSums(T, (row) => changes[row]),
    squares: prefixSums(T, (row) => changes[row] * changes[row]),
    closes: prefixSums(T, (row) => close[row]),
    highest: rangeHighest(close),
    lowest: rangeHighest(negated),
  };
}

/** Rules of a same-close pass, rates as fractions. */
export interface SameCloseRules {
  readonly feeRate: number;
  readonly slippageRate: number;
  readonly initialEquity: number;
}

/**
 * The account of vectorbt's `Portfolio.from_signals` by its defaults, long only: a target of 1 buys with all the cash at
 * the close of the bar that decided it, one of 0 sells all, fees inside the cash: units = cash / ((1 + fee) × close ×
 * (1 + slippage)). The first bar has a return too, from the initial cash to its equity.
 *
 * Since nothing but units is held in between, the returns of a held bar are those of the price, so that a trade takes
 * differences of prefix sums and the extremes of a range, and no walk over its bars: that is taken only where the range
 * could hold a deeper drawdown than any before.
 */
export class SameClosePass {
  readonly totals: PassTotals = new PassTotals();
  private readonly market: CloseMarket;
  private readonly rules: SameCloseRules;

  constructor(market: CloseMarket, rules: SameCloseRules) {
    this.market = market;
    this.rules = rules;
  }

  /**
   * @param count changes of the arrays to be taken
   * @param returns receives the return of each row, length T
   * @throws {RangeError} at a target but 0 and 1
   */
  run({ rows, targets }: Changes, count: number, returns?: Float64Array): PassTotals {
    const { totals } = this;
    const { close, changes, sums, squares, closes, highest, lowest } = this.market;
    const { feeRate, slippageRate, initialEquity } = this.rules;
    const T = close.length;
    totals.reset(initialEquity);
    if (returns !== undefined) returns.fill(0);
    let cash = initialEquity;
    let peak = Number.NEGATIVE_INFINITY; // highest equity at a close; the initial cash is none
    let { deepest } = totals;
    let sum = 0;
    let squareSum = 0;
    let equitySum = 0;
    let from = 0; // first row whose equity has not been counted

    for (let change = 0; change < count; change += 2) {
      // From 0 on, targets of 0 and 1 change to 1 and to 0 by turns.
      if (targets[change] !== 1 || (change + 1 < count && targets[change + 1] !== 0)) {
        throw new RangeError('a position below 0; accounting "vectorbt" is long only: set short to false');
      }
      const entry = rows[change];
      const exit = change + 1 < count ? rows[change + 1] : T;
      if (entry > from) {
        equitySum += cash * (entry - from);
        if (cash > peak) peak = cash;
      }
      const buying = close[entry] * (1 + slippageRate);
      const units = cash / (1 + feeRate) / buying;
      const bought = (units * close[entry]) / cash - 1;
      totals.traded += units * buying;
      totals.fees += units * buying * feeRate;
      totals.slippage += units * (buying - close[entry]);

      // Held at the closes of rows entry … exit − 1.
      sum += bought + (sums[exit - 1] - sums[entry]);
      squareSum += bought * bought + (squares[exit - 1] - squares[entry]);
      equitySum += units * (closes[exit - 1] - closes[entry] + close[entry]);
      const top = units * highestIn(highest, entry, exit - 1);
      const bottom = -units * highestIn(lowest, entry, exit - 1);
      if (bottom < deepest * Math.max(peak, top)) {
        for (let row = entry; row < exit; row++) {
          const equity = units * close[row];
          if (equity > peak) peak = equity;
          else if (equity < deepest * peak) deepest = equity / peak;
        }
      } else if (top > peak) peak = top;
      totals.exposed += exit - entry;
      if (returns !== undefined) {
        returns[entry] = bought;
        for (let row = entry + 1; row < exit; row++) returns[row] = changes[row];
      }

      if (exit === T) {
        cash = units * close[T - 1];
        from = T;
        break;
      }
      const selling = close[exit] * (1 - slippageRate);
      const received = units * selling * (1 - feeRate);
      const sold = received / (units * close[exit - 1]) - 1;
      sum += sold;
      squareSum += sold * sold;
      cash = received;
      equitySum += cash;
      if (cash > peak) peak = cash;
      else if (cash < deepest * peak) deepest = cash / peak;
      if (returns !== undefined) returns[exit] = sold;
      totals.traded += units * selling;
      totals.fees += units * selling * feeRate;
      totals.slippage += units * (close[exit] - selling);
      totals.trades++;
      from = exit + 1;
    }
    totals.n = T;
    totals.sum = sum;
    totals.squares = squareSum;
    totals.deepest = deepest;
    totals.equitySum = equitySum + cash * (T - from);
    totals.finalEquity = cash;
    return totals;
  }
}
