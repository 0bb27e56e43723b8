import { timeGrid } from "../../series/grid.js";
import { dayMs, epochMs, intervalText, isoTime } from "../../series/time.js";
import { periodEnd } from "../period.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";

/** What is asked for and what there can be. */
export interface AskedPeriod {
  /** How a message calls the exchange. */
  readonly title: string;
  /** What is kept. */
  readonly what: string;
  /** How far back from `now` it keeps rows, milliseconds; Infinity if it drops none. */
  readonly reachMs: number;
  /** Who has what lies before the reach, ending a sentence. */
  readonly older: string;
  readonly stepMs: number;
  /** ISO time; the end of the reach if left out, or 30 days ago where that is nearer. */
  readonly from?: string | undefined;
  /** ISO time, a date up to its end; now if left out. */
  readonly to?: string | undefined;
  /** Epoch milliseconds UTC. */
  readonly now: number;
}

/** The grid of bar ends that can be served, and what was cut off to come to it. */
export interface ExchangePeriod {
  /** Bar ends, `stepMs` apart; even the start of the first bar is within reach. */
  readonly times: Float64Array;
  readonly issues: readonly QualityIssue[];
}

const usualMs = 30 * dayMs;

/**
 * The bar ends t with from < t ≤ to, cut to those within the exchange's reach and not after now; a cut of something
 * asked for is told as `cut`.
 * @throws {RangeError} if a time is none, or no bar is left
 */
export function exchangePeriod({ title, what, reachMs, older, stepMs, from, to, now }: AskedPeriod): ExchangePeriod {
  if (!Number.isFinite(now)) throw new RangeError(`loadExchange: now is ${now}; give epoch milliseconds UTC`);
  const barEndAfter = (time: number): number => Math.floor(time / stepMs) * stepMs + stepMs;
  const firstSince = (ageMs: number): number => Math.ceil((now - ageMs) / stepMs) * stepMs + stepMs;
  const earliest = Number.isFinite(reachMs) ? firstSince(reachMs) : Number.NEGATIVE_INFINITY;
  const latest = Math.floor(now / stepMs) * stepMs;
  const askedFirst = from === undefined ? firstSince(Math.min(reachMs, usualMs)) : barEndAfter(epochMs(from));
  const askedLast = to === undefined ? latest : Math.floor(periodEnd(to) / stepMs) * stepMs;
  const first = Math.max(askedFirst, earliest);
  const last = Math.min(askedLast, latest);
  const kept = `${title} keeps ${reachText(reachMs, stepMs)} of ${what}`;
  if (first > last) {
    const served = Number.isFinite(earliest)
      ? `${kept}, now from ${isoTime(earliest - stepMs)} to ${isoTime(latest)}; ${older}`
      : `a bar must end after from and not after to or now; give a longer period`;
    throw new RangeError(
      `loadExchange: no bar of ${intervalText(stepMs)} from ${from ?? isoTime(first)} to ${to ?? isoTime(now)} is served; ${served}`,
    );
  }
  return {
    times: barEnds(first, last, stepMs),
    issues: [
      ...issueAt(
        "cut",
        "period",
        barEnds(askedFirst, Math.min(first - stepMs, askedLast), stepMs),
        `${kept}: asked from ${from}, served from ${isoTime(earliest - stepMs)}; ${older}`,
      ),
      ...issueAt(
        "cut",
        "period",
        barEnds(Math.max(last + stepMs, askedFirst), askedLast, stepMs),
        `asked up to ${to}, which is after now; served up to ${isoTime(last)}`,
      ),
    ],
  };
}

/** `30 days`, or so many rows where the reach is no number of days, as `200 rows of 1h`. */
function reachText(reachMs: number, stepMs: number): string {
  const days = Math.round(reachMs / dayMs);
  // A reach is shortened by some minutes for clocks that differ.
  if (days > 0 && Math.abs(reachMs - days * dayMs) < dayMs / 24) return `${days} ${days === 1 ? "day" : "days"}`;
  return `${Math.floor(reachMs / stepMs)} rows of ${intervalText(stepMs)}`;
}

/** Bar ends from `first` to `last`, both in it; none where the last is before the first. */
function barEnds(first: number, last: number, stepMs: number): Float64Array {
  return timeGrid({ from: first - stepMs, to: last, intervalMs: stepMs, originMs: 0 });
}
