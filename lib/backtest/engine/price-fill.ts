import { isoTime } from "../../series/time.js";
import { fee } from "../costs/fees.js";
import { slippageRate } from "../costs/slippage.js";
import { unitValue } from "../margin/contract.js";
import type { Account } from "./account.js";
import type { LegState } from "./leg-state.js";

/**
 * Prices the order that a leg has ready (`next`, `quoted`) by the units it trades: `price`, `fee` and `slip`. A taker
 * is slipped by the rate of the row, or by the last that was known; a maker is filled at the quoted price.
 */
export function priceFill(account: Account, leg: LegState, row: number, isMaker: boolean): void {
  const { quoted, inverse } = leg;
  const traded = leg.next - leg.units;
  leg.price = isMaker ? quoted : slippedPrice(account, leg, row, quoted, traded, knownRate(leg, row, traded));
  const paid = unitValue(leg.price, inverse);
  leg.fee = traded === 0 ? 0 : fee(Math.abs(traded * paid), isMaker, account.rules.fees);
  leg.slip = Math.abs(traded * (paid - unitValue(quoted, inverse)));
}

/**
 * The quoted price made worse for who trades so many units.
 * @throws {RangeError} if a sale would get nothing
 */
export function slippedPrice(
  account: Account,
  leg: LegState,
  row: number,
  quoted: number,
  traded: number,
  rate: number,
): number {
  if (traded > 0) return quoted * (1 + rate);
  if (rate >= 1) {
    throw new RangeError(
      `${account.rules.owner}: slippage of ${rate} leaves nothing of a sale of ${-traded} units of ${leg.name} in the bar that ends ${isoTime(account.times[row])}; trade less, or take a smaller coefficient`,
    );
  }
  return quoted * (1 - rate);
}

/** Slippage of a fill that cannot wait: that of the row, or of the last row before it where it was known. */
function knownRate({ slippage }: LegState, row: number, traded: number): number {
  for (let known = row; known >= 0; known--) {
    const rate = slippageRate(known, traded, slippage);
    if (rate === rate) return rate;
  }
  return 0;
}
