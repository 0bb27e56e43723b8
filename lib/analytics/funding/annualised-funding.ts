import { checkChoice } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { checkRate } from "./check-rate.js";
import { type FundingIntervalOptions, fundingIntervalHours } from "./funding-interval-hours.js";

/** Options of `annualisedFunding`. */
export interface AnnualisedFundingOptions extends FundingIntervalOptions {
  /**
   * `simple`: n times the rate; `compound`: (1 + rate)^n − 1, as if what is received were added to the position each time.
   * Default `simple`.
   */
  readonly compounding?: "simple" | "compound";
}

const hoursPerYear = 365 * 24;

/**
 * What a funding rate comes to if it is paid for a year of 365 days: rate × n, or (1 + rate)^n − 1, with n = 8760 / interval
 * in hours. One settlement said for a year: it is a unit and no forecast.
 * A missing rate is NaN, and so is one whose interval cannot be told (`fundingIntervalHours`), as the first one's.
 * Source: definition.
 * @param rate as settled, unit `fraction`, T rows at its own settlement times; positive means longs pay
 * @returns T rows, same times, unit and name
 * @throws {RangeError} if the rate is in another unit, `intervalHours` is not above 0, `compounding` is unknown, or at the
 *   first rate of −1 or less to be compounded
 */
export function annualisedFunding(
  rate: Series,
  { compounding = "simple", ...interval }: AnnualisedFundingOptions = {},
): Series {
  checkRate(rate, "annualisedFunding");
  checkChoice("compounding", compounding, ["simple", "compound"], "annualisedFunding");
  const hours = fundingIntervalHours(rate, interval).values;
  const yearly = new Float64Array(rate.length);
  for (let t = 0; t < yearly.length; t++) {
    const paid = rate.values[t];
    const settlements = hoursPerYear / hours[t];
    if (compounding === "simple") yearly[t] = paid * settlements;
    else {
      if (paid <= -1) {
        throw new RangeError(
          `annualisedFunding: rate ${paid} of "${rate.name}" at ${isoTime(rate.times[t])} leaves nothing to compound; give a fraction above -1`,
        );
      }
      // The plain form (1 + rate)^n − 1 loses the digits of a small rate.
      yearly[t] = Math.expm1(settlements * Math.log1p(paid));
    }
  }
  return rate.with(yearly);
}
