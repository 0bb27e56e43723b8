import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import type { FeeSchedule } from "../costs/fees.js";
import type { SlippageModel } from "../costs/slippage.js";
import type { Signals } from "../exits/signals.js";
import type { Stops } from "../exits/stops.js";
import type { Contract } from "../margin/contract.js";
import type { MaintenanceTier } from "../margin/maintenance.js";

/**
 * When a decision made at a bar's end is filled.
 *
 * - `next open`: at the first open at or after the instant it is known
 * - `next close`: at the first close after that instant
 * - `same close`: at the first close at or after it, which without a delay is the close it was made at: nobody can do
 *   this, and every output says so
 */
export type FillRule = "next open" | "next close" | "same close";

/** Every fill rule, in the order of the definition. */
export const fillRules: readonly FillRule[] = ["next open", "next close", "same close"];

/** What belongs to one instrument: its decisions, its prices, its rates. */
export interface Leg {
  /**
   * Targets at bar ends of the candles, all of them or some, whose unit says what they are, or entry and exit
   * signals. `fraction`: signed notional as a part of equity; `base`: signed coins; `usd`: signed dollars;
   * `contracts`: signed contracts, which need the size of one.
   */
  readonly decision: Series | Signals;
  /** Traded prices, bar ends `intervalMs` apart. */
  readonly candles: Candles;
  /**
   * Funding rates at their own settlement times, unit `fraction`; each row is one settlement, paid in full. Default:
   * none, and then holding a position costs nothing, which the result's assumptions say.
   */
  readonly funding?: Series;
  /** Default: linear, or inverse if the identity of the candles says so; its size is needed for `contracts` only. */
  readonly contract?: Contract;
  /** Mark prices on the bar ends of the candles: what liquidation and funding go by. Default: the traded prices. */
  readonly mark?: Candles;
  /** Open interest, for slippage by it. */
  readonly openInterest?: Series;
  /** Maintenance margin of this instrument by its notional, in the settlement currency. Default: the account's. */
  readonly maintenance?: readonly MaintenanceTier[];
}

/** Names of the fields of a leg. */
export const legFields: readonly string[] = Object.keys({
  decision: true,
  candles: true,
  funding: true,
  contract: true,
  mark: true,
  openInterest: true,
  maintenance: true,
} satisfies Record<keyof Leg, true>);

/** Rules of the account, the same for all of its legs. */
export interface AccountOptions {
  /** Fees; instead of `feeBps`. */
  readonly fees?: FeeSchedule;
  /** Fee in basis points of the notional of each fill. Default 5. */
  readonly feeBps?: number;
  /** How much worse than the quoted price a fill is; instead of `slippageBps`. */
  readonly slippage?: SlippageModel;
  /** Basis points by which each fill is worse than the quoted price. Default 2. */
  readonly slippageBps?: number;
  /** Default `next open`. */
  readonly fill?: FillRule;
  /** Stop loss, take profit, trailing stop and longest holding of every position. Default none. */
  readonly stops?: Stops;
  /** In the settlement currency. Default 10,000 dollars, or 1 coin of an inverse account. */
  readonly initialEquity?: number;
  /**
   * Largest gross exposure: sum over legs of notional / equity. Targets in `fraction` beyond it are refused; orders
   * that would pass it are cut. Default 1.
   */
  readonly maxLeverage?: number;
  /**
   * `change` trades when a target changes and lets exposure drift between; `always` trades at every bar. Default
   * `change`.
   */
  readonly rebalance?: "change" | "always";
  /** What a settlement without a rate does while a position is held. Default `throw`; `zero` counts it and pays 0. */
  readonly missingFunding?: "throw" | "zero";
  /**
   * What a NaN target does. Default `flat`: no decision, no position; `hold` keeps the last target. Both count it.
   */
  readonly missingPosition?: "flat" | "hold";
  /**
   * Missing price bars in a row over which a position is carried and an order waits. Default 0: no position is held
   * across a bar that is not there.
   */
  readonly maxMissingBars?: number;
  /**
   * Maintenance margin by notional of each leg that has no table of its own, in the settlement currency. Default
   * none: liquidation where nothing is left.
   */
  readonly maintenance?: readonly MaintenanceTier[];
  /** Fee of a liquidation in basis points of the notional closed, taken from what is left. Default 0. */
  readonly liquidationFeeBps?: number;
  /** Name under which the run is counted as a trial; `false` does not count it. Default: counted without a name. */
  readonly trial?: string | false;
}

/** Names of the options of an account. */
export const accountOptionNames: readonly string[] = Object.keys({
  fees: true,
  feeBps: true,
  slippage: true,
  slippageBps: true,
  fill: true,
  stops: true,
  initialEquity: true,
  maxLeverage: true,
  rebalance: true,
  missingFunding: true,
  missingPosition: true,
  maxMissingBars: true,
  maintenance: true,
  liquidationFeeBps: true,
  trial: true,
} satisfies Record<keyof AccountOptions, true>);
