import { checkChoice, checkKnown } from "../../series/check.js";
import { checkSeries } from "../../series/check-series.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { barsUntilFill } from "./bars-until-fill.js";
import { knownDelay } from "./known-delay.js";

/**
 * Entries and exits at bar ends, instead of a target position. Each series is 1 where the event happens and 0 where
 * not; NaN is a missing decision. A series may have rows for some of the bars only; the others bring no event. At least
 * one entry series is needed.
 */
export interface Signals extends SignalRules {
  readonly longEntry?: Series;
  readonly longExit?: Series;
  readonly shortEntry?: Series;
  readonly shortExit?: Series;
  /**
   * Size of a position entered, a fraction of equity above 0; as a series, the value that becomes known in the bar in
   * which the entry does: that of its own row, if neither comes late. An entry without one is a missing decision.
   * Default 1.
   */
  readonly size?: number | Series;
}

/** What is done where signals contradict each other or the position. */
export interface SignalRules {
  /** A long entry while short, or a short one while long. Default `reverse`; `close` leaves the account flat. */
  readonly opposite?: "reverse" | "close" | "ignore";
  /** Entry and exit of the same side at once. Default `exit`; `ignore` drops both. */
  readonly entryWithExit?: "exit" | "entry" | "ignore";
  /** A long and a short entry at once. Default `ignore`: they say nothing. */
  readonly bothEntries?: "ignore" | "long" | "short";
}

/** Rules of signals, complete. */
export type SignalConflicts = Required<SignalRules> & {
  /** What a row with a missing decision does. */
  readonly missing: "flat" | "hold";
};

/** Signals by the bar in which they are filled. */
export interface EncodedSignals {
  /** Events of each row: the sum of `longEntryBit` and its like. */
  readonly bits: Uint8Array;
  /** Size of a position entered in a row: one number for all, or one for each, NaN where no entry has one. */
  readonly sizes: number | Float64Array;
  /** Rows with a missing decision, whether or not they are still filled. */
  readonly missing: number;
}

export const longEntryBit = 1;
export const longExitBit = 2;
export const shortEntryBit = 4;
export const shortExitBit = 8;
/** A decision of this row is missing. */
export const missingBit = 16;

const signalFields = Object.keys({
  longEntry: true,
  longExit: true,
  shortEntry: true,
  shortExit: true,
  size: true,
  opposite: true,
  entryWithExit: true,
  bothEntries: true,
} satisfies Record<keyof Signals, true>);

/** Whether a decision is signals and not a series of targets; told by its shape. */
export function isSignals(decision: Series | Signals): decision is Signals {
  return !("values" in decision && "times" in decision);
}

/**
 * Rules with their defaults, after checking them.
 * @throws {RangeError} at an unknown choice, naming the known ones
 */
export function signalConflicts(
  { opposite = "reverse", entryWithExit = "exit", bothEntries = "ignore" }: SignalRules,
  missing: "flat" | "hold" = "flat",
  owner: string = "signalConflicts",
): SignalConflicts {
  checkChoice("opposite", opposite, ["reverse", "close", "ignore"], owner);
  checkChoice("entryWithExit", entryWithExit, ["exit", "entry", "ignore"], owner);
  checkChoice("bothEntries", bothEntries, ["ignore", "long", "short"], owner);
  checkChoice("missing", missing, ["flat", "hold"], owner);
  return { opposite, entryWithExit, bothEntries, missing };
}

/**
 * Signals as one byte for each bar, placed on the bar in which they are filled: an event at the end of bar t, known
 * `delayMs` of its series later, falls on row t + `barsUntilFill`. Series of different delays meet where they are
 * known. What would fall behind the last bar is dropped.
 * @param times bar ends, T rows
 * @throws {RangeError} without an entry series, at an unknown name, naming the known ones, a delay below 0, a time
 *   that is no bar end, at a value that is not 0, 1 or NaN, or a size that is not above 0
 * @throws {TypeError} if an event is no series, or sizes are not in unit `fraction`
 */
