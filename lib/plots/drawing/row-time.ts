import { checkDuration } from "../../series/check.js";
import { dayMs, hourMs, intervalText, minuteMs, secondMs } from "../../series/time.js";

/** Numbers of rows told as lengths of time, as far as the interval is known. */
export interface RowTime {
  /** What an axis counts: `hours`, or `rows` where the interval is not known. */
  readonly unit: string;
  /** So many rows on that axis. */
  readonly value: (rows: number) => number;
  /** So many rows in words, without their sign: `2h`, `3 rows`. */
  readonly text: (rows: number) => string;
  /** Round values of the axis between two numbers of rows, at most nine of them, 0 among them if it is between. */
  readonly ticks: (from: number, to: number) => number[];
}

const units = [
  { unit: "seconds", ms: secondMs, steps: [1, 2, 5, 10, 15, 30, 60] },
  { unit: "minutes", ms: minuteMs, steps: [1, 2, 5, 10, 15, 30, 60, 120] },
  { unit: "hours", ms: hourMs, steps: [1, 2, 3, 6, 12, 24, 48] },
  { unit: "days", ms: dayMs, steps: [1, 2, 7, 14, 28] },
] as const;
const rowSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/** Hours beyond this number are told as days. */
const mostOfUnit = 120;
const mostTicks = 8;

/**
 * How numbers of rows up to `most` are told: in the largest unit of time that divides the interval, or a larger one where
 * that would make more than 120 of them; as rows where there is no interval.
 * @throws {RangeError} if the interval is not a length of time
 */
export function rowTime(intervalMs: number | undefined, most: number, owner: string): RowTime {
  if (intervalMs === undefined) {
    return {
      unit: "rows",
      value: (rows) => rows,
      text: (rows) => `${Math.abs(rows)} ${Math.abs(rows) === 1 ? "row" : "rows"}`,
      ticks: (from, to) => ticksOf(from, to, rowSteps),
    };
  }
  checkDuration(intervalMs, "intervalMs", owner);
  const divides = units.findLastIndex(({ ms }) => intervalMs % ms === 0);
  const fits = units.findIndex(({ ms }, index) => index >= divides && (most * intervalMs) / ms <= mostOfUnit);
  const { unit, ms, steps } = units[fits < 0 ? units.length - 1 : fits] as (typeof units)[number];
  const value = (rows: number): number => (rows * intervalMs) / ms;
  return {
    unit,
    value,
    text: (rows) => intervalText(Math.abs(rows) * intervalMs),
    ticks: (from, to) => ticksOf(value(from), value(to), steps),
  };
}

function ticksOf(from: number, to: number, steps: readonly number[]): number[] {
  const longest = steps.at(-1) as number;
  const fitting = steps.find((step) => (to - from) / step <= mostTicks);
  const step = fitting ?? Math.ceil((to - from) / mostTicks / longest) * longest;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step); tick * step <= to; tick++) ticks.push(tick * step + 0);
  return ticks;
}
