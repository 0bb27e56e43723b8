import { dayMs, epochMs, isoTime } from "../series/time.js";

/** A period: from < bar end ≤ to, in epoch milliseconds UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/**
 * A period from ISO text. A date alone is its midnight as `from`, and as `to` the end of that whole day.
 * @throws {RangeError} if a text is no time, or `to` is not after `from`
 */
export function period(from: string, to: string): Period {
  const start = periodStart(from);
  const end = periodEnd(to);
  if (end <= start) throw new RangeError(`period: to ${isoTime(end)} is not after from ${isoTime(start)}; swap them`);
  return { from: start, to: end };
}

/** The instant of an ISO text that begins a period: a date alone is its midnight. */
export function periodStart(from: string): number {
  return epochMs(from);
}

/** The instant of an ISO text that ends a period: a date alone is the midnight at the end of that day. */
export function periodEnd(to: string): number {
  return epochMs(to) + (/^\d{4}-\d{2}-\d{2}$/.test(to) ? dayMs : 0);
}
