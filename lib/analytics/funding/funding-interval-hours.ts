import type { Series } from "../../series/series.js";
import { hourMs, minuteMs } from "../../series/time.js";

/**
 * Hours for which each funding rate is paid: the distance from the settlement before it.
 *
 * Distances are rounded to five minutes, because stamps are seconds early or late; two stamps within half of that are one
 * settlement, the second without an interval. A distance is the interval at once if it is the interval so far, or shorter
 * than that (or the first) and a whole number of hours up to 8, as venues settle. Any other may as well be a settlement
 * that is missing from the data: it is NaN until the same distance comes a second time in a row, and then it is the
 * interval. So a venue that goes from 8 h to 4 h is followed at once, one that goes from 4 h to 8 h a settlement later, and
 * a lost settlement leaves one rate, the next, without an interval. The first rate has none. A row whose rate is missing
 * counts as a settlement. Each row depends on times up to its own only.
 *
 * What it cannot tell: a venue of 4 h or less that loses its second settlement looks slower for that rate, and data in
 * which every second one is missing looks slower throughout. Give `intervalHours` where it is known.
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

const roundingMs = 5 * minuteMs;
/** The longest interval believed from one distance: venues settle at least three times a day. */
const longestUsual = 8 * hourMs;

function inferInto(hours: Float64Array, times: Float64Array): void {
  let interval = Number.POSITIVE_INFINITY;
  let before = Number.NaN;
  for (let t = 1; t < times.length; t++) {
    const distance = Math.round((times[t] - times[t - 1]) / roundingMs) * roundingMs;
    const isUsual = distance % hourMs === 0 && distance <= longestUsual && distance < interval;
    if (distance > 0 && (distance === interval || distance === before || isUsual)) {
      interval = distance;
      hours[t] = distance / hourMs;
    }
    before = distance;
  }
}
