import { checkChoice, checkDuration } from "../../series/check.js";
import { regularTimes } from "../../series/grid.js";
import { mapColumns, type SeriesOrPanel } from "../../series/map-columns.js";
import { dayMs } from "../../series/time.js";

/** The last snapshot of each day. `D` is a series or a panel, as was given. */
export interface DailyClose<D extends SeriesOrPanel> {
  /** The last value before the day's end, in the unit given; NaN where the day has none, or none young enough. */
  readonly close: D;
  /** Milliseconds from the day's last snapshot to its end, above 0; NaN where the day has none. Unit `number`. */
  readonly ageMs: D;
  /** How many snapshots the day has. Unit `number`. */
  readonly snapshots: D;
}

/** What `dailyClose` can be asked for. */
export interface DailyCloseOptions {
  /** Oldest snapshot, in milliseconds before midnight, that is still a close. Default a whole day: any of the day. */
  readonly maxAgeMs?: number;
  /**
   * What becomes of the last day while no row at or after its end is there. `drop`: it has no close yet. `keep`: it is
   * given as if it ended with the data, is stamped with its end as any day, and will change. Default `drop`.
   */
  readonly unfinished?: "drop" | "keep";
}

/**
 * Daily close of snapshots: the last value of each UTC day strictly before midnight, stamped with that midnight, the
 * day's end. The snapshot at midnight itself opens the next day. A day without a snapshot is a row of NaN; each column
 * takes its own last one, and a missing value is no snapshot.
 *
 * `resample(data, dayMs, { take: "last" })` has the same stamps but bars (end − day, end], so that it takes the value at
 * midnight where there is one. That is right for values at the ends of bars; this is what is published as a daily close
 * of snapshots, and on four-hourly data it is the value of 20:00.
 *
 * A day has a close once a row at or after its end is there, so no later row changes one.
 * Source: definition; the daily close that Blocklens publishes.
 * @param data snapshots in any unit, T rows at any times
 * @returns a row for each UTC day from that of the first row on
 * @throws {RangeError} if `maxAgeMs` is not above 0, or `unfinished` is unknown
 */
export function dailyClose<D extends SeriesOrPanel>(
  data: D,
  { maxAgeMs = dayMs, unfinished = "drop" }: DailyCloseOptions = {},
): DailyClose<D> {
  checkDuration(maxAgeMs, "maxAgeMs", "dailyClose");
  checkChoice("unfinished", unfinished, ["drop", "keep"], "dailyClose");
  const ends = dayEnds(data.times, unfinished);
  const closes = new Map<Float64Array, Closes>();
  // Three results from one pass over each column.
  const of = (values: Float64Array): Closes => {
    const done = closes.get(values) ?? closesOf(values, data.times, ends, maxAgeMs);
    closes.set(values, done);
    return done;
  };
  return {
    close: mapColumns(data, ({ values }) => of(values).close, { times: ends }),
    ageMs: mapColumns(data, ({ values }) => of(values).ageMs, { times: ends, unit: "number" }),
    snapshots: mapColumns(data, ({ values }) => of(values).snapshots, { times: ends, unit: "number" }),
  };
}

/** Ends of the days that hold a row, from the first to the last, and of those between. */
function dayEnds(times: Float64Array, unfinished: "drop" | "keep"): Float64Array {
  if (times.length === 0) return new Float64Array(0);
  const firstDay = Math.floor(times[0] / dayMs);
  const lastDay = Math.floor(times[times.length - 1] / dayMs);
  const count = lastDay - firstDay + (unfinished === "keep" ? 1 : 0);
  return regularTimes((firstDay + 1) * dayMs, count, dayMs, "dailyClose");
}

interface Closes {
  readonly close: Float64Array;
  readonly ageMs: Float64Array;
  readonly snapshots: Float64Array;
}

function closesOf(values: Float64Array, times: Float64Array, ends: Float64Array, maxAgeMs: number): Closes {
  const close = new Float64Array(ends.length).fill(Number.NaN);
  const ageMs = new Float64Array(ends.length).fill(Number.NaN);
  const snapshots = new Float64Array(ends.length);
  let row = 0;
  for (let day = 0; day < ends.length; day++) {
    const end = ends[day];
    for (; row < times.length && times[row] < end; row++) {
      const value = values[row];
      if (value !== value) continue;
      close[day] = value;
      ageMs[day] = end - times[row];
      snapshots[day] = snapshots[day] + 1;
    }
    if (ageMs[day] > maxAgeMs) close[day] = Number.NaN;
  }
  return { close, ageMs, snapshots };
}
