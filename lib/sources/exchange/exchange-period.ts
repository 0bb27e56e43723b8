import { timeGrid } from "../../series/grid.js";
import { dayMs, epochMs, intervalText, isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";

/** What is asked for and what there can be. */
export interface AskedPeriod {
  /** How a message calls the exchange. */
  readonly title: string;
  /** How far back from `now` it keeps rows, milliseconds. */
  readonly reachMs: number;
  readonly stepMs: number;
  /** ISO time; the end of the reach if left out. */
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

/**
 * The bar ends t with from < t ≤ to, cut to those within the exchange's reach and not after now; a cut of something
 * asked for is a `gap`.
 * @throws {RangeError} if a time is none, or no bar is left
 */
export function exchangePeriod({ title, reachMs, stepMs, from, to, now }: AskedPeriod): ExchangePeriod {
  if (!Number.isFinite(now)) throw new RangeError(`loadExchange: now is ${now}; give epoch milliseconds UTC`);
  const barEndAfter = (time: number): number => Math.floor(time / stepMs) * stepMs + stepMs;
  const earliest = Math.ceil((now - reachMs) / stepMs) * stepMs + stepMs;
  const latest = Math.floor(now / stepMs) * stepMs;
  const askedFirst = from === undefined ? earliest : barEndAfter(epochMs(from));
  const askedLast = to === undefined ? latest : Math.floor(endOf(to) / stepMs) * stepMs;
  const first = Math.max(askedFirst, earliest);
  const last = Math.min(askedLast, latest);
  if (first > last) {
    throw new RangeError(
      `loadExchange: no bar of ${intervalText(stepMs)} from ${from ?? isoTime(first)} to ${to ?? isoTime(now)} is served; ${title} keeps open interest from ${isoTime(earliest - stepMs)} to ${isoTime(latest)}, for older use its archive`,
    );
  }
  return {
    times: barEnds(first, last, stepMs),
    issues: [
      ...issueAt(
        "gap",
        "period",
        barEnds(askedFirst, Math.min(first - stepMs, askedLast), stepMs),
        `asked from ${from}, but ${title} keeps open interest only from ${isoTime(earliest - stepMs)}; served from there`,
      ),
      ...issueAt(
        "gap",
        "period",
        barEnds(Math.max(last + stepMs, askedFirst), askedLast, stepMs),
        `asked up to ${to}, which is after now; served up to ${isoTime(last)}`,
      ),
    ],
  };
}

function endOf(to: string): number {
  return epochMs(to) + (/^\d{4}-\d{2}-\d{2}$/.test(to) ? dayMs : 0);
}

/** Bar ends from `first` to `last`, both in it; none where the last is before the first. */
function barEnds(first: number, last: number, stepMs: number): Float64Array {
  return timeGrid({ from: first - stepMs, to: last, intervalMs: stepMs });
}
