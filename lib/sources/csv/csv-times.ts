import { hourMs, minuteMs } from "../../series/time.js";
import { type ZonedInstant, zoneClock } from "./time-zone.js";

/** How every time of one column is written. */
export type TimeForm = "epoch s" | "epoch ms" | "epoch µs" | "epoch ns" | "zoned" | "local";

/** Instants of a column of times. */
export interface ClockTimes {
  /** Epoch milliseconds UTC, in the order of the rows. */
  readonly times: Float64Array;
  /** Row indices whose wall-clock time occurred twice. */
  readonly ambiguous: readonly number[];
  /** Row indices whose wall-clock time never occurred. */
  readonly nonexistent: readonly number[];
}

/** A column of times, read. */
export interface CsvTimes extends ClockTimes {
  readonly form: TimeForm;
}

/** Milliseconds in one count of each epoch. */
const epochUnitMs: Readonly<Record<string, number>> = {
  "epoch s": 1000,
  "epoch ms": 1,
  "epoch µs": 1e-3,
  "epoch ns": 1e-6,
};
const number = /^\d+(?:\.\d+)?$/;
const compactDate = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const written =
  /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Instants of a column of times, all written in one form:
 * a count since 1970 (seconds from 1e8, milliseconds from 1e11, microseconds from 1e14, nanoseconds from 1e17), or year,
 * month and day separated by `-`, `.` or `/` (`2019.3.30`) or run together (`20190330`), with or without a time of day
 * and a zone. A time without a zone is on the clock of `timeZone`; the others are UTC by themselves.
 *
 * A wall-clock time that occurred twice is the first occurrence, unless the row before has reached that: then it is the
 * second. One that never occurred is read on the clock before the change. Both are listed.
 * @param fail called with the row and what is wrong with it; must throw
 */
export function csvTimes(
  cells: readonly string[],
  timeZone: string,
  fail: (row: number, problem: string) => never,
): CsvTimes {
  const clock = zoneClock(timeZone);
  const times = new Float64Array(cells.length);
  let form: TimeForm | undefined;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] as string;
    const read = readTime(cell);
    if (read === undefined) {
      fail(row, `"${cell}" is not a time; write 2025-07-01T01:00Z, 2019.3.30 or a count since 1970`);
    }
    form ??= read.form;
    if (read.form !== form) {
      fail(row, `"${cell}" is written as ${read.form}, the rows before it as ${form}; write all times in one form`);
    }
    times[row] = read.time;
  }
  const instants = form === "local" ? onClock(times, clock) : { times, ambiguous: [], nonexistent: [] };
  return { ...instants, form: form ?? "zoned" };
}

/**
 * Instants of times that the clock of a zone showed, written as if they were UTC; told apart and listed as `csvTimes` does.
 * @throws {RangeError} if the zone is unknown
 */
export function clockTimes(wallTimes: Float64Array, timeZone: string): ClockTimes {
  return onClock(wallTimes, zoneClock(timeZone));
}

function onClock(wallTimes: Float64Array, clock: (wallTime: number) => ZonedInstant): ClockTimes {
  const times = new Float64Array(wallTimes.length);
  const ambiguous: number[] = [];
  const nonexistent: number[] = [];
  for (let row = 0; row < wallTimes.length; row++) {
    const instant = clock(wallTimes[row] as number);
    times[row] = instant.time;
    if (instant.kind === "ambiguous") {
      ambiguous.push(row);
      if (row > 0 && (times[row - 1] as number) >= instant.time) times[row] = instant.later as number;
    } else if (instant.kind === "nonexistent") nonexistent.push(row);
  }
  return { times, ambiguous, nonexistent };
}

/** The time and its form; a local time is given as if its clock showed UTC. Undefined if it is none. */
function readTime(cell: string): { readonly time: number; readonly form: TimeForm } | undefined {
  const compact = compactDate.exec(cell);
  if (compact !== null) return dated(compact[1], compact[2], compact[3], 0, "local");
  if (number.test(cell)) {
    const count = Number(cell);
    const form = epochForm(count);
    return form === undefined ? undefined : { time: Math.round(count * (epochUnitMs[form] as number)), form };
  }
  const match = written.exec(cell);
  if (match === null) return undefined;
  const [, year, , month, day, hour, minute, second = "0", fraction = "0", zone] = match;
  if (hour === undefined) return dated(year, month, day, 0, "local");
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const ofDay =
    Number(hour) * hourMs +
    Number(minute) * minuteMs +
    Number(second) * 1000 +
    Math.round(Number(`0.${fraction}`) * 1000);
  if (zone === undefined) return dated(year, month, day, ofDay, "local");
  return dated(year, month, day, ofDay - zoneMs(zone), "zoned");
}

function dated(year = "", month = "", day = "", ofDay: number, form: TimeForm) {
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC rolls 30 February over into March; a day that does not exist is a mistake.
  const exists = new Date(midnight).getUTCMonth() === Number(month) - 1 && Number(day) > 0;
  return exists ? { time: midnight + ofDay, form } : undefined;
}

function zoneMs(zone: string): number {
  if (zone === "Z" || zone === "z") return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const ms = Number(digits.slice(0, 2)) * hourMs + Number(digits.slice(2)) * minuteMs;
  return zone[0] === "-" ? -ms : ms;
}

function epochForm(count: number): TimeForm | undefined {
  if (count < 1e8 || count >= 1e20) return undefined;
  if (count < 1e11) return "epoch s";
  if (count < 1e14) return "epoch ms";
  return count < 1e17 ? "epoch µs" : "epoch ns";
}
