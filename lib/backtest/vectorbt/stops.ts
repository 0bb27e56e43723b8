import type { Fill, OrderRequest } from "./order.js";
import type { Rows } from "./per-row.js";
import type { RowSignals, VectorbtAccumulation } from "./signal-rules.js";

/** Price from which stops are reckoned: valuation price, price before slippage, price with it, or the close. */
export type VectorbtStopEntryPrice = "valPrice" | "price" | "fillPrice" | "close";

/** Price at which a stop fills: its level without or with slippage, the order price, or the close with slippage. */
export type VectorbtStopExitPrice = "stopLimit" | "stopMarket" | "price" | "close";

/** What a stop does; the kinds with `Reduce` only reduce the position where sizes accumulate. */
export type VectorbtStopExit = "close" | "closeReduce" | "reverse" | "reverseReduce";

/** Whether a position that grows keeps its stops, takes the row's, or takes them even where they are NaN. */
export type VectorbtStopUpdate = "keep" | "override" | "overrideNaN";

/** What stops are made from. */
export interface StopRules {
  readonly slStop: Rows<number>;
  readonly slTrail: Rows<boolean | number>;
  readonly tpStop: Rows<number>;
  readonly stopEntryPrice: VectorbtStopEntryPrice;
  readonly uponStopUpdate: VectorbtStopUpdate;
}

/** A bar with all its prices. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
}

/** The stop-loss, trailing or not, and the take-profit of the position that is open. */
export class Stops {
  private readonly rules: StopRules;
  private lossStop = Number.NaN;
  private lossBase = Number.NaN;
  private trails = false;
  private profitStop = Number.NaN;
  private profitBase = Number.NaN;

  constructor(rules: StopRules) {
    this.rules = rules;
  }

  /**
   * Price at which a stop is hit in a bar, NaN if none is: the open where it lies beyond, otherwise the level; the loss
   * before the profit. Then a trailing stop takes in this bar's extreme, to be used from the next bar on.
   */
  hit(position: number, bar: Bar): number {
    const side = Math.sign(position);
    let price = levelHit(this.lossBase * (1 - side * this.lossStop), -side, bar);
    if (price !== price) price = levelHit(this.profitBase * (1 + side * this.profitStop), side, bar);
    if (this.trails && this.lossStop === this.lossStop) {
      if (side > 0 && bar.high > this.lossBase) this.lossBase = bar.high;
      if (side < 0 && bar.low < this.lossBase) this.lossBase = bar.low;
    }
    return price;
  }

  /** Sets, keeps or clears the stops after a fill that took the position from `before` to `after`. */
  update(
    row: number,
    close: number,
    fill: Fill,
    request: OrderRequest,
    before: number,
    after: number,
    valPrice: number,
  ): void {
    const { slStop, slTrail, tpStop, stopEntryPrice, uponStopUpdate } = this.rules;
    if (after === 0) {
      this.lossStop = this.profitStop = Number.NaN;
      return;
    }
    const base = { valPrice, price: request.price, fillPrice: fill.price, close }[stopEntryPrice];
    const loss = slStop.values[row * slStop.step];
    const profit = tpStop.values[row * tpStop.step];
    const isNew = Math.sign(before) !== Math.sign(after);
    const isLarger = Math.abs(after) > Math.abs(before);
    const takes = (stop: number): boolean =>
      isNew ||
      (isLarger && (uponStopUpdate === "overrideNaN" || (uponStopUpdate === "override" && !Number.isNaN(stop))));
    if (takes(loss)) {
      this.lossStop = loss;
      this.lossBase = base;
      this.trails = Boolean(slTrail.values[row * slTrail.step]);
    }
    if (takes(profit)) {
      this.profitStop = profit;
      this.profitBase = base;
    }
  }
}

/**
 * The price at which a level is hit, by falling to it (`way` −1) or rising to it (1); NaN if it is not, or there is
 * none.
 */
function levelHit(level: number, way: number, { open, high, low }: Bar): number {
  if (way < 0 ? open <= level : way > 0 && level <= open) return open;
  return way !== 0 && low <= level && level <= high ? level : Number.NaN;
}

/** The signals that a stop stands for. */
export function stopSignals(position: number, rule: VectorbtStopExit, accumulate: VectorbtAccumulation): RowSignals {
  const isLong = position > 0;
  const reverses = rule === "reverse" || rule === "reverseReduce";
  return {
    longEntry: !isLong && reverses,
    longExit: isLong && !reverses,
    shortEntry: isLong && reverses,
    shortExit: !isLong && !reverses,
    accumulate: rule === "close" || rule === "reverse" ? "disabled" : accumulate,
  };
}
