import { checkDuration } from "./check.js";
import { mapColumns, type SeriesOrPanel } from "./map-columns.js";
import { dayMs, intervalText, isoTime } from "./time.js";

/** More rows than this in one grid is taken for a mistake in its bounds or interval. */
const maxRows = 1e8;

/**
 * The regular times in (from, to]: those a whole number of intervals away from the origin.
 * @returns epoch milliseconds UTC
 * @throws {RangeError} if a bound is not finite, the interval is not above 0, or there would be more than 1e8 times
 */
export function timeGrid({
  from,
  to,
  intervalMs,
  originMs = gridOrigin(intervalMs),
}: {
  /** Epoch milliseconds UTC, left out of the grid. */
  readonly from: number;
  /** Epoch milliseconds UTC, in the grid if it is one of its times. */
  readonly to: number;
  /** Distance between times in milliseconds. */
  readonly intervalMs: number;
  /** An instant of the grid; default the epoch, for whole weeks Monday 1970-01-05. */
  readonly originMs?: number;
}): Float64Array {
  checkDuration(intervalMs, "intervalMs", "timeGrid");
  for (const bound of [from, to, originMs]) {
    if (!Number.isFinite(bound)) throw new RangeError(`timeGrid: ${bound} is not an instant; give epoch milliseconds`);
  }
  const first = Math.floor((from - originMs) / intervalMs) + 1;
  const last = Math.floor((to - originMs) / intervalMs);
  return regularTimes(originMs + first * intervalMs, last - first + 1, intervalMs, "timeGrid");
}

/**
 * Where a grid of this interval is anchored if nobody says: at the epoch, and for whole weeks at Monday 1970-01-05, since
 * the epoch was a Thursday.
 */
export function gridOrigin(intervalMs: number): number {
  return intervalMs % (7 * dayMs) === 0 ? 4 * dayMs : 0;
}

/**
 * The same data on a regular grid from its first time to its last, with NaN rows where rows are missing: after this a
 * difference, a lag or a window of so many rows never bridges a gap. Data already regular comes back as it is.
 * @throws {RangeError} at the first time that is not a whole number of intervals after the first one, naming it
 */
export function onGrid<D extends SeriesOrPanel>(data: D, intervalMs: number): D {
  const { times } = data;
  const places = gridPlaces(times, intervalMs, "onGrid");
  const count = times.length === 0 ? 0 : places[places.length - 1] + 1;
  if (count === times.length) return data;
  const grid = regularTimes(times[0], count, intervalMs, "onGrid");
  const spread = (values: Float64Array): Float64Array => {
    const result = new Float64Array(count).fill(Number.NaN);
    for (let row = 0; row < values.length; row++) result[places[row]] = values[row];
    return result;
  };
  return mapColumns(data, ({ values }) => spread(values), { times: grid });
}

/** A run of instants of a grid for which there is no row. */
export interface Gap {
  /** First missing instant, epoch milliseconds UTC. */
  readonly from: number;
  /** Last missing instant, epoch milliseconds UTC. */
  readonly to: number;
  /** How many instants are missing. */
  readonly count: number;
}

/**
 * Runs of missing instants between the first and the last time, in order.
 * Only absent rows are told; a row whose value is NaN is there.
 * @param times epoch milliseconds UTC, strictly rising
 * @throws {RangeError} at the first time that is not a whole number of intervals after the first one, naming it
 */
export function gaps(times: Float64Array, intervalMs: number): readonly Gap[] {
  const places = gridPlaces(times, intervalMs, "gaps");
  const found: Gap[] = [];
  for (let row = 1; row < times.length; row++) {
    const count = places[row] - places[row - 1] - 1;
    if (count > 0) found.push({ from: times[row - 1] + intervalMs, to: times[row] - intervalMs, count });
  }
  return found;
}

/** How many intervals each time is after the first one. */
function gridPlaces(times: Float64Array, intervalMs: number, owner: string): Float64Array {
  checkDuration(intervalMs, "intervalMs", owner);
  const places = new Float64Array(times.length);
  for (let row = 0; row < times.length; row++) {
    const place = (times[row] - times[0]) / intervalMs;
    if (!Number.isInteger(place)) {
      throw new RangeError(
        `${owner}: time ${isoTime(times[row])} at row ${row} is not a multiple of ${intervalText(intervalMs)} after ${isoTime(times[0])}; resample it, or give the interval it has`,
      );
    }
    places[row] = place;
  }
  return places;
}

/** `count` times from `first` on, `intervalMs` apart. */
export function regularTimes(first: number, count: number, intervalMs: number, owner: string): Float64Array {
  if (count > maxRows) {
    throw new RangeError(
      `${owner}: ${count} rows of ${intervalText(intervalMs)} from ${isoTime(first)} are too many; check the bounds and the interval`,
    );
  }
  const times = new Float64Array(Math.max(0, count));
  for (let row = 0; row < times.length; row++) times[row] = first + row * intervalMs;
  return times;
}
