import { checkChoice } from "../../series/check.js";
import { described } from "../../series/described.js";
import { formatValue } from "../../series/format.js";
import { Series } from "../../series/series.js";
import { sortedQuantile } from "../../statistics/sorted-quantile.js";
import { checkLevel } from "../bootstrap/check-level.js";
import { checkReplications } from "../bootstrap/check-replications.js";
import { checkSeed } from "../random/check-seed.js";
import { checkEventTimes } from "./check-event-times.js";
import { eventBands } from "./event-bands.js";
import { type EventOverlap, type EventsLeftOut, eventRows } from "./event-rows.js";
import { eventSignificance } from "./event-significance.js";
import { type EventPath, type EventWindows, eventWindows } from "./event-windows.js";

/** Options of `eventStudy`. */
export interface EventStudyOptions {
  /** Rows shown before the event. Default 24. */
  readonly before?: number;
  /** Rows followed after it. Default 24. */
  readonly after?: number;
  /**
   * How the path is measured. Default by the unit: `growth` for prices and amounts, `change` for scores and numbers; a
   * series of fractions must say: `compounded` for returns, `change` for rates and shares.
   */
  readonly path?: EventPath;
  /**
   * What happens where windows share rows. Default `keep`: all are used, and resampled together. `first` leaves out an
   * event within the window of one before it that is used, `drop` all that overlap another.
   */
  readonly overlap?: EventOverlap;
  /** What is taken off for the abnormal path. Default `unconditional`: the mean path of all rows. `none` takes 0. */
  readonly baseline?: "unconditional" | "none";
  /** Probability of the band, above 0 and below 1, for each offset alone. Default 0.95. */
  readonly level?: number;
  /** Resamples of the band, and most shifts to compare with. Default 2000. */
  readonly replications?: number;
  /** Whole number from 0 to 2⁵³ − 1. Default 1. */
  readonly seed?: number;
}

/** What was so many rows from the event; fractions for growth and compounded paths, else the series' unit. */
export interface EventPathRow {
  /** Rows after the event, negative before it. */
  readonly offset: number;
  /** Mean over the events used. */
  readonly mean: number;
  /** Band of the mean at `level`, by resampling clusters of events; NaN for too few of them, below 6 at 0.95. */
  readonly lower: number;
  readonly upper: number;
  /** Quantiles over the events used. */
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
  /** Mean over all rows with a whole window, events or not; 0 with baseline `none`. */
  readonly baseline: number;
  /** Mean − baseline. */
  readonly abnormal: number;
  /** Two-sided, against the same dates moved through time; of this offset alone. NaN at offset 0. */
  readonly p: number;
}

/** What tends to happen around events. */
export interface EventStudy {
  /** One row for each offset from −before to after. */
  readonly path: readonly EventPathRow[];
  /** Times of the rows taken for the events used, epoch milliseconds UTC. */
  readonly times: Float64Array;
  /** Events used. */
  readonly events: number;
  readonly leftOut: EventsLeftOut;
  /** Two-sided p of the whole path after the event, right for looking at all its offsets. */
  readonly jointP: number;
  readonly conventions: {
    readonly path: EventPath;
    readonly before: number;
    readonly after: number;
    readonly overlap: EventOverlap;
    readonly baseline: "unconditional" | "none";
    readonly level: number;
    readonly replications: number;
    readonly seed: number;
    /** Groups of events with overlapping windows, drawn together: independent observations are no more than these. */
    readonly clusters: number;
    /** Moved sets of dates that p compares with. */
    readonly shifts: number;
  };
}

/**
 * The mean path of a series around events, with what it may be worth: the spread over events, a bootstrap band of the
 * mean, and a comparison with the same dates moved through time.
 *
 * An event's time is when it was KNOWN, such as `knownAt` of a cascade or the first row of a regime. Its row is the
 * first at or after that time, and offset 0 is the value there: what follows could still be had, what lies before is
 * shown and could not. Events are often defined by what came before them, so a p of a negative offset proves nothing.
 * It describes the whole sample at once: nothing of it is a signal within that sample.
 *
 * Rows count, not time: put data with missing rows on a grid first (`onGrid`). Events whose window is cut off by the
 * ends of the data or misses a value are left out and counted, after those left out for overlapping.
 * Fewer independent observations are there than events where windows overlap: `clusters` counts them.
 * Sources: MacKinlay 1997, Journal of Economic Literature 35, 13–39, for the method; bands by resampling clusters as in
 * Davison & Hinkley 1997, section 3.8; placebo dates: see `permutationTest` for what shifts assume.
 * Cost T K + replications × events × K.
 * @param eventTimes epoch milliseconds UTC, any order; NaN for an event that was never known: of events with `knownAt`,
 *   `events.map((event) => event.knownAt)`
 * @param series T rows of prices, amounts, returns or levels
 * @throws {RangeError} at an option out of range, or for a series of fractions without `path`
 * @throws {TypeError} for events in place of their times, and for what is no series
 */
