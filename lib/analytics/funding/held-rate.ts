import { asOf } from "../../series/as-of.js";
import { Series } from "../../series/series.js";
import { hourMs, minuteMs } from "../../series/time.js";
import { type FundingIntervalOptions, fundingIntervalHours } from "./funding-interval-hours.js";
import { fundingPer8Hours } from "./funding-per-8-hours.js";

/** How long a rate is held. */
export interface HeldRateOptions extends FundingIntervalOptions {
  /** Oldest rate to hold, in milliseconds since its settlement. Default: its own interval, and its identity's delay. */
  readonly maxAgeMs?: number;
}

/**
 * The rate for eight hours in force at each time: the last one settled at or before it and known by then, to the nearest
 * minute, since stamps come a little late; NaN once it is too old.
 * @throws {RangeError} as `fundingPer8Hours` and `asOf` do
 */
export function heldRate(rate: Series, times: Float64Array, { maxAgeMs, ...interval }: HeldRateOptions): Float64Array {
  const normalised = onMinutes(fundingPer8Hours(rate, interval));
  if (maxAgeMs !== undefined) return asOf(normalised, times, { maxAgeMs }).series.values;
  const hours = onMinutes(fundingIntervalHours(rate, interval));
  // An interval without its rate would not be of the rate that is held.
  const paired = hours.with(hours.values.map((value, t) => value + 0 * normalised.values[t]));
  const anyAge = { maxAgeMs: Number.MAX_SAFE_INTEGER };
  const { series, ageMs } = asOf(normalised, times, anyAge);
  const held = asOf(paired, times, anyAge).series.values;
  const { delayMs = 0 } = rate.identity;
  return series.values.map((value, t) => (ageMs[t] <= held[t] * hourMs + delayMs ? value : Number.NaN));
}

/** The same rates at times rounded to the whole minute; of several in one minute the last. */
function onMinutes({ times, values, name, unit, identity }: Series): Series {
  const minutes = times.map((time) => Math.round(time / minuteMs) * minuteMs);
  const last = (row: number): boolean => minutes[row + 1] !== minutes[row];
  return new Series(
    minutes.filter((_, row) => last(row)),
    values.filter((_, row) => last(row)),
    name,
    unit,
    identity,
  );
}
