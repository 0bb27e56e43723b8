import { dayMs, epochMs, isoTime } from "../series/time.js";

/** A period: from < bar end ≤ to, in epoch milliseconds UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** That `to` is not after `from`. A loader that filled in one of them tells its caller which. */
export class EmptyPeriodError extends RangeError {
  override readonly name: string = "EmptyPeriodError";
  readonly period: Period;

  constructor(period: Period) {
    super(`period: to ${isoTime(period.to)} is not after from ${isoTime(period.from)}; swap them`);
    this.period = period;
  }
}

/**
 * The same in the words of what was given: of a bound that was left out the caller knows nothing, and it cannot be swapped.
 * @param given bounds as the caller gave them, undefined where left out
 */
export function emptyPeriodText(
  { from, to }: Period,
  given: { readonly from?: string; readonly to?: string },
  owner: string,
): string {
  if (given.to === undefined) {
    return `${owner}: from ${isoTime(from)} is not before the end of the data, ${isoTime(to)}; give an earlier one`;
  }
  if (given.from === undefined) {
    return `${owner}: to ${isoTime(to)} is not after the start of the data, ${isoTime(from)}; give a later one`;
  }
  return `${owner}: to ${isoTime(to)} is not after from ${isoTime(from)}; swap them`;
}

/**
 * A period from ISO text. A date alone is its midnight as `from`, and as `to` the end of that whole day.
 * @throws {RangeError} if a text is no time
 * @throws {EmptyPeriodError} if `to` is not after `from`
 */
export function period(from: string, to: string): Period {
  const start = periodStart(from);
  const end = periodEnd(to);
  if (end <= start) throw new EmptyPeriodError({ from: start, to: end });
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
