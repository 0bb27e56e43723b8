import type { Dataset } from "../../sources/dataset.js";
import type { Period } from "../../sources/period.js";
import type { QualityIssue } from "../../sources/quality/quality.js";

/** An issue with its first and last instant. */
export type DatedIssue = QualityIssue & Required<Pick<QualityIssue, "from" | "to">>;

/**
 * The `cut` by which a source says that it has no open interest from the start of a period on, and so none before it; undefined
 * if it says no such thing, or there is some.
 */
export function nothingBefore(
  { openInterest, openInterestUsd, intervalMs, quality }: Dataset,
  { from }: Period,
): DatedIssue | undefined {
  let first = Number.POSITIVE_INFINITY;
  for (const { times, columns } of [openInterest, openInterestUsd]) {
    for (const { values } of columns) {
      const row = values.findIndex((value) => !Number.isNaN(value));
      if (row >= 0) first = Math.min(first, times[row] as number);
    }
  }
  return quality.issues.find((issue): issue is DatedIssue => {
    const { kind, from: start, to: end = start } = issue;
    if (kind !== "cut" || start === undefined || end === undefined) return false;
    return start <= from + intervalMs && end < first;
  });
}
