/** Why a fill was made. `target` stands for signals too; `gap` for missing prices; `liquidation` ends all trading. */
export type FillReason = "target" | "stop loss" | "take profit" | "trailing stop" | "time stop" | "gap" | "liquidation";

/** Every reason, in the order of the definition. */
export const fillReasons: readonly FillReason[] = [
  "target",
  "stop loss",
  "take profit",
  "trailing stop",
  "time stop",
  "gap",
  "liquidation",
];

/**
 * One fill that was made; what an account cannot pay for is none (`backtest`, costs). Amounts are in the settlement
 * currency of the account: dollars (linear) or coins (inverse).
 */
export interface Order {
  /** Name of the leg. */
  readonly instrument: string;
  /** Row of its bar in the times of the result, from 0. */
  readonly row: number;
  /**
   * Instant of the fill, epoch milliseconds UTC: the open of its bar for a fill there, the bar's end for one at its
   * close and for one inside it, whose instant is not known.
   */
  readonly time: number;
  readonly side: "buy" | "sell";
  /** Traded units, above 0: coins (linear) or dollars (inverse). */
  readonly units: number;
  /** Price that the market quoted, dollars. */
  readonly quoted: number;
  /** Price of the fill, slippage included, dollars. */
  readonly price: number;
  /** units × |f(price)|. */
  readonly notional: number;
  /** Fee paid; below 0 a rebate. The fee of a liquidation is not here but in `liquidation`. */
  readonly fee: number;
  /** What the fill cost beyond the quoted price, at least 0. */
  readonly slippage: number;
  /** Fee of a liquidation, 0 for all other fills. */
  readonly liquidation: number;
  /** Signed units held after it. */
  readonly position: number;
  readonly liquidity: "taker" | "maker";
  readonly reason: FillReason;
  /** Whether it was made smaller to keep the account within `maxLeverage`. */
  readonly cut: boolean;
}
