import { firstAfter } from "../../series/search.js";

/** What is done with events whose windows share rows. */
export type EventOverlap = "keep" | "first" | "drop";

/** Events that were not used, by reason. */
export interface EventsLeftOut {
  /** Time is NaN: never known. */
  readonly unknown: number;
  /** The window begins before the data or ends after it. */
  readonly truncated: number;
  /** A value in the window is missing. */
  readonly missing: number;
  /** Another event before it falls on the same row. */
  readonly sameRow: number;
  /** The window shares rows with that of another event, and `overlap` says to leave it out. */
  readonly overlapping: number;
}

/** Rows at which events are studied, rising, and those that are not. */
export interface EventRows {
  /** Rows with a whole window. */
  readonly rows: Int32Array;
  /** The same and those without one: what is moved to compare with, since a moved one may have its window. */
  readonly dates: Int32Array;
  readonly leftOut: EventsLeftOut;
}

/**
 * Rows of the events: the first row at or after an event's time, the earliest at which one who knows of it could act.
 * Windows overlap where two events are fewer than `reach` rows apart.
 * @param state 1 for rows with a whole window, 0 where it is cut off, −1 where a value is missing
 */
export function eventRows(
  eventTimes: ArrayLike<number>,
  times: Float64Array,
  { state, reach, overlap }: { readonly state: Int8Array; readonly reach: number; readonly overlap: EventOverlap },
): EventRows {
  const known = Float64Array.from(eventTimes)
    .filter((time) => time === time)
    .sort();
  const distinct: number[] = [];
  let outside = 0;
  let sameRow = 0;
  for (const time of known) {
    const after = firstAfter(times, time);
    const row = after > 0 && times[after - 1] === time ? after - 1 : after;
    // Before the first row nothing says that this row is the first since.
    if (row >= times.length || time < times[0]) outside++;
    else if (distinct.at(-1) === row) sameRow++;
    else distinct.push(row);
  }
  const dates = Int32Array.from(distinct.filter(kept(distinct, reach, overlap)));
  const leftOut = {
    unknown: eventTimes.length - known.length,
    truncated: outside + dates.filter((row) => state[row] === 0).length,
    missing: dates.filter((row) => state[row] < 0).length,
    sameRow,
    overlapping: distinct.length - dates.length,
  };
  return { rows: dates.filter((row) => state[row] === 1), dates, leftOut };
}

function kept(rows: readonly number[], reach: number, overlap: EventOverlap): (row: number, index: number) => boolean {
  if (overlap === "keep") return () => true;
  if (overlap === "drop") {
    return (row, index) => !(row - rows[index - 1] < reach) && !(rows[index + 1] - row < reach);
  }
  let last = Number.NEGATIVE_INFINITY;
  return (row) => {
    if (row - last < reach) return false;
    last = row;
    return true;
  };
}
