import { hourMs, isoTime, minuteMs } from "../../series/time.js";
import { repeatedHour } from "./repeated-hour.js";
import { zoneClock } from "./time-zone.js";

/** How every time of one column is written. */
export type TimeForm = "epoch s" | "epoch ms" | "epoch µs" | "epoch ns" | "zoned" | "local";

/** Instants of a column of times. */
export interface ClockTimes {
  /** Epoch milliseconds UTC, in the order of the rows. */
  readonly times: Float64Array;
  /** Row indices whose wall-clock time occurred twice. */
  readonly ambiguous: readonly number[];
  /** Those of them of which the order of rows does not tell which of the two they are; they are read as the first. */
  readonly untold: readonly number[];
  /** Row indices whose wall-clock time never occurred. */
  readonly nonexistent: readonly number[];
}

/** A column of times, read. */
export interface CsvTimes extends ClockTimes {
  readonly form: TimeForm;
}

/** Times before or from these years are mistakes: of a unit, of a column, or of two digits of a year. */
const firstYear = 1980;
const endYear = 2100;
/** The largest offset of a zone. */
const largestOffset = 14 * hourMs;

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
 * and a zone of at most 14 hours. A time without a zone is on the clock of `timeZone`; the others are UTC by themselves. Times
 * before 1980 and from 2100 on are no times of a market and are refused.
 *
 * A wall-clock time that occurred twice is told by the order of rows (`repeatedHour`), and is the first where nothing tells.
 * One that never occurred is read on the clock before the change. All are listed.
 * @param fail called with the row and what is wrong with it, an order that contradicts itself too; must throw
 * @param keys what each row is of, where rows are not of one thing alone
 */
export function csvTimes(
  cells: readonly string[],
  timeZone: string,
  fail: (row: number, problem: string) => never,
  keys?: readonly string[],
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
    const problem = timeProblem(read.time);
    if (problem !== undefined) fail(row, `"${cell}" ${problem}`);
    form ??= read.form;
    if (read.form !== form) {
      fail(row, `"${cell}" is written as ${read.form}, the rows before it as ${form}; write all times in one form`);
    }
    times[row] = read.time;
  }
  const instants =
    form === "local" ? onClock(times, clock, fail, keys) : { times, ambiguous: [], untold: [], nonexistent: [] };
  return { ...instants, form: form ?? "zoned" };
}

/** What is wrong with a time that no market can have had, to follow the time as it is written; undefined if nothing is. */
export function timeProblem(time: number): string | undefined {
  const year = new Date(time).getUTCFullYear();
  if (year >= firstYear && year < endYear) return undefined;
  const where = Number.isNaN(year) ? "far outside the years" : `a time of the year ${year} and not of those`;
  return `is ${where} from ${firstYear} to ${endYear - 1}; check its column and what it counts`;
}

/**
 * Instants of times that the clock of a zone showed, written as if they were UTC; told apart and listed as `csvTimes` does.
 * @param fail called with the row and what is wrong with it; must throw
 * @throws {RangeError} if the zone is unknown
 */
export function clockTimes(
  wallTimes: Float64Array,
  timeZone: string,
  fail: (row: number, problem: string) => never,
  keys?: readonly string[],
): ClockTimes {
  return onClock(wallTimes, zoneClock(timeZone), fail, keys);
}

function onClock(
  wallTimes: Float64Array,
  clock: ReturnType<typeof zoneClock>,
  fail: (row: number, problem: string) => never,
  keys: readonly string[] | undefined,
): ClockTimes {
  const times = new Float64Array(wallTimes.length);
  const later = new Map<number, number>();
  const nonexistent: number[] = [];
  for (let row = 0; row < wallTimes.length; row++) {
    const instant = clock(wallTimes[row] as number);
    times[row] = instant.time;
    if (instant.kind === "ambiguous") later.set(row, instant.later as number);
    else if (instant.kind === "nonexistent") nonexistent.push(row);
  }
  const ambiguous = [...later.keys()];
  if (ambiguous.length === 0) return { times, ambiguous, untold: [], nonexistent };
  const { second, untold, contradictory } = repeatedHour(wallTimes, new Set(ambiguous), keys);
  if (contradictory !== undefined) {
    const shown = isoTime(wallTimes[contradictory]).replace("Z", "");
    fail(
      contradictory,
      `the clock showed ${shown} twice, and the order of the rows about it does not tell which it is; write times with their zone, or rows in order of time`,
    );
  }
  for (const row of second) times[row] = later.get(row) as number;
  return { times, ambiguous, untold, nonexistent };
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
  const offset = zoneMs(zone);
  return offset === undefined ? undefined : dated(year, month, day, ofDay - offset, "zoned");
}

function dated(year = "", month = "", day = "", ofDay: number, form: TimeForm) {
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC makes 1950 of the year 50 and rolls 30 February over into March; a day that does not exist is a mistake.
  const exists = Number(year) >= 100 && new Date(midnight).getUTCMonth() === Number(month) - 1 && Number(day) > 0;
  return exists ? { time: midnight + ofDay, form } : undefined;
}

/** Undefined where no zone is so far from UTC. */
function zoneMs(zone: string): number | undefined {
  if (zone === "Z" || zone === "z") return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(2));
  const ms = Number(digits.slice(0, 2)) * hourMs + minutes * minuteMs;
  if (ms > largestOffset || minutes > 59) return undefined;
  return zone[0] === "-" ? -ms : ms;
}

function epochForm(count: number): TimeForm | undefined {
  if (count < 1e8 || count >= 1e20) return undefined;
  if (count < 1e11) return "epoch s";
  if (count < 1e14) return "epoch ms";
  return count < 1e17 ? "epoch µs" : "epoch ns";
}
