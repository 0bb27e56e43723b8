import { hourMs, intervalText, isoTime } from "../../series/time.js";
import { periodEnd, periodStart } from "../period.js";
import { futureCut } from "../quality/future-cut.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import type { SanAccess } from "./san-access.js";

/** How late Santiment publishes open interest and funding: an hour for half and for 95 of 100 values, by its own count. */
export const publicationMs: number = hourMs;

/** What is asked for. */
export interface AskedPeriod {
  /** Metric and asset, for messages. */
  readonly what: string;
  readonly access: SanAccess;
  readonly barMs: number;
  /** ISO time; as far back as there is and may be read if left out. */
  readonly from: string | undefined;
  /** ISO time, a date up to its end; now if left out. */
  readonly to: string | undefined;
  /** Epoch milliseconds UTC. */
  readonly now: number;
  /** Whether the bar that is not over belongs to it. */
  readonly includeIncomplete: boolean;
}

/** Bars as they are asked for, and labels as they may be read. */
export interface SanPeriod {
  /** Ends of the first and the last bar asked for. */
  readonly firstEnd: number;
  readonly lastEnd: number;
  /** Labels to read: from ≤ label < to. */
  readonly from: number;
  readonly to: number;
}

/**
 * The bars of a period and the part of them that can be had. A bar that is only partly open to the key is left out.
 * @throws {RangeError} if a time is none, the period has no bar, or nothing of it can be had, saying what can
 */
export function sanPeriod(asked: AskedPeriod): SanPeriod {
  const { what, access, barMs, from, to, now, includeIncomplete } = asked;
  if (!Number.isFinite(now)) throw new RangeError(`loadSantiment: now is ${now}; give epoch milliseconds UTC`);
  const bars = { up: (time: number) => Math.ceil(time / barMs) * barMs, down: (time: number) => floorTo(time, barMs) };
  const start = from === undefined ? (access.since ?? access.from) : periodStart(from);
  if (!Number.isFinite(start)) {
    throw new RangeError(`loadSantiment: Santiment does not say since when it has ${what}; give from`);
  }
  const end = to === undefined ? now : periodEnd(to);
  const firstEnd = bars.down(start) + barMs;
  const lastEnd = end >= now && includeIncomplete ? bars.up(now) : bars.down(Math.min(end, now));
  if (lastEnd < firstEnd) {
    throw new RangeError(
      `loadSantiment: no bar of ${intervalText(barMs)} ends after ${isoTime(start)} and by ${isoTime(Math.min(end, now))}; widen the period`,
    );
  }
  const since = bars.down(access.since ?? Number.NEGATIVE_INFINITY);
  const first = Math.max(firstEnd - barMs, since);
  const last = lastEnd;
  const openFrom = Math.max(first, bars.up(access.from));
  const openTo = Math.min(last, bars.down(access.to));
  if (openFrom < openTo) return { firstEnd, lastEnd, from: openFrom, to: openTo };
  const period = `from ${isoTime(firstEnd - barMs)} to ${isoTime(lastEnd)}`;
  throw first < last
    ? new RangeError(
        `loadSantiment: nothing of ${what} ${period} is open to this key, which may read ${openText(access)}; ask within that, or give the key of a larger plan`,
      )
    : new RangeError(
        `loadSantiment: Santiment has ${what} since ${isoTime(access.since ?? Number.NaN)} only, and nothing ${period}; ask for a later period`,
      );
}

/** Ends of the first and the last bar that came. */
export interface ServedPeriod {
  readonly firstEnd: number;
  readonly lastEnd: number;
}

/** Bars that were asked for and did not come, at either end, each as a `cut` with the reason as far as it is known. */
export function cutIssues(asked: AskedPeriod, period: SanPeriod, served: ServedPeriod): readonly QualityIssue[] {
  const { what, access, barMs, to, now } = asked;
  const given = `asked for ${isoTime(period.firstEnd - barMs)} to ${isoTime(period.lastEnd)}, given ${isoTime(served.firstEnd - barMs)} to ${isoTime(served.lastEnd)}`;
  const open = `this key may read ${openText(access)}`;
  const early = ends(period.firstEnd, served.firstEnd - barMs, barMs);
  const late = ends(served.lastEnd + barMs, period.lastEnd, barMs);
  const whyEarly =
    access.from > period.firstEnd - barMs
      ? open
      : (access.since ?? Number.NEGATIVE_INFINITY) > period.firstEnd - barMs
        ? `Santiment has it since ${isoTime(access.since as number)}`
        : "Santiment gives no row before";
  const isNew = served.lastEnd >= now - publicationMs - barMs;
  const whyLate =
    access.to < period.lastEnd
      ? open
      : isNew
        ? `Santiment publishes about ${intervalText(publicationMs)} late`
        : "Santiment gives no row after";
  // Who asks for all there is knows that the last hour is not there yet.
  const isExpected = to === undefined && isNew && access.to >= period.lastEnd;
  return [
    ...issueAt("cut", what, early, `${given}: ${whyEarly}`),
    ...issueAt("cut", what, isExpected ? [] : late, `${given}: ${whyLate}`),
    ...futureCut(to === undefined ? now : periodEnd(to), { now, last: period.lastEnd, barMs }),
  ];
}

/** What is open to a key, in words. */
export function openText({ from, to }: SanAccess): string {
  const start = Number.isFinite(from) ? `from ${isoTime(from)}` : "from the start";
  return `${start} ${Number.isFinite(to) ? `to ${isoTime(to)}` : "to the end"}`;
}

function ends(first: number, last: number, barMs: number): Float64Array {
  const count = Math.max(0, Math.round((last - first) / barMs) + 1);
  return Float64Array.from({ length: count }, (_, bar) => first + bar * barMs);
}

function floorTo(time: number, barMs: number): number {
  return Math.floor(time / barMs) * barMs;
}
