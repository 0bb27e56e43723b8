import { intervalText, isoTime } from "../../series/time.js";
import { issueAt } from "./issue-at.js";
import type { QualityIssue } from "./quality.js";

const listedRuns = 20;

/**
 * Gaps in times that should be `intervalMs` apart: an issue for each run of missing instants, the twenty longest by
 * themselves and the rest together, in order of time. `from` and `to` are the first and last missing instant.
 */
export function gapIssues(times: Float64Array, intervalMs: number, where: string): readonly QualityIssue[] {
  const runs: { count: number; from: number; to: number }[] = [];
  for (let row = 1; row < times.length; row++) {
    const count = Math.round(((times[row] as number) - (times[row - 1] as number)) / intervalMs) - 1;
    if (count < 1) continue;
    const from = (times[row - 1] as number) + intervalMs;
    runs.push({ count, from, to: from + (count - 1) * intervalMs });
  }
  const longest = new Set([...runs].sort((a, b) => b.count - a.count).slice(0, listedRuns));
  const rest = runs.filter((run) => !longest.has(run));
  const step = intervalText(intervalMs);
  const listed = [...longest]
    .sort((a, b) => a.from - b.from)
    .map(
      ({ count, from, to }): QualityIssue => ({
        kind: "gap",
        where,
        count,
        from,
        to,
        detail: `no row for ${count} ${count === 1 ? "bar" : "bars in a row"} of ${step}; left empty, not bridged`,
      }),
    );
  if (rest.length === 0) return listed;
  const count = rest.reduce((sum, run) => sum + run.count, 0);
  const detail = `${rest.length} more and shorter gaps of bars of ${step}; left empty, not bridged`;
  const last = rest[rest.length - 1] as { readonly to: number };
  return [
    ...listed,
    { kind: "gap", where, count, from: (rest[0] as { readonly from: number }).from, to: last.to, detail },
  ];
}

/** The most usual distance between rows: the median step; NaN with fewer than two rows. */
export function usualStepMs(times: Float64Array): number {
  if (times.length < 2) return Number.NaN;
  const steps = new Float64Array(times.length - 1);
  for (let row = 1; row < times.length; row++) steps[row - 1] = (times[row] as number) - (times[row - 1] as number);
  return steps.sort()[steps.length >> 1] as number;
}

/**
 * Runs in which every column that reports repeats the row before, `minRows` rows or longer: a recorder that stood still.
 * Rows without any value end a run.
 */
export function staleIssues(
  times: Float64Array,
  columns: readonly Float64Array[],
  where: string,
  { minRows = 4 }: { /** Rows with the same values, default 4. */ readonly minRows?: number } = {},
): readonly QualityIssue[] {
  const repeated: number[] = [];
  let runs = 0;
  let longest: readonly number[] = [];
  let start = 0;
  for (let row = 1; row <= times.length; row++) {
    if (row < times.length && repeats(columns, row)) continue;
    if (row - start >= minRows) {
      const run = Array.from(times.subarray(start + 1, row));
      repeated.push(...run);
      runs++;
      if (run.length > longest.length) longest = run;
    }
    start = row;
  }
  const detail = `rows that repeat the one before in every column, in ${runs} runs, the longest of ${longest.length} from ${isoTime(longest[0] ?? Number.NaN)}; kept`;
  return issueAt("stale", where, repeated, detail);
}

function repeats(columns: readonly Float64Array[], row: number): boolean {
  let values = 0;
  for (const column of columns) {
    const value = column[row] as number;
    const previous = column[row - 1] as number;
    if (value !== value && previous !== previous) continue;
    if (value !== previous) return false;
    values++;
  }
  return values > 0;
}
