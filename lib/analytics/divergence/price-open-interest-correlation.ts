import { checkCount } from "../../series/check.js";
import { logReturns } from "../../series/difference.js";
import { rollingCorrelation } from "../../series/rolling/rolling-correlation.js";
import type { Series } from "../../series/series.js";
import { checkPriceAndPositions } from "../columns/check-price-and-positions.js";

/** What `priceOpenInterestCorrelation` is asked for. */
export interface PriceOpenInterestCorrelationOptions {
  /** Length of the trailing window in rows, at least 3. */
  readonly window: number;
  /** Fewest rows of it with both changes; fewer than three never do. Default: `window`. */
  readonly minCount?: number;
  /** Rows over which changes are taken, at least 1. Default 1. */
  readonly horizon?: number;
  /** Accept open interest in a unit that the price moves, which correlates with the price without a trade. Default false. */
  readonly allowPriceEffect?: boolean;
}

/**
 * Rolling correlation of price and open interest: of ln(price[t] / price[t−h]) and ln(oi[t] / oi[t−h]) over the trailing
 * window. Above 0 positions are opened as the price rises and closed as it falls; below 0 they are opened into a fall and
 * closed in a rise: the two diverge. For Bitcoin in coins, four-hourly from May to November 2025, it is between −0.4 and 0.44
 * over windows of 30 days, and 0 on average. In dollars it is 0.65 on average, as the price is a factor of open interest:
 * dollars are refused.
 * NaN where a change is missing, as in `rollingCorrelation`. Over a horizon of several rows the changes overlap.
 * Source: definition.
 * @param price unit `price`, T rows
 * @param openInterest T rows at the same times
 * @returns T rows in [−1, 1], unit `number`, with the longer of the two delays
 * @throws {RangeError} if the times differ, a unit is not as above, an option is out of range, a price is not positive or
 *   an open interest is negative
 */
export function priceOpenInterestCorrelation(
  price: Series,
  openInterest: Series,
  { window, minCount = window, horizon = 1, allowPriceEffect = false }: PriceOpenInterestCorrelationOptions,
): Series {
  checkPriceAndPositions(price, openInterest, allowPriceEffect, "priceOpenInterestCorrelation");
  checkCount(horizon, "horizon", "priceOpenInterestCorrelation");
  return rollingCorrelation(logReturns(price, horizon), logReturns(openInterest, horizon), window, { minCount });
}
