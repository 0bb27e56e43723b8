import { countText } from "../series/count-text.js";
import { issueAt } from "../sources/quality/issue-at.js";
import type { QualityIssue } from "../sources/quality/quality.js";
import { largestChange } from "./rows/largest-change.js";
import type { MergedRows } from "./rows/merge-rows.js";
import type { RevisedRows } from "./rows/partition-rows.js";
import { identityChanges, keyText, type RowLabel } from "./rows/row-label.js";

type Merged = Pick<MergedRows, "revisions" | "relabels">;

/** What merging found: the values of each series that were revised, and what changed of its identity. */
export function appendIssues(merged: readonly Merged[]): readonly QualityIssue[] {
  return [...revisionIssues(merged.map(({ revisions }) => revisions)), ...identityIssues(merged)];
}

interface SeriesRevisions {
  readonly label: RowLabel;
  readonly times: number[];
  readonly oldValues: number[];
  readonly newValues: number[];
}

function revisionIssues(parts: readonly RevisedRows[]): readonly QualityIssue[] {
  const bySeries = new Map<string, SeriesRevisions>();
  for (const { labels, label, times, oldValues, newValues } of parts) {
    for (let row = 0; row < times.length; row++) {
      const own = labels[label[row]] as RowLabel;
      const key = keyText(own);
      const found = bySeries.get(key) ?? { label: own, times: [], oldValues: [], newValues: [] };
      bySeries.set(key, found);
      found.times.push(times[row]);
      found.oldValues.push(oldValues[row]);
      found.newValues.push(newValues[row]);
    }
  }
  return [...bySeries.values()].flatMap(({ label: { measure, series }, times, ...values }) => {
    const largest = largestChange(values);
    const detail = `${countText(times.length, "value")} of ${measure} not as stored before, off by ${(100 * largest).toPrecision(3)} % at most; the new holds, both are in the revisions`;
    return issueAt("revision", series, times, detail);
  });
}

function identityIssues(merged: readonly Merged[]): readonly QualityIssue[] {
  const told = new Map<string, QualityIssue>();
  for (const [old, now] of merged.flatMap(({ relabels }) => relabels)) {
    const changes = identityChanges(old, now).join(", ");
    const detail = `of ${now.measure}, ${changes}; rows loaded again hold what is told now`;
    told.set(`${keyText(now)} ${detail}`, { kind: "revision", where: now.series, count: 1, detail });
  }
  return [...told.values()];
}
