import { isoTime } from "../../../series/time.js";
import type { Changes } from "../strategies/fused-strategy.js";
import { blockRows, type PassMarket } from "./pass-market.js";
import { PassTotals } from "./pass-totals.js";

/** Rules of a next-open pass, rates as fractions. */
export interface NextOpenRules {
  readonly feeRate: number;
  readonly slippageRate: number;
  readonly initialEquity: number;
  readonly missingFunding: "throw" | "zero";
  /** Rows from the bar at whose end a target is decided to the one at whose open it is filled. */
  readonly wait: number;
}

/**
 * The account of `backtest` by its default rules (filled at the next open, units fixed between changes, funding at its
 * settlements, liquidation where nothing is left), walked from one change of target to the next.
 *
 * In between, equity is cash + units × close, and all that a bar needs is its return: a block of bars whose worst price
 * cannot use up the equity is not looked into for liquidation. The plain form is `simulate`, whose rules these are; the
 * two agree to rounding. It holds no array of its own, so that a combination costs no memory.
 */
export class NextOpenPass {
  readonly totals: PassTotals = new PassTotals();
  private cash = 0;
  private units = 0;
  private peak = 0;
  /** Equity at the close before. */
  private last = 0;
  private settlement = 0;
  private readonly market: PassMarket;
  private readonly rules: NextOpenRules;
  private returns: Float64Array | undefined;

  constructor(market: PassMarket, rules: NextOpenRules) {
    this.market = market;
    this.rules = rules;
  }

  /**
   * @param count changes of the arrays to be taken
   * @param returns receives the return of each row, NaN where none is counted; length T
   * @throws {RangeError} at a settlement without a rate that meets a position, unless `missingFunding` is `zero`
   */
  run({ rows, targets }: Changes, count: number, returns?: Float64Array): PassTotals {
    this.returns = returns;
    const { market, totals } = this;
    const { initialEquity, wait } = this.rules;
    const T = market.close.length;
    totals.reset(initialEquity);
    this.cash = initialEquity;
    this.units = 0;
    this.peak = initialEquity;
    this.last = initialEquity;
    this.settlement = 0;
    if (returns !== undefined && T > 0) returns[0] = Number.NaN;

    let row = 1; // nothing is held in the first bar, and it has no return
    for (let change = 0; change < count; change++) {
      const fill = rows[change] + wait;
      if (fill >= T) break;
      row = this.hold(row, fill);
      if (row < fill || !this.fill(fill, targets[change])) break;
      // The rest of the bar in which it was filled, from the open on.
      if (!this.step(fill)) break;
      row = fill + 1;
    }
    if (totals.ruinedAt < 0) this.hold(row, T);
    totals.finalEquity = totals.ruinedAt < 0 ? this.last : 0;
    if (totals.ruinedAt >= 0 && returns !== undefined) returns.fill(Number.NaN, totals.ruinedAt + 1);
    return totals;
  }

  /** Carries the position through rows `from` to before `to`. @returns the row after the last that was survived */
  private hold(from: number, to: number): number {
    if (from >= to) return from;
    const { units, market, totals, returns } = this;
    if (units === 0) {
      const bars = to - from;
      totals.n += bars;
      totals.equitySum += bars * this.last;
      if (returns !== undefined) returns.fill(0, from, to);
      return to;
    }
    const { settlementRows } = market;
    while (this.settlement < settlementRows.length && settlementRows[this.settlement] < from) this.settlement++;
    for (let row = from; row < to; ) {
      const next = this.settlement < settlementRows.length ? settlementRows[this.settlement] : to;
      const block = Math.floor(row / blockRows);
      const worst = this.cash + units * (units > 0 ? market.blockLow[block] : market.blockHigh[block]);
      if (row < next && worst > 0) {
        const end = Math.min(to, next, (block + 1) * blockRows);
        this.glide(row, end);
        row = end;
      } else {
        const opening = this.cash + units * market.open[row];
        if (opening <= 0) {
          this.ruin(row, market.open[row]);
          return row;
        }
        if (!this.step(row)) return row;
        row++;
      }
    }
    return to;
  }

