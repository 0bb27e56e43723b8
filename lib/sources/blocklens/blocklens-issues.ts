import { countText } from "../../series/count-text.js";
import type { Panel } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import { dayMs, isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";

/**
 * Days at which the number of venues that the total is of is another than at the last day that has it, as `coverage`:
 * what such a day adds to the total is no flow.
 */
export function coverageIssues({ times, values }: Series): readonly QualityIssue[] {
  const changes: number[] = [];
  let held = Number.NaN;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let first = "";
  for (let row = 0; row < values.length; row++) {
    const count = values[row] as number;
    if (Number.isNaN(count)) continue;
    least = Math.min(least, count);
    most = Math.max(most, count);
    if (!Number.isNaN(held) && count !== held) {
      changes.push(times[row] as number);
      first ||= `from ${held} to ${count} at ${isoTime(times[row] as number)}`;
    }
    held = count;
  }
  const detail = `the published total is of ${least} to ${most} venues, and their number changes, first ${first}; such a change is no flow`;
  return issueAt("coverage", "total", changes, detail);
}

/**
 * Days at which a venue has nothing open between days at which it has something, as `invalid`: it is kept, since it is what
 * Blocklens says, but such a day is rather one without a value.
 */
export function zeroIssues({ times, columns }: Panel): readonly QualityIssue[] {
  return columns.flatMap(({ name, values }) => {
    const first = values.findIndex((value) => value > 0);
    const last = values.findLastIndex((value) => value > 0);
    const zeros = times.filter((_, row) => row > first && row < last && values[row] === 0);
    return issueAt("invalid", name, zeros, "open interest of zero between days that have some; kept");
  });
}

/** Venues of which the documentation leaves open whether the total has them: it is of "centralized exchanges". */
const outsideTotal: readonly string[] = ["hyperliquid", "dydx"];

/** A part may be above the whole by this much, because the two were rounded, or taken a moment apart. */
const tolerance = 1e-3;

/**
 * Days at which centralized venues together are more than the total of all, as `sum`. The total names how many venues it
 * is of, but not which: that it is more than those that were asked for says nothing. That it is less contradicts it.
 */
export function sumIssues({ times, columns }: Panel, total: Series): readonly QualityIssue[] {
  const parts = columns.filter(({ identity }) => !outsideTotal.includes(identity.venue ?? ""));
  const above: number[] = [];
  let largest = 0;
  for (let row = 0; row < times.length; row++) {
    let sum = 0;
    for (const { values } of parts) {
      const value = values[row] as number;
      if (value === value) sum += value;
    }
    const whole = total.at(times[row] as number);
    if (!(sum > whole * (1 + tolerance))) continue;
    above.push(times[row] as number);
    largest = Math.max(largest, sum / whole - 1);
  }
  const names = parts.map(({ name }) => name).join(", ");
  const share = (largest * 100).toFixed(1);
  const detail = `${names} add up to more than the published total, by up to ${share} %: it is not of all of their contracts; no share of it can be taken`;
  return issueAt("sum", "total", above, detail);
}

/** What was asked for and what there is of it. */
export interface CutRange {
  /** What the issue is about: `period`, or one series. */
  readonly where: string;
  /** Ends of the first and last day asked for, epoch milliseconds UTC. */
  readonly first: number;
  readonly last: number;
  /** Ends of the days there are, rising. */
  readonly times: Float64Array;
  readonly hasKey: boolean;
}

/** Days asked for before the first that came and after the last one, as `cut`. */
export function cutIssues({ where, first, last, times, hasKey }: CutRange): readonly QualityIssue[] {
  const why = hasKey ? "" : "; without a key it gives the last 60 days, so set BLOCKLENS_API_KEY for more";
  const cut = (from: number, to: number, detail: string): readonly QualityIssue[] => {
    const count = (to - from) / dayMs + 1;
    return count < 1 ? [] : [{ kind: "cut", where, count, from, to, detail: `${countText(count, "day")} ${detail}` }];
  };
  if (times.length === 0) return cut(first, last, `of which Blocklens gives none${why}`);
  const [start, end] = [times[0] as number, times[times.length - 1] as number];
  return [
    ...cut(first, start - dayMs, `before the first one that Blocklens gives, which ends at ${isoTime(start)}${why}`),
    ...cut(
      end + dayMs,
      last,
      `after the last one that it gives, which ends at ${isoTime(end)}; perhaps not published yet`,
    ),
  ];
}
