import { timeGrid } from "../../series/grid.js";
import { intervalText, isoTime } from "../../series/time.js";
import { periodEnd, periodStart } from "../period.js";
import { usualStepMs } from "../quality/grid-issues.js";
import type { Grid } from "../rows-on-grid.js";

/** Most steps for each row, beyond a few: with more, a stray time and no gap is what makes them. */
const emptiest = 100;
const fewest = 10_000;

/** Which part of a file, in which bars. */
export interface FileGridOptions {
  /** Length of a bar in milliseconds. Default the file's step. */
  readonly barMs?: number | undefined;
  /** ISO time. Default a step before the first row. */
  readonly from?: string | undefined;
  /** ISO time; a date alone includes that day. Default the last row. */
  readonly to?: string | undefined;
}

/**
 * The regular grid of a file's own step that covers whole bars of `barMs` in the period.
 * @param times of the file's rows, rising
 * @param where what messages call the file
 * Bars of days end at midnight UTC and those of whole weeks as Monday begins, as in `resample`; those of several days are
 * counted from the epoch.
 * @throws {RangeError} if the file has no step, the bar is no multiple of it or ends where no row can be, the file has
 *   nothing in the period, or so few rows for it that a time must be wrong
 */
export function fileGrid(times: Float64Array, where: string, { barMs, from, to }: FileGridOptions = {}): Grid {
  const stepMs = usualStepMs(times);
  if (!(stepMs > 0)) throw new RangeError(`fileGrid: ${where} has fewer than two rows, so that its step is not known`);
  const longMs = barMs ?? stepMs;
  if (longMs % stepMs !== 0) {
    throw new RangeError(
      `fileGrid: bars of ${intervalText(longMs)} are no multiple of ${intervalText(stepMs)}, the step of ${where}`,
    );
  }
  const first = times[0] as number;
  const last = times[times.length - 1] as number;
  const asked = {
    from: from === undefined ? first - stepMs : periodStart(from),
    to: to === undefined ? last : periodEnd(to),
  };
  const steps = (asked.to - asked.from) / stepMs;
  if (steps > emptiest * times.length + fewest) {
    throw new RangeError(
      `fileGrid: ${where} has ${times.length} rows over ${Math.round(steps)} steps of ${intervalText(stepMs)}, from ${isoTime(asked.from)} to ${isoTime(asked.to)}; a time may be wrong: repair it, or give from and to`,
    );
  }
  // Rows need not lie on the epoch's grid, as those of days that end at 16:00 do not.
  const usual = usualPhase(times, stepMs);
  const phase = longMs === stepMs ? { originMs: usual } : {};
  const ends = timeGrid({ ...asked, intervalMs: longMs, ...phase });
  const start = (ends[0] as number) - longMs;
  const end = ends[ends.length - 1] as number;
  if (!(start < last && end >= first)) {
    throw new RangeError(
      `fileGrid: ${where} has no rows after ${isoTime(asked.from)} and by ${isoTime(asked.to)}; it has ${isoTime(first)} to ${isoTime(last)}`,
    );
  }
  if ((end - usual) % stepMs !== 0) {
    throw new RangeError(
      `fileGrid: rows of ${where}, such as ${isoTime(last)}, are not at the ends of bars of ${intervalText(longMs)}, which end at ${isoTime(end)}; leave the interval out`,
    );
  }
  return { times: timeGrid({ from: start, to: end, intervalMs: stepMs, originMs: end }), stepMs };
}

/** Where in a step most of the times lie. */
function usualPhase(times: Float64Array, stepMs: number): number {
  const counts = new Map<number, number>();
  for (const time of times) counts.set(time % stepMs, (counts.get(time % stepMs) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