  /** Marks the position at the closes of rows `from` to before `to`, in which nothing else can happen. */
  private glide(from: number, to: number): void {
    const { cash, units, totals, returns } = this;
    const { close } = this.market;
    let { last, peak } = this;
    let { deepest } = totals;
    let sum = 0;
    let squares = 0;
    let equitySum = 0;
    for (let row = from; row < to; row++) {
      const equity = cash + units * close[row];
      const value = equity / last - 1;
      sum += value;
      squares += value * value;
      equitySum += equity;
      if (equity > peak) peak = equity;
      // equity / peak < deepest, without a division in each row
      else if (equity < deepest * peak) deepest = equity / peak;
      last = equity;
    }
    if (returns !== undefined) {
      let before = this.last;
      for (let row = from; row < to; row++) {
        const equity = cash + units * close[row];
        returns[row] = equity / before - 1;
        before = equity;
      }
    }
    this.last = last;
    this.peak = peak;
    totals.deepest = deepest;
    totals.n += to - from;
    totals.exposed += to - from;
    totals.sum += sum;
    totals.squares += squares;
    totals.equitySum += equitySum;
  }

  /** One bar after its open, with all that may happen in it. @returns false if nothing was left */
  private step(row: number): boolean {
    const { units, market, totals, rules } = this;
    const closing = market.close[row];
    if (units !== 0) {
      const worst = units > 0 ? Math.min(market.low[row], closing) : Math.max(market.high[row], closing);
      // The plain account has moved its mark to the close when settlements are due, and to the open before that.
      if (this.cash + units * worst <= 0) return this.ruin(row, closing);
      const { settlementRows, settlementTimes, rates } = market;
      for (; this.settlement < rates.length && settlementRows[this.settlement] <= row; this.settlement++) {
        if (settlementRows[this.settlement] < row) continue;
        const rate = rates[this.settlement];
        if (rate === rate) {
          const amount = -units * closing * rate;
          this.cash += amount;
          if (this.cash + units * closing <= 0) return this.ruin(row, closing);
        } else if (rules.missingFunding === "zero") totals.missingSettlements++;
        else {
          throw new RangeError(
            `sweep: no funding rate at ${isoTime(settlementTimes[this.settlement])} while a position is held; load it, or set missingFunding to "zero" to count it as 0`,
          );
        }
      }
    }
    const equity = units === 0 ? this.cash : this.cash + units * closing;
    this.count(row, equity);
    if (units !== 0) totals.exposed++;
    return true;
  }

  /** Trades to a new target at the open of `row`. @returns false if that, or the open, left nothing */
  private fill(row: number, target: number): boolean {
    const { market, totals, rules, units } = this;
    const opening = market.open[row];
    const equity = units === 0 ? this.cash : this.cash + units * opening;
    if (units !== 0 && equity <= 0) return this.ruin(row, opening);
    const side = (target * equity) / opening > units ? 1 : -1;
    const price = opening * (1 + side * rules.slippageRate);
    const next = (target * equity) / price;
    const amount = (next - units) * side;
    if (!(amount > 0)) return true;
    const slippage = amount * Math.abs(price - opening);
    const fee = amount * price * rules.feeRate;
    if (slippage + fee >= equity) return this.ruin(row, opening);
    totals.traded += amount * price;
    if (units !== 0) totals.trades++;
    this.units = next;
    this.cash = equity - slippage - fee - next * opening;
    return true;
  }

  /** Closes the position where nothing is left: on the way from `mark`, in the bar of `row`. */
  private ruin(row: number, mark: number): boolean {
    const { totals, units } = this;
    // The price where cash + units × price is 0; where a settlement or costs used up the rest, the mark moves to it.
    const price = mark - (this.cash + units * mark) / units;
    totals.traded += Math.abs(units) * price;
    totals.trades++;
    totals.ruinedAt = row;
    this.units = 0;
    this.count(row, 0);
    return false;
  }

  private count(row: number, equity: number): void {
    const { totals } = this;
    const value = equity / this.last - 1;
    if (this.returns !== undefined) this.returns[row] = value;
    totals.n++;
    totals.sum += value;
    totals.squares += value * value;
    totals.equitySum += equity;
    if (equity > this.peak) this.peak = equity;
    else if (equity < totals.deepest * this.peak) totals.deepest = equity / this.peak;
    this.last = equity;
  }
}