export function eventStudy(
  eventTimes: ArrayLike<number>,
  series: Series,
  {
    before = 24,
    after = 24,
    path,
    overlap = "keep",
    baseline = "unconditional",
    level = 0.95,
    replications = 2000,
    seed = 1,
  }: EventStudyOptions = {},
): EventStudy {
  const owner = "eventStudy";
  checkEventTimes(eventTimes, owner);
  if (!(series instanceof Series)) {
    throw new TypeError(`${owner}: series ${String(series)} is no Series; give one of prices, amounts or levels`);
  }
  checkRows(before, "before", owner);
  checkRows(after, "after", owner);
  checkChoice("overlap", overlap, ["keep", "first", "drop"], owner);
  checkChoice("baseline", baseline, ["unconditional", "none"], owner);
  checkLevel(level, owner);
  checkReplications(replications, owner);
  checkSeed(seed, owner);

  const windows = eventWindows(series, { before, after, path });
  const reach = Math.max(1, before + after);
  const { rows, dates, leftOut } = eventRows(eventTimes, series.times, { state: windows.state, reach, overlap });
  const bands = eventBands(rows, windows, { reach, level, replications, seed });
  const { p, jointP, shifts } = eventSignificance(dates, windows, { most: replications, seed });
  const usual = baseline === "none" ? new Float64Array(windows.offsets.length) : unconditional(windows);
  const columns = sortedColumns(rows, windows);
  const study: EventStudy = {
    path: Array.from(windows.offsets, (offset, k) => {
      const column = columns[k];
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      return {
        offset,
        mean,
        lower: bands.lower[k],
        upper: bands.upper[k],
        q05: sortedQuantile(column, 0.05),
        q25: sortedQuantile(column, 0.25),
        median: sortedQuantile(column, 0.5),
        q75: sortedQuantile(column, 0.75),
        q95: sortedQuantile(column, 0.95),
        baseline: usual[k],
        abnormal: mean - usual[k],
        p: p[k],
      };
    }),
    times: Float64Array.from(rows, (row) => series.times[row]),
    events: rows.length,
    leftOut,
    jointP,
    conventions: {
      path: windows.path,
      before,
      after,
      overlap,
      baseline,
      level,
      replications,
      seed,
      clusters: bands.clusters,
      shifts,
    },
  };
  return described(study, studyText);
}

/** How many events, and the path where it ends. */
function studyText({ path, events, leftOut, jointP, conventions }: EventStudy): string {
  const { before, after, clusters, level } = conventions;
  const number = (value: number): string => formatValue(value).replace("NaN", "–");
  const { mean, lower, upper, abnormal } = path[path.length - 1];
  const unused = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  return [
    `Event study: ${events} events in ${clusters} clusters, ${unused} left out · rows −${before} to ${after}`,
    `after ${after} rows: mean ${number(mean)} (${100 * level} % band ${number(lower)} to ${number(upper)}), ` +
      `abnormal ${number(abnormal)}; joint p ${number(jointP)}`,
  ].join("\n");
}

/** Values of the events at each offset, rising. */
function sortedColumns(rows: Int32Array, windows: EventWindows): Float64Array[] {
  const columns = Array.from(windows.offsets, () => new Float64Array(rows.length));
  const one = new Float64Array(windows.offsets.length);
  rows.forEach((row, event) => {
    one.fill(0);
    windows.addTo(one, row);
    one.forEach((value, k) => {
      columns[k][event] = value;
    });
  });
  return columns.map((column) => column.sort());
}

/** Mean path over all rows with a whole window. */
function unconditional(windows: EventWindows): Float64Array {
  const sums = new Float64Array(windows.offsets.length);
  let count = 0;
  windows.state.forEach((state, row) => {
    if (state !== 1) return;
    windows.addTo(sums, row);
    count++;
  });
  return sums.map((sum) => sum / count);
}

function checkRows(rows: number, what: string, owner: string): void {
  if (Number.isSafeInteger(rows) && rows >= 0) return;
  throw new RangeError(`${owner}: ${what} ${rows} is not a number of rows; give a whole number of at least 0`);
}
