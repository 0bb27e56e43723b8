import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";
import { checkNotNegative } from "./check-not-negative.js";
import { checkPositivePrice } from "./check-positive-price.js";
import { checkPriceEffect } from "./check-price-effect.js";

/**
 * Checks a price and an open interest that are to be set against each other.
 * @throws {RangeError} naming `owner`, if the times differ, the first is not in `price`, the second is in a unit that the
 *   price moves (unless `allowPriceEffect`), a price is not positive or an open interest is negative
 */
export function checkPriceAndPositions(
  price: Series,
  openInterest: Series,
  allowPriceEffect: boolean,
  owner: string,
): void {
  checkSameTimes(price.times, openInterest.times, owner);
  if (price.unit !== "price") {
    throw new RangeError(`${owner}: "${price.name}" is in ${price.unit}; give the price first, then open interest`);
  }
  checkPriceEffect([openInterest], openInterest.unit, allowPriceEffect, owner);
  checkPositivePrice(price, owner);
  checkNotNegative(openInterest.times, [openInterest], owner);
}
