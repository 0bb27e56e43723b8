/**
 * What the size of an order counts.
 * - `amount`: units of the asset; `value`: money, at the valuation price
 * - `percent`: part of the cash when buying, of the position when selling, of the free cash when selling short
 * - `targetAmount`, `targetValue`, `targetPercent`: the position to hold, in units, money or part of the account's
 *   value
 */
export type VectorbtSizeType = "amount" | "value" | "percent" | "targetAmount" | "targetValue" | "targetPercent";

/** Positions that orders may lead to; for `shortOnly` a positive size sells. */
export type VectorbtDirection = "longOnly" | "shortOnly" | "both";

/** One order as it is asked for. */
export interface OrderRequest {
  /** In units of `sizeType`, signed; NaN for no order; infinite for all there is. */
  size: number;
  sizeType: VectorbtSizeType;
  direction: VectorbtDirection;
  /** Price before slippage. */
  price: number;
  /** Part of the traded value. */
  fees: number;
  /** Money for each order. */
  fixedFees: number;
  /** Part of the price that a fill is worse by. */
  slippage: number;
  minSize: number;
  maxSize: number;
  /** Sizes are multiples of this; NaN for any size. */
  sizeGranularity: number;
  /** Whether the cash from short sales is locked until they are covered. */
  lockCash: boolean;
  /** Whether less than asked for may be filled. */
  allowPartial: boolean;
}

/** What an order starts from and changes. */
export interface OrderState {
  cash: number;
  /** Cash that is not locked by short positions. */
  freeCash: number;
  position: number;
  /** What open short positions were sold for. */
  debt: number;
}

/** An order that was filled. */
export interface Fill {
  readonly side: "buy" | "sell";
  /** Units, above 0. */
  readonly size: number;
  /** Price with slippage. */
  readonly price: number;
  readonly fees: number;
}

/** Why an order was not filled: `rejected` hit a limit, `ignored` had nothing to do. */
export interface Refusal {
  readonly status: "ignored" | "rejected";
  readonly reason: string;
}

export function ignored(reason: string): Refusal {
  return { status: "ignored", reason };
}

export function rejected(reason: string): Refusal {
  return { status: "rejected", reason };
}

export function isFill(outcome: Fill | Refusal): outcome is Fill {
  return "side" in outcome;
}
