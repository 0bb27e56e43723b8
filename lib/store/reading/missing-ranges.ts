import { isoTime } from "../../series/time.js";
import type { Period } from "../../sources/period.js";

/**
 * The parts of a period that none of the given ranges covers, in order of time. All are from < time ≤ to, so that ranges
 * which touch leave nothing between them.
 */
export function missingRanges({ from, to }: Period, covered: readonly Period[]): readonly Period[] {
  const missing: Period[] = [];
  let reached = from;
  for (const range of [...covered].sort((a, b) => a.from - b.from)) {
    // A range without length covers nothing, and must not part what lies around it.
    if (range.to <= reached || range.to <= range.from) continue;
    if (range.from >= to) break;
    if (range.from > reached) missing.push({ from: reached, to: range.from });
    reached = range.to;
  }
  if (reached < to) missing.push({ from: reached, to });
  return missing;
}

/** The parts of a period that the given ranges cover, in order of time, those that touch as one. */
export function coveredRanges(period: Period, covered: readonly Period[]): readonly Period[] {
  const holes = missingRanges(period, covered);
  const bounds = [period.from, ...holes.flatMap(({ from, to }) => [from, to]), period.to];
  const ranges: Period[] = [];
  for (let i = 0; i < bounds.length; i += 2) {
    const [from, to] = [bounds[i] as number, bounds[i + 1] as number];
    if (to > from) ranges.push({ from, to });
  }
  return ranges;
}

/** A period cut at the starts of months, UTC, in order of time. */
export function monthRanges({ from, to }: Period): readonly Period[] {
  const ranges: Period[] = [];
  for (let start = from; start < to; ) {
    const date = new Date(start);
    const end = Math.min(to, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
    ranges.push({ from: start, to: end });
    start = end;
  }
  return ranges;
}

/** A period as text: `2025-07-01 to 2025-08-01`. */
export function periodText({ from, to }: Period): string {
  return `${isoTime(from)} to ${isoTime(to)}`;
}
