import { buy } from "./buy.js";
import { clean } from "./near.js";
import { type Fill, ignored, type OrderRequest, type OrderState, type Refusal, rejected } from "./order.js";
import { sell } from "./sell.js";

/**
 * Fills an order against the state, which it changes, or says why not. Sizes of every kind become units first: a part
 * of the account's value at `value`, money at `valPrice`, a target less the position.
 * @param value the account's value at valuation prices
 * @param valPrice price at which the asset is valued now
 * @throws {RangeError} for a price that is not above 0, or a position on the side that the direction rules out
 */
export function executeOrder(
  state: OrderState,
  request: OrderRequest,
  value: number,
  valPrice: number,
): Fill | Refusal {
  state.cash = clean(state.cash);
  state.freeCash = clean(state.freeCash);
  state.position = clean(state.position);
  state.debt = clean(state.debt);
  const { direction, price, sizeType } = request;
  if (Number.isNaN(request.size)) return ignored("size is NaN");
  if (Number.isNaN(price)) return ignored("price is NaN");
  if (!(price > 0 && price < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`vectorbt: price ${price} is not above 0; give prices above 0, NaN for none`);
  }
  if ((direction === "longOnly" && state.position < 0) || (direction === "shortOnly" && state.position > 0)) {
    throw new RangeError(`vectorbt: a position of ${state.position} meets an order that is ${direction}; give "both"`);
  }

  let size = direction === "shortOnly" ? -request.size : request.size;
  if (sizeType === "targetPercent") {
    if (Number.isNaN(value)) return ignored("value is NaN");
    if (clean(value) <= 0) return rejected("value is not above 0");
    size *= value;
  }
  if (sizeType === "value" || sizeType === "targetValue" || sizeType === "targetPercent") {
    if (Number.isNaN(valPrice)) return ignored("valuation price is NaN");
    if (!(valPrice > 0)) throw new RangeError(`vectorbt: valuation price ${valPrice} is not above 0; give one above 0`);
    size /= valPrice;
  }
  if (sizeType === "targetAmount" || sizeType === "targetValue" || sizeType === "targetPercent") size -= state.position;

  let percent = Number.NaN;
  // Selling short without limit means with all the free cash.
  const isAllShort = sizeType !== "percent" && size === Number.NEGATIVE_INFINITY && direction !== "longOnly";
  if (isAllShort) percent = 1;
  if (sizeType === "percent") {
    if (size === 0) return ignored("size is zero");
    percent = Math.abs(size);
    size *= Number.POSITIVE_INFINITY;
  }
  return size > 0 ? buy(state, size, percent, request) : sell(state, -size, percent, request);
}
