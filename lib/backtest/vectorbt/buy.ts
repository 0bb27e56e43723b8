import { floorTo, isBelow, isNear, nearSum } from "./near.js";
import { type Fill, ignored, type OrderRequest, type OrderState, type Refusal, rejected } from "./order.js";

/**
 * Buys up to `size` units, or covers a short position, with the cash there is: a size beyond the cash is cut to it.
 * Changes the state if it fills.
 * @param size units, above 0, infinite for all the cash
 * @param percent part of the cash to use, NaN for all
 */
export function buy(state: OrderState, size: number, percent: number, request: OrderRequest): Fill | Refusal {
  const { direction, fees, fixedFees, minSize, maxSize, sizeGranularity, allowPartial } = request;
  const price = request.price * (1 + request.slippage);
  let limit = request.lockCash ? Math.min(unlockedCash(state, price, fees, fixedFees), state.cash) : state.cash;
  if (percent === percent) limit = Math.min(limit, percent * limit);

  if (direction === "shortOnly") {
    if (state.position === 0) return rejected("no open position to reduce");
  } else {
    if (limit === 0) return rejected("no cash to buy with");
    if (size === Number.POSITIVE_INFINITY && limit === Number.POSITIVE_INFINITY) {
      throw new RangeError("vectorbt: an infinite size meets infinite cash; give a finite size or cash");
    }
  }
  let wanted = direction === "shortOnly" ? Math.min(-state.position, size) : size;
  if (wanted === 0) return ignored("size is zero");
  if (wanted > maxSize) {
    if (!allowPartial) return rejected("size is above the maximum");
    wanted = maxSize;
  }
  wanted = floorTo(wanted, sizeGranularity);

  let filled = wanted;
  let feesPaid = wanted * price * fees + fixedFees;
  let spent = wanted * price + feesPaid;
  const isAffordable = spent < limit || isNear(spent, limit);
  if (!isAffordable) {
    const forAssets = nearSum(limit, -fixedFees) / (1 + fees);
    if (forAssets <= 0) return rejected("no cash to pay the fees");
    filled = forAssets / price;
    feesPaid = limit - forAssets;
    spent = limit;
    if (sizeGranularity === sizeGranularity) {
      filled = floorTo(filled, sizeGranularity);
      feesPaid = filled * price * fees + fixedFees;
      spent = filled * price + feesPaid;
    }
  }
  if (isNear(wanted, 0)) return ignored("size is zero");
  if (isBelow(filled, minSize)) return rejected("size is below the minimum");
  if (Number.isFinite(size) && isBelow(filled, size) && !allowPartial) return rejected("only a part could be filled");

  const before = state.position;
  state.position = nearSum(before, filled);
  state.cash = nearSum(state.cash, -spent);
  if (before < 0) {
    const covered = state.position < 0 ? filled : -before;
    const repaid = covered * (state.debt / -before);
    state.debt = nearSum(state.debt, -repaid);
    state.freeCash = nearSum(state.freeCash + 2 * repaid, -spent);
  } else {
    state.freeCash = nearSum(state.freeCash, -spent);
  }
  return { side: "buy", size: filled, price, fees: feesPaid };
}

/** Cash that may be spent where short sales lock theirs: covering one sets free what it had locked. */
function unlockedCash(state: OrderState, price: number, fees: number, fixedFees: number): number {
  if (state.position >= 0) return state.freeCash;
  const released = state.freeCash + 2 * state.debt;
  const left = nearSum(released, -(-state.position * price * (1 + fees) + fixedFees));
  if (left > 0) return released;
  if (left === 0) return state.cash;
  const entryPrice = state.debt / -state.position;
  const coverable = (state.freeCash - fixedFees) / (price * (1 + fees) - 2 * entryPrice);
  return coverable * price * (1 + fees) + fixedFees;
}
