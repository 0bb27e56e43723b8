import { dayMs, epochMs, isoTime } from "../series/time.js";

/** A period: from < bar end ≤ to, in epoch milliseconds UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Bounds of a period as ISO text; one that is left out is that of the data. */
export interface GivenPeriod {
  readonly from?: string;
  readonly to?: string;
}

/**
 * A period from ISO text. A date alone is its midnight as `from`, and as `to` the end of that whole day.
 * @param given what the caller asked for
 * @param data first and last of what there is, for a bound that was not given
 * @throws {RangeError} naming `owner`, if a text is no time or the period ends before it starts, in the words of what was
 *   given: of a bound that was left out the caller knows nothing, and it cannot be swapped
 */
export function period(given: GivenPeriod, data: Required<GivenPeriod>, owner: string): Period {
  const from = periodStart(given.from ?? data.from);
  const to = periodEnd(given.to ?? data.to);
  if (to > from) return { from, to };
  if (given.to === undefined) {
    throw new RangeError(
      `${owner}: from ${given.from ?? isoTime(from)} is not before the end of the data, ${isoTime(to)}; give an earlier one`,
    );
  }
  if (given.from === undefined) {
    throw new RangeError(
      `${owner}: to ${given.to} is not after the start of the data, ${isoTime(from)}; give a later one`,
    );
  }
  const advice = periodEnd(given.from) > periodStart(given.to) ? "swap them" : "give a later to";
  throw new RangeError(`${owner}: to ${given.to} is not after from ${given.from}; ${advice}`);
}

/** The instant of an ISO text that begins a period: a date alone is its midnight. */
export function periodStart(from: string): number {
  return epochMs(from);
}

/** The instant of an ISO text that ends a period: a date alone is the midnight at the end of that day. */
export function periodEnd(to: string): number {
  return epochMs(to) + (/^\d{4}-\d{2}-\d{2}$/.test(to) ? dayMs : 0);
}
