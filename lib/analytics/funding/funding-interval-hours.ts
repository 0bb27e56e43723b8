import type { Series } from "../../series/series.js";
import { hourMs, minuteMs } from "../../series/time.js";

/**
 * Hours for which each funding rate is paid: the distance from the settlement before it.
 *
 * Stamps are rounded to the whole minute first, because venues settle on the hour and stamp it a little late. A distance
 * shorter than the interval so far is a new interval at once. A longer one may as well be a settlement that is missing from
 * the data: it is NaN until the same distance comes a second time in a row, and then it is the interval. So a venue that
 * goes from 8 h to 4 h is followed at once, one that goes from 4 h to 8 h a settlement later, and a lost settlement leaves
 * one rate, the next, without an interval. The first rate has none. A row whose rate is missing counts as a settlement.
 * Each row depends on times up to its own only. Data in which every second settlement is missing looks like a longer
 * interval: give `intervalHours` where it is known.
 * Source: definition; the rule is ours.
 * @param rate settlements in order of time, T rows
 * @returns hours, unit `number`, T rows at the same times
 * @throws {RangeError} if `intervalHours` is not above 0
 */
export function fundingIntervalHours(rate: Series, { intervalHours }: FundingIntervalOptions = {}): Series {
  const hours = new Float64Array(rate.length).fill(Number.NaN);
  if (intervalHours === undefined) inferInto(hours, rate.times);
  else if (intervalHours > 0 && intervalHours < Number.POSITIVE_INFINITY) hours.fill(intervalHours);
  else {
    throw new RangeError(`fundingIntervalHours: intervalHours ${intervalHours} is not an interval; give hours above 0`);
  }
  return rate.with(hours, { name: `${rate.name} interval`, unit: "number" });
}

/** How the interval of a funding rate is found. */
export interface FundingIntervalOptions {
  /** Hours for which each rate is paid, where it never changes and is known. Default: the distance of the settlements. */
  readonly intervalHours?: number;
}

function inferInto(hours: Float64Array, times: Float64Array): void {
  let interval = Number.POSITIVE_INFINITY;
  let before = Number.NaN;
  for (let t = 1; t < times.length; t++) {
    const distance = Math.round(times[t] / minuteMs) - Math.round(times[t - 1] / minuteMs);
    // Two stamps in one minute are one settlement: the second has no interval.
    if (distance > 0 && (distance <= interval || distance === before)) {
      interval = distance;
      hours[t] = (distance * minuteMs) / hourMs;
    }
    before = distance;
  }
}
