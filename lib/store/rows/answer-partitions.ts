import { checkColumn, checkSides, checkTimes, checkUnit } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import type { MeasuredSeries } from "../../sources/dataset-series.js";
import type { Answer, SeriesKey } from "../store-types.js";
import { isoMonth, nextMonth } from "./iso-month.js";
import type { PartitionRows } from "./partition-rows.js";
import { compareKeys, keyText, type RowLabel, rowLabel } from "./row-label.js";

/** Rows of an answer that belong into one partition. */
export interface AnswerPartition {
  readonly venue: string;
  /** `2025-07`: the UTC month of the times. */
  readonly month: string;
  readonly rows: PartitionRows;
}

/** First and last instant of the years 1 to 9999, which every reader of dates knows. */
const earliest = Date.parse("0001-01-01T00:00Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * The series of an answer, as a store names them: in its order, each with the interval that is part of its key. It is that of
 * the answer; funding and others have 0, unless they stand on the very times of the open interest or the candles.
 */
export function answerKeys({ source, asset, intervalMs, series }: Answer): readonly SeriesKey[] {
  const grid = series.find(({ measure }) => measure !== "funding_rate" && measure !== "other")?.series.times;
  return series.map(({ measure, series: { name, unit, identity, times } }) => ({
    source,
    asset,
    measure,
    name,
    unit,
    intervalMs: (measure === "funding_rate" || measure === "other") && !isSame(times, grid) ? 0 : intervalMs,
    identity,
  }));
}

/**
 * The values of an answer by venue and month, NaN left out and −0 as 0: Parquet's dictionaries take the two for one, so
 * that a file would give back either for both.
 * @throws {RangeError} for times that do not rise, are finer than a microsecond or not of the years 1 to 9999; for infinite
 *   values, unknown units or sides, texts that no file can hold; and for two series of one key, naming it
 */
export function answerPartitions(answer: Answer): readonly AnswerPartition[] {
  const keys = answerKeys(answer);
  const pieces = new Map<string, Piece[]>();
  const seen = new Set<string>();
  for (const [index, { series, measure }] of answer.series.entries()) {
    checkSeries({ series, measure });
    const { venue = "" } = series.identity;
    const label = rowLabel(keys[index] as SeriesKey);
    checkLabel(label, `appendAnswer: ${measure} "${series.name}"`);
    const key = `${venue}|${keyText(label)}`;
    if (seen.has(key)) {
      throw new RangeError(
        `appendAnswer: two series ${measure} "${series.name}" in ${series.unit} of one instrument; give each its own name`,
      );
    }
    seen.add(key);
    for (const piece of monthly(series, label)) {
      const place = `${piece.month}|${venue}`;
      const there = pieces.get(place);
      if (there === undefined) pieces.set(place, [piece]);
      else there.push(piece);
    }
  }
  return [...pieces.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, parts]) => ({
      month: place.slice(0, 7),
      venue: place.slice(8),
      rows: joined(parts, answer.retrievedAt),
    }));
}

/** Rows start to before end of a series, of one month, and how many of them have a value. */
interface Piece {
  readonly month: string;
  readonly label: RowLabel;
  readonly series: Series;
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

function monthly(series: Series, label: RowLabel): readonly Piece[] {
  const { times, values } = series;
  const pieces: Piece[] = [];
  for (let start = 0, row = 0; row < times.length; start = row) {
    const month = isoMonth(times[start]);
    const next = nextMonth(times[start]);
    let count = 0;
    for (; row < times.length && times[row] < next; row++) if (values[row] === values[row]) count++;
    if (count > 0) pieces.push({ month, label, series, start, end: row, count });
  }
  return pieces;
}

function joined(pieces: readonly Piece[], retrievedAt: number): PartitionRows {
  const sorted = [...pieces].sort((a, b) => compareKeys(a.label, b.label));
  const length = sorted.reduce((sum, { count }) => sum + count, 0);
  const label = new Uint32Array(length);
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  let next = 0;
  for (const [index, { series, start, end }] of sorted.entries()) {
    for (let row = start; row < end; row++) {
      const value = series.values[row];
      if (value !== value) continue;
      label[next] = index;
      times[next] = series.times[row];
      // −0 + 0 is 0.
      values[next++] = value + 0;
    }
  }
  return {
    labels: sorted.map((piece) => piece.label),
    label,
    times,
    values,
    retrieved: new Float64Array(length).fill(retrievedAt),
  };
}

function checkSeries({ series: { times, values, name, unit, identity }, measure }: MeasuredSeries): void {
  const owner = `appendAnswer: ${measure} "${name}"`;
  checkUnit(unit, owner);
  checkSides(identity, owner);
  checkTimes(times, owner);
  checkColumn(values, times, owner);
  const first = times[0] ?? earliest;
  const last = times[times.length - 1] ?? latest;
  if (!(first >= earliest && last <= latest)) {
    throw new RangeError(
      `${owner}: times from ${isoTime(first)} to ${isoTime(last)} are not all of the years 1 to 9999; give epoch milliseconds`,
    );
  }
  for (let row = 0; row < times.length; row++) {
    if (Number.isInteger(times[row]) || Math.round(times[row] * 1000) / 1000 === times[row]) continue;
    throw new RangeError(`${owner}: time ${times[row]} at row ${row} is finer than a microsecond; round it`);
  }
}

/** What a file could not give back as it was would be taken for another series, or for a change, each time. */
function checkLabel(label: RowLabel, owner: string): void {
  for (const [field, value] of Object.entries(label)) {
    if (typeof value === "string" && /[\0\p{Surrogate}]/u.test(value)) {
      throw new RangeError(`${owner}: ${field} ${JSON.stringify(value)} is no text that a file can hold; give another`);
    }
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      throw new RangeError(`${owner}: ${field} ${value} is no whole number; give milliseconds`);
    }
  }
}

function isSame(times: Float64Array, others: Float64Array | undefined): boolean {
  if (times === others) return true;
  return times.length === others?.length && times.every((time, row) => time === others[row]);
}
