import type { Changes } from "../strategies/fused-strategy.js";
import { PassTotals } from "./pass-totals.js";
import { prefixSums } from "./prefix-sums.js";
import { type ExtremeFields, extremesIn, type RangeExtremes, rangeExtremes } from "./range-extremes.js";
import { sharedCopy, sharedFloats } from "./shared.js";

/** Closes, and what answers questions about a range of them. */
export interface CloseMarket {
  /** Length T. */
  readonly close: Float64Array;
  /** Of `marks`. */
  readonly extremes: RangeExtremes;
}

/*
 * A row's marks: sums, up to the row, of the price's returns, of their squares and of the closes; the close; and extremes of
 * its block. A trade reads those of its first and last rows, in no order that memory could foresee: side by side they are
 * one cache line, where an array for each would be eight.
 */
const [sumAt, squaresAt, closesAt, closeAt, suffixAt, prefixAt] = [0, 1, 2, 3, 4, 6];
const width = 8;
const fields: ExtremeFields = { width, value: closeAt, suffix: suffixAt, prefix: prefixAt };

/** @param values closes without a gap */
export function closeMarket(values: Float64Array): CloseMarket {
  const close = sharedCopy(values);
  const marks = sharedFloats(width * close.length);
  const change = (row: number): number => (row === 0 ? 0 : close[row] / close[row - 1] - 1);
  for (let row = 0; row < close.length; row++) marks[row * width + closeAt] = close[row];
  prefixSums(change, marks, width, sumAt);
  prefixSums((row) => change(row) ** 2, marks, width, squaresAt);
  prefixSums((row) => close[row], marks, width, closesAt);
  return { close, extremes: rangeExtremes(marks, fields) };
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
 * rises above the peak and could hold a deeper drawdown than any before.
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
    const { close, extremes } = this.market;
    const marks = extremes.rows;
    const range = new Float64Array(2);
    const { feeRate, slippageRate, initialEquity } = this.rules;
    const T = close.length;
    totals.reset(initialEquity);
    if (returns !== undefined) returns.fill(0);
    // A fill at a close takes this part of what is bought or sold.
    const bought = 1 / ((1 + feeRate) * (1 + slippageRate));
    const spent = 1 / (1 + feeRate);
    const sold = (1 - slippageRate) * (1 - feeRate);
    let cash = initialEquity;
    let peak = Number.NEGATIVE_INFINITY; // highest equity at a close; the initial cash is none
    let { deepest } = totals;
    let sum = 0;
    let squareSum = 0;
    let equitySum = 0;
    let traded = 0;
    let exposed = 0;
    let trades = 0;
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
      const last = exit - 1;
      const start = entry * width;
      const end = last * width;
      const units = cash * (bought / marks[start + closeAt]);
      traded += cash * spent;

      // Held at the closes of rows entry … exit − 1.
      sum += bought - 1 + (marks[end + sumAt] - marks[start + sumAt]);
      squareSum += (bought - 1) * (bought - 1) + (marks[end + squaresAt] - marks[start + squaresAt]);
      equitySum += units * (marks[end + closesAt] - marks[start + closesAt] + marks[start + closeAt]);
      exposed += exit - entry;
      extremesIn(extremes, fields, entry, last, range);
      const top = units * range[0];
      const bottom = units * range[1];
      if (top <= peak) {
        if (bottom < deepest * peak) deepest = bottom / peak;
      } else if (bottom < deepest * top) {
        for (let row = entry; row < exit; row++) {
          const equity = units * close[row];
          if (equity > peak) peak = equity;
          else if (equity < deepest * peak) deepest = equity / peak;
        }
      } else peak = top;
      if (returns !== undefined) {
        returns[entry] = bought - 1;
        for (let row = entry + 1; row < exit; row++) returns[row] = close[row] / close[row - 1] - 1;
      }

      from = exit + 1;
      if (exit === T) {
        cash = units * close[last];
        break;
      }
      const price = marks[exit * width + closeAt];
      const sale = (price / marks[end + closeAt]) * sold - 1;
      sum += sale;
      squareSum += sale * sale;
      if (returns !== undefined) returns[exit] = sale;
      traded += units * price * (1 - slippageRate);
      cash = units * (price * sold);
      equitySum += cash;
      if (cash > peak) peak = cash;
      else if (cash < deepest * peak) deepest = cash / peak;
      trades++;
    }
    totals.trades = trades;
    totals.exposed = exposed;
    totals.traded = traded;
    totals.n = T;
    totals.sum = sum;
    totals.squares = squareSum;
    totals.deepest = deepest;
    totals.equitySum = equitySum + cash * Math.max(0, T - from);
    totals.finalEquity = cash;
    return totals;
  }
}