export function encodeSignals(
  signals: Signals,
  times: Float64Array,
  intervalMs: number,
  {
    fill = "next open",
    owner = "encodeSignals",
  }: { readonly fill?: Parameters<typeof barsUntilFill>[0]; readonly owner?: string } = {},
): EncodedSignals {
  checkKnown(signals, "signal", signalFields, owner);
  const { longEntry, longExit, shortEntry, shortExit, size = 1 } = signals;
  if (longEntry === undefined && shortEntry === undefined) {
    throw new RangeError(`${owner}: signals without an entry; give longEntry, shortEntry or both`);
  }
  const barsUntil = (series: Series): number => barsUntilFill(fill, knownDelay(series, owner), intervalMs);
  const bits = new Uint8Array(times.length);
  const incomplete = new Set<number>();
  const events = [
    ["longEntry", longEntry, longEntryBit],
    ["longExit", longExit, longExitBit],
    ["shortEntry", shortEntry, shortEntryBit],
    ["shortExit", shortExit, shortExitBit],
  ] as const;
  for (const [name, series, bit] of events) {
    if (series === undefined) continue;
    checkSeries(series, name, owner);
    place(series, times, barsUntil(series), `${owner}: ${name}`, (value, row, fillRow) => {
      if (value !== 0 && value !== 1 && value === value) {
        throw new RangeError(
          `${owner}: ${name} is ${value} at row ${row} (${isoTime(series.times[row])}); give 1 for an event, 0 for none, NaN for a gap`,
        );
      }
      if (value !== value) incomplete.add(fillRow);
      if (fillRow < bits.length) bits[fillRow] |= value === value ? value * bit : missingBit;
    });
  }
  const sizes = typeof size === "number" ? checkSize(size, "", owner) : new Float64Array(times.length).fill(Number.NaN);
  if (typeof size !== "number" && typeof sizes !== "number") {
    checkSeries(size, "size, which is no number,", owner);
    if (size.unit !== "fraction") {
      throw new TypeError(`${owner}: size "${size.name}" has unit ${size.unit}; give fractions of equity`);
    }
    place(size, times, barsUntil(size), `${owner}: size`, (value, row, fillRow) => {
      if (value === value) checkSize(value, ` at row ${row} (${isoTime(size.times[row])})`, owner);
      if (fillRow < sizes.length) sizes[fillRow] = value;
    });
    const entries = longEntryBit | shortEntryBit;
    for (let row = 0; row < bits.length; row++) {
      if ((bits[row] & entries) === 0 || sizes[row] === sizes[row]) continue;
      bits[row] = (bits[row] & ~entries) | missingBit;
      incomplete.add(row);
    }
  }
  return { bits, sizes, missing: incomplete.size };
}

/**
 * Side held after the events of a row: 1 long, 0 flat, −1 short. A missing decision leaves the account flat, or with
 * `hold` leaves what the present events say. Then conflicts are settled by the rules, exits come before entries, and an
 * entry of the side already held changes nothing.
 * @param side held before
 */
export function nextSide(
  bits: number,
  side: number,
  { opposite, entryWithExit, bothEntries, missing }: SignalConflicts,
): number {
  if (bits === 0) return side;
  if ((bits & missingBit) !== 0 && missing === "flat") return 0;
  let longEntry = (bits & longEntryBit) !== 0;
  let longExit = (bits & longExitBit) !== 0;
  let shortEntry = (bits & shortEntryBit) !== 0;
  let shortExit = (bits & shortExitBit) !== 0;
  if (longEntry && longExit) {
    longEntry = entryWithExit === "entry";
    longExit = entryWithExit === "exit";
  }
  if (shortEntry && shortExit) {
    shortEntry = entryWithExit === "entry";
    shortExit = entryWithExit === "exit";
  }
  if (longEntry && shortEntry) {
    longEntry = bothEntries === "long";
    shortEntry = bothEntries === "short";
  }
  const kept = (side > 0 && longExit) || (side < 0 && shortExit) ? 0 : side;
  const entered = longEntry ? 1 : shortEntry ? -1 : 0;
  if (entered === 0 || entered === kept) return kept;
  if (kept === 0 || opposite === "reverse") return entered;
  return opposite === "close" ? 0 : kept;
}

/** Calls `each` with every value of a series, its row and the row of the bar in which it is filled. */
function place(
  series: Series,
  times: Float64Array,
  later: number,
  owner: string,
  each: (value: number, row: number, fillRow: number) => void,
): void {
  let bar = 0;
  for (let row = 0; row < series.length; row++) {
    const time = series.times[row];
    while (bar < times.length && times[bar] < time) bar++;
    if (times[bar] !== time) {
      throw new RangeError(
        `${owner} time ${isoTime(time)} at row ${row} is not the end of any bar; align the signal to the candles`,
      );
    }
    each(series.values[row], row, bar + later);
  }
}

function checkSize(size: number, where: string, owner: string): number {
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: size ${size}${where} is not above 0; give a fraction of equity, NaN for a gap`);
  }
  return size;
}
