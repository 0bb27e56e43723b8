import { timeGrid } from "../../series/grid.js";
import type { Period } from "../../sources/period.js";
import type { QualityIssue } from "../../sources/quality/quality.js";

/** Of a fetch of which only a part is told. */
export interface ToldPart {
  /** What the fetch was asked for. */
  readonly fetched: Period;
  /** The part that is told, in order of time. */
  readonly ranges: readonly Period[];
  /** Distance between its rows, milliseconds. */
  readonly intervalMs: number;
  /** What two fetches have in common by intent, milliseconds: so little is not worth a word. */
  readonly marginMs: number;
}

/** What an issue says whose count could not be cut to the part that is told. */
const mark = "; counted over the whole of a fetch";

/**
 * An issue of a fetch as one of the part that is told: its times within it, and a run of bars counted anew. Another count
 * cannot be cut, and says that it is that of the whole fetch. One that does not concern the part is undefined.
 */
export function partialIssue(issue: QualityIssue, told: ToldPart): QualityIssue | undefined {
  const { ranges, fetched, intervalMs, marginMs } = told;
  const { from, to = from, kind, count } = issue;
  const marked = { ...issue, detail: `${issue.detail}${mark}` };
  if (from === undefined || to === undefined) {
    const length = ranges.reduce((sum, range) => sum + range.to - range.from, 0);
    return fetched.to - fetched.from - length > marginMs ? marked : issue;
  }
  const own = ranges.filter((range) => to > range.from && from <= range.to);
  const [first, last] = [own[0], own[own.length - 1]];
  if (first === undefined || last === undefined) return undefined;
  // A file is there or not as a whole, and its period is no part of what was asked for.
  if (kind === "missing-file" || kind === "unverified") return issue;
  const start = first.from > fetched.from ? Math.max(from, Math.min(first.from + intervalMs, last.to)) : from;
  const end = last.to < fetched.to ? Math.min(to, last.to) : to;
  if (start === from && end === to) return issue;
  const cut = { from: start, to: Math.max(start, end) };
  if (count === Math.round((to - from) / intervalMs) + 1) {
    const bars = timeGrid({ from: cut.from - 1, to: cut.to, intervalMs, originMs: from }).length;
    // The words of a gap tell its count.
    return { ...issue, ...cut, count: bars, detail: issue.detail.replace(` ${count} `, ` ${bars} `) };
  }
  const isMargin =
    (start === from || first.from - fetched.from <= marginMs) && (end === to || fetched.to - last.to <= marginMs);
  return { ...(isMargin ? issue : marked), ...cut };
}

/** The words of an issue, whether or not its count could be cut. */
export function wordsOf({ detail }: QualityIssue): string {
  return detail.replace(mark, "");
}

/**
 * Count and words of issues that say the same: added up, but for counts of whole fetches, which may have the same rows; of
 * those and what is added up the largest.
 * @param issues at least one, the one whose words are taken first
 */
export function jointCount(issues: readonly QualityIssue[]): Pick<QualityIssue, "count" | "detail"> {
  const whole = issues.filter(({ detail }) => detail.includes(mark));
  const sum = issues.reduce((total, issue) => total + (whole.includes(issue) ? 0 : issue.count), 0);
  const detail = wordsOf(issues[0] as QualityIssue);
  if (whole.length === 0) return { count: sum, detail };
  return { count: whole.reduce((most, { count }) => Math.max(most, count), sum), detail: `${detail}${mark}` };
}
