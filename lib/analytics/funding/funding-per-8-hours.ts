import type { Series } from "../../series/series.js";
import { checkRate } from "./check-rate.js";
import { type FundingIntervalOptions, fundingIntervalHours } from "./funding-interval-hours.js";

/**
 * Funding rates as paid for eight hours: rate × 8 / interval, so that a venue that settles each hour compares with
 * one that settles three times a day. Simple: what is paid is not taken to be paid upon.
 * A missing rate is NaN, and so is one whose interval cannot be told (`fundingIntervalHours`), as the first one's.
 * Source: definition, as data providers publish it.
 * @param rate as settled, unit `fraction`, T rows at its own settlement times; positive means longs pay
 * @returns T rows, same times, unit and name
 * @throws {RangeError} if the rate is in another unit or `intervalHours` is not above 0
 */
export function fundingPer8Hours(rate: Series, options: FundingIntervalOptions = {}): Series {
  checkRate(rate, "fundingPer8Hours");
  const hours = fundingIntervalHours(rate, options).values;
  const normalised = new Float64Array(rate.length);
  for (let t = 0; t < normalised.length; t++) normalised[t] = rate.values[t] * (8 / hours[t]);
  return rate.with(normalised);
}
