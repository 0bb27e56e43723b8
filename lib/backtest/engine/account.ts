import type { FeeRates } from "../costs/fees.js";
import type { StopRules } from "../exits/stops.js";
import { unitValue } from "../margin/contract.js";
import type { FillReason } from "../results/order.js";
import { OrderLog } from "../results/order-log.js";
import type { Liquidation } from "../results/result.js";
import type { Trade } from "../results/trades.js";
import { LegState, type PreparedLeg } from "./leg-state.js";

/** Rules of an account as the loop takes them, rates as fractions. */
export interface AccountRules {
  /** Name of the function called, for messages. */
  readonly owner: string;
  readonly intervalMs: number;
  readonly fees: FeeRates;
  readonly initialEquity: number;
  readonly maxLeverage: number;
  /** Orders are filled at closes, not at opens. */
  readonly fillsAtClose: boolean;
  readonly rebalancesAlways: boolean;
  readonly missingFunding: "throw" | "zero";
  readonly maxMissingBars: number;
  /** Absent without stops. */
  readonly stops: StopRules | undefined;
  readonly liquidationFeeRate: number;
}

/** One cash account while it runs: its equity, its legs, what it did. Written to by the loop. */
export class Account {
  /** Bar ends, T. */
  readonly times: Float64Array;
  readonly rules: AccountRules;
  /** Sorted by name, so that sums over legs do not depend on the order they were given in. */
  readonly legs: readonly LegState[];
  readonly log: OrderLog;
  readonly closed: Trade[] = [];

  /** Settlement currency, all legs counted at their `value`. */
  equity: number;
  peak: number;
  /** Number of legs that hold something. */
  heldLegs = 0;
  /** Earliest settlement that no leg has passed yet. */
  nextSettlement = Number.POSITIVE_INFINITY;
  liquidation: Liquidation | undefined;

  readonly equityOut: Float64Array;
  /** Written to in every row, NaN where there is none. */
  readonly returns: Float64Array;
  readonly drawdown: Float64Array;
  /** Net exposure at bar ends; with one leg that of the leg. */
  readonly net: Float64Array;
  /** Whether liquidation goes by anything but the equity itself: maintenance margin or mark prices. */
  readonly isMargined: boolean;
  /** Rows with a return that end with a position. */
  exposedBars = 0;

  missingBars = 0;
  gapExits = 0;
  lapsedOrders = 0;
  settlements = 0;
  missingSettlements = 0;
  cutOrders = 0;
  unpaidOrders = 0;
  unpricedOrders = 0;
  missingMarks = 0;

  constructor(times: Float64Array, legs: readonly PreparedLeg[], rules: AccountRules) {
    const T = times.length;
    this.times = times;
    this.rules = rules;
    this.legs = legs.map((leg, index) => new LegState(leg, index, rules.intervalMs, this.closed));
    this.log = new OrderLog(legs.map(({ name }) => name));
    this.equity = rules.initialEquity;
    this.peak = rules.initialEquity;
    this.equityOut = new Float64Array(T);
    this.returns = new Float64Array(T);
    this.drawdown = new Float64Array(T);
    this.net = this.legs.length === 1 ? this.legs[0].exposure : new Float64Array(T);
    this.isMargined = this.legs.some(({ tiers, isMarkedApart }) => tiers !== undefined || isMarkedApart);
    for (const { settlementTimes } of this.legs) {
      if (settlementTimes.length > 0) this.nextSettlement = Math.min(this.nextSettlement, settlementTimes[0]);
    }
  }

  /** Counts a leg at another value: its profit since the last one goes to the equity. */
  mark(leg: LegState, value: number): void {
    if (leg.units !== 0) this.equity += leg.units * (value - leg.value);
    leg.value = value;
  }

  /**
   * Makes the order that the leg has ready (`next`, `quoted`, `price`, `fee`, `slip`, `quality`): pays for it, books
   * it and logs it. The leg must be counted at the quoted price.
   */
  trade(leg: LegState, row: number, time: number, heldFrom: number, reason: FillReason, liquidationFee: number): void {
    const { units: before, next: after, quoted, price, fee, slip: slippage } = leg;
    const notional = Math.abs((after - before) * unitValue(price, leg.inverse));
    leg.book.fill({ time, heldFrom, before, after, quoted, price, fee, slippage, liquidation: liquidationFee, reason });
    this.log.add(
      leg.index,
      row,
      time,
      after - before,
      quoted,
      price,
      notional,
      fee,
      slippage,
      liquidationFee,
      after,
      reason,
      leg.quality,
    );
    this.equity -= fee + slippage + liquidationFee;
    this.heldLegs += (after !== 0 ? 1 : 0) - (before !== 0 ? 1 : 0);
    leg.units = after;
  }
}
