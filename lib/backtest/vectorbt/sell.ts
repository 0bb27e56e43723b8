import { floorTo, isBelow, isNear, nearSum } from "./near.js";
import { type Fill, ignored, type OrderRequest, type OrderState, type Refusal, rejected } from "./order.js";

/**
 * Sells up to `size` units, beyond the position only where the direction allows to be short. Short sales need no margin
 * unless cash is locked. Changes the state if it fills.
 * @param size units, at least 0, infinite together with a percent for all there is
 * @param percent part of what can be sold, NaN for all
 */
export function sell(state: OrderState, size: number, percent: number, request: OrderRequest): Fill | Refusal {
  const { direction, fees, fixedFees, minSize, maxSize, sizeGranularity, lockCash, allowPartial } = request;
  const price = request.price * (1 - request.slippage);
  const isPart = percent === percent;
  let limit = size;
  if (direction === "longOnly") {
    limit = Math.min(state.position, size);
    if (isPart) limit *= percent;
  } else if (lockCash || (isPart && size === Number.POSITIVE_INFINITY)) {
    const most = mostSold(state, price, fees, fixedFees);
    if (typeof most !== "number") return most;
    if (isPart) limit = lockCash ? Math.min(percent * most, most) : percent * most;
    else limit = Math.min(size, most);
  } else if (isPart) {
    limit *= percent;
  }

  if (limit > maxSize) {
    if (!allowPartial) return rejected("size is above the maximum");
    limit = maxSize;
  }
  if (direction === "longOnly") {
    if (state.position === 0) return rejected("no open position to reduce");
  } else if (limit === Number.POSITIVE_INFINITY) {
    throw new RangeError("vectorbt: an infinite size would be sold short; give a finite size");
  }
  const sold = floorTo(limit, sizeGranularity);
  if (isNear(sold, 0)) return ignored("size is zero");
  if (isBelow(sold, minSize)) return rejected("size is below the minimum");
  if (Number.isFinite(size) && isBelow(sold, size) && !allowPartial) return rejected("only a part could be filled");
  const feesPaid = sold * price * fees + fixedFees;
  const received = nearSum(sold * price, -feesPaid);
  if (received < 0) return rejected("no cash to pay the fees");

  const before = state.position;
  state.position = nearSum(before, -sold);
  state.cash += received;
  if (state.position < 0) {
    const shortValue = (before < 0 ? sold : -state.position) * price;
    state.debt += shortValue;
    state.freeCash = nearSum(state.freeCash, nearSum(received, -2 * shortValue));
  } else {
    state.freeCash += received;
  }
  return { side: "sell", size: sold, price, fees: feesPaid };
}

/** Units that can be sold: the long position, and what the free cash after its sale lets be sold short. */
function mostSold(state: OrderState, price: number, fees: number, fixedFees: number): number | Refusal {
  const long = Math.max(state.position, 0);
  const free = nearSum(state.freeCash, long * price * (1 - fees));
  if (free <= 0) return state.position <= 0 ? rejected("no free cash to sell short with") : long;
  const most = nearSum(long, nearSum(free, -fixedFees) / (price * (1 + fees)));
  return most <= 0 ? rejected("no cash to pay the fees") : most;
}
