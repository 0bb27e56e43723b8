import { dayMs, isoTime } from "../../series/time.js";
import { periodEnd, periodStart } from "../period.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import type { BlocklensRows } from "./blocklens-rows.js";

/** Days to ask for, by their starts, epoch milliseconds UTC; both are included. */
export interface BlocklensDays {
  readonly first: number;
  readonly last: number;
  /** Start of the day that is not over. */
  readonly today: number;
  readonly includeIncomplete: boolean;
  /** What of the period asked for cannot be, because it is not over or not begun. */
  readonly issues: readonly QualityIssue[];
}

/** What was asked for. */
export interface AskedDays {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly now: number;
  readonly includeIncomplete: boolean;
}

const defaultDays = 365;

/**
 * The days whose ends t lie in from < t ≤ to. The day that is not over is left out unless it is asked for, and no day
 * after it is asked for.
 * @throws {RangeError} if a text is no time, or no day is left
 */
export function blocklensDays({ from, to, now, includeIncomplete }: AskedDays): BlocklensDays {
  if (!Number.isFinite(now)) throw new RangeError(`loadBlocklens: now is ${now}; give epoch milliseconds UTC`);
  const dayOf = (time: number): number => Math.floor(time / dayMs) * dayMs;
  const today = dayOf(now);
  const latest = includeIncomplete ? today : today - dayMs;
  const askedLast = to === undefined ? latest : dayOf(periodEnd(to)) - dayMs;
  const last = Math.min(askedLast, latest);
  const first = from === undefined ? last - (defaultDays - 1) * dayMs : dayOf(periodStart(from));
  if (first > last) {
    const why = askedLast >= today && !includeIncomplete ? `; the day ${isoTime(today)} is not over` : "";
    throw new RangeError(
      `loadBlocklens: no day ends after ${from ?? isoTime(first)} and by ${to ?? isoTime(now)}${why}; give an earlier from or a later to`,
    );
  }
  const tooLate = { askedLast, today, latest, to };
  const open = includeIncomplete ? [] : openDay(tooLate);
  return { first, last, today, includeIncomplete, issues: [...open, ...future(tooLate)] };
}

interface TooLate {
  readonly askedLast: number;
  readonly today: number;
  readonly latest: number;
  readonly to: string | undefined;
}

function openDay({ askedLast, today }: TooLate): readonly QualityIssue[] {
  if (askedLast < today) return [];
  return issueAt("incomplete", "period", [today + dayMs], `the day ${isoTime(today)} is not over; left out`);
}

function future({ askedLast, today, latest, to }: TooLate): readonly QualityIssue[] {
  if (askedLast <= today) return [];
  const count = (askedLast - today) / dayMs;
  const detail = `asked up to ${to}, which is after now; served up to ${isoTime(latest + dayMs)}`;
  return [{ kind: "cut", where: "period", count, from: today + 2 * dayMs, to: askedLast + dayMs, detail }];
}

/**
 * The rows of the days that were asked for. Rows of other days are left out and told: that of a day that is not over as
 * `incomplete`, any other as `invalid`. A row of today that was asked for is kept, and told as `incomplete` too.
 */
export function rowsOfDays(
  { days, columns }: BlocklensRows,
  { first, last, today, includeIncomplete }: BlocklensDays,
  where: string,
): { readonly rows: BlocklensRows; readonly issues: readonly QualityIssue[] } {
  const within: number[] = [];
  const open: number[] = [];
  const beside: number[] = [];
  for (let row = 0; row < days.length; row++) {
    const day = days[row] as number;
    if (day === today) open.push(day + dayMs);
    if (day >= first && day <= last) within.push(row);
    else if (day !== today) beside.push(day + dayMs);
  }
  const fate = includeIncomplete ? "kept, as of now and not of its end" : "left out";
  const rows = {
    days: Float64Array.from(within, (row) => days[row] as number),
    columns: columns.map((column) => Float64Array.from(within, (row) => column[row] as number)),
  };
  return {
    rows,
    issues: [
      ...issueAt("incomplete", where, open, `the day ${isoTime(today)} is not over; its row is ${fate}`),
      ...issueAt("invalid", where, beside, "rows of days that were not asked for; left out"),
    ],
  };
}
