import { minuteMs } from "../../series/time.js";
import { countGaps, shortGaps } from "./gaps.js";
import { thinRows, unionRows } from "./thin.js";

/** A line ready for plotly. */
export interface PlotLine {
  /** Times in UTC as plotly reads them. */
  readonly x: readonly string[];
  /** Values, `null` for a gap. */
  readonly y: readonly (number | null)[];
  /** Row of each point in what it was drawn from. */
  readonly rows: Int32Array;
  /** What was left out of this line, and what gaps of any line drawn with it, in words, or nothing. */
  readonly thinned: string | undefined;
}

/** Significant digits of a value in a figure: finer than a pixel, and a third of the JSON of the full number. */
const significantDigits = 6;

/** What a line is drawn from. */
interface Timed {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * Series as lines that keep their extremes and their gaps. Lines over the same times keep the same rows, so that pointing
 * at one shows the others at that instant. Where one line has more gaps than can be drawn, it goes on over the short
 * ones and has no rows there.
 * @param points points of a line that is drawn whole, default 2,000. Longer ones share them: each chooses its part, and
 *   keeps what the others of the same times chose, which is at most about `points` in all
 */
export function plotLines(
  lines: readonly Timed[],
  { points = 2_000 }: { readonly points?: number } = {},
): readonly PlotLine[] {
  const whole = lines.every(({ times }) => times.length <= points);
  const each = whole ? points : Math.max(3, Math.floor(points / lines.length));
  const chosen = lines.map(({ times, values }) => thinRows(times, values, { points: each }));
  const drawn = lines.map(({ times, values }) => {
    const rows = unionRows(chosen.filter((_, other) => sameTimes((lines[other] as Timed).times, times)));
    if (times.length <= each) return rows;
    // What another line chose in a gap of this one that is too short to be drawn.
    const isShort = shortGaps(values);
    return rows.filter((row) => isShort[row] === 0);
  });
  const hidden = lines.map(({ values }, line) => countGaps(values) - countGaps(values, drawn[line]));
  return lines.map(({ times, values }, line) => {
    const rows = drawn[line] as Int32Array;
    return {
      x: plotTimes(times, rows),
      y: plotNumbers(values, rows),
      rows,
      thinned: thinnedText(rows.length, times.length, hidden),
    };
  });
}

function sameTimes(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((time, row) => time === b[row]));
}

/** The times of the given rows as plotly's naive dates, which it draws as they stand: UTC. */
export function plotTimes(times: Float64Array, rows: Int32Array): string[] {
  return Array.from(rows, (row) => plotTime(times[row] as number));
}

/** An instant as `2025-07-01 04:00` in UTC, with seconds and milliseconds only where it has them. */
export function plotTime(time: number): string {
  const iso = new Date(time).toISOString().replace("T", " ");
  return iso.slice(0, time % minuteMs === 0 ? 16 : 23);
}

/** The values of the given rows rounded for a figure; a gap is `null`, which is how JSON says it. */
export function plotNumbers(values: Float64Array, rows: Int32Array): (number | null)[] {
  return Array.from(rows, (row) => plotNumber(values[row] as number));
}

/** A value rounded to six significant digits, `null` for NaN. */
export function plotNumber(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(significantDigits)) : null;
}

/**
 * What a figure says of thinned lines; nothing if they are whole.
 * @param hiddenGaps of each line, the gaps it goes on over
 */
export function thinnedText(kept: number, all: number, hiddenGaps: readonly number[] = []): string | undefined {
  if (kept >= all) return undefined;
  const most = Math.max(0, ...hiddenGaps);
  const [few, many, hidden] = [kept, all, most].map((count) => count.toLocaleString("en-US"));
  const points = `Lines show ${few} of ${many} points (extremes kept)`;
  if (most === 0) return points;
  const upTo = hiddenGaps.every((gaps) => gaps === most) ? "" : "up to ";
  return `${points}; ${upTo}${hidden} gaps too short to be drawn are joined`;
}
