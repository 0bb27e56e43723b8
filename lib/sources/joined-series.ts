import { commonIdentity, type Identity } from "../series/identity.js";
import { Series } from "../series/series.js";
import { isoTime } from "../series/time.js";
import { issueAt } from "./quality/issue-at.js";
import type { QualityIssue } from "./quality/quality.js";

/** Two series as one, and what was found on the way. */
export interface JoinedSeries {
  readonly series: Series;
  readonly issues: readonly QualityIssue[];
}

/** Differences up to this part of a value are of rounding. */
const rounding = 1e-6;

/** |a − b| in parts of the larger, 0 where they are equal, NaN at a gap. */
export function relativeDifference(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Instants at which two sources differ by more than rounding, told once with the largest difference.
 * @param times instants at which both have a value
 * @param differences as `relativeDifference`, one for each
 */
export function conflictIssues(
  where: string,
  times: readonly number[],
  differences: readonly number[],
): readonly QualityIssue[] {
  const at = times.filter((_, index) => (differences[index] as number) > rounding);
  const largest = differences.reduce((most, each) => Math.max(most, each), 0);
  const detail = `instants at which the two differ, of ${times.length} that both have, by at most ${(largest * 100).toPrecision(2)} %; the earlier's value is kept`;
  return issueAt("conflict", where, at, detail);
}

/**
 * Two series at the instants of both: the earlier's value where it has one, else the later's. Their identity is what they
 * agree on, with the longer delay. Values that differ are told as `conflict`.
 */
export function joinedSeries(earlier: Series, later: Series, where: string): JoinedSeries {
  const times = new Float64Array(earlier.length + later.length);
  const values = new Float64Array(times.length);
  const both: number[] = [];
  const differences: number[] = [];
  let count = 0;
  let e = 0;
  let l = 0;
  while (e < earlier.length || l < later.length) {
    const earlierTime = earlier.times[e] ?? Number.POSITIVE_INFINITY;
    const laterTime = later.times[l] ?? Number.POSITIVE_INFINITY;
    const time = Math.min(earlierTime, laterTime);
    const first = earlierTime === time ? (earlier.values[e++] as number) : Number.NaN;
    const second = laterTime === time ? (later.values[l++] as number) : Number.NaN;
    times[count] = time;
    values[count] = Number.isNaN(first) ? second : first;
    count++;
    if (Number.isNaN(first) || Number.isNaN(second)) continue;
    both.push(time);
    differences.push(relativeDifference(first, second));
  }
  const identity = joinedIdentity([earlier.identity, later.identity]);
  return {
    series: new Series(times.slice(0, count), values.slice(0, count), earlier.name, earlier.unit, identity),
    issues: conflictIssues(where, both, differences),
  };
}

/** What parts of one series agree on, with the longest delay, and every price at which a part of it was converted. */
export function joinedIdentity(parts: readonly Identity[]): Identity {
  const prices = [...new Set(parts.flatMap(({ convertedAt }) => convertedAt?.split(", ") ?? []))].join(", ");
  return { ...commonIdentity(parts), ...(prices !== "" && { convertedAt: prices }) };
}

/**
 * @param owner function whose caller is told
 * @throws {RangeError} if two series of one name are of different things: another unit, contract or number of sides
 */
export function checkAlike(earlier: Series, later: Series, owner: string): void {
  if (earlier.unit !== later.unit) {
    throw new RangeError(`${owner}: "${earlier.name}" is in ${earlier.unit} and in ${later.unit}; convert one`);
  }
  for (const field of ["asset", "venue", "instrument", "kind", "expiry", "margin", "settle", "sides"] as const) {
    const [one, other] = [earlier.identity[field], later.identity[field]];
    if (one === undefined || other === undefined || one === other) continue;
    const text = (value: unknown): string => (field === "expiry" ? isoTime(value as number) : String(value));
    throw new RangeError(
      `${owner}: "${earlier.name}" has ${field} ${text(one)} and then ${text(other)}; join like with like, or rename one`,
    );
  }
}
