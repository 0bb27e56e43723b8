import { isoTime } from "../../series/time.js";
import type { Quality, QualityIssue } from "./quality.js";

/** One issue as a row for a table: text and numbers only. */
export interface QualityRow {
  readonly kind: QualityIssue["kind"];
  readonly where: string;
  readonly count: number;
  /** `2025-07-22T13:45Z → 2025-07-22T16:30Z`, one instant if both are the same, empty if there is none. */
  readonly period: string;
  readonly detail: string;
}

/** Rank of each kind by how much it changes what a reader may conclude, the gravest first. */
const rank: Readonly<Record<QualityIssue["kind"], number>> = {
  cut: 0,
  gap: 1,
  outage: 2,
  "missing-file": 3,
  "no-price": 4,
  revision: 5,
  conflict: 6,
  invalid: 7,
  "implied-price": 8,
  sum: 9,
  turnover: 10,
  jump: 11,
  coverage: 12,
  composition: 13,
  incomplete: 14,
  alias: 15,
  label: 16,
  stale: 17,
  fill: 18,
  blank: 19,
  duplicate: 20,
  unsorted: 21,
  unverified: 22,
};

/** The issues of a load as rows, the kinds that matter most first and within a kind in their order. */
export function qualitySummary({ issues }: Quality): readonly QualityRow[] {
  return [...issues]
    .sort((a, b) => rank[a.kind] - rank[b.kind])
    .map(({ kind, where, count, from, to, detail }) => ({ kind, where, count, period: periodText(from, to), detail }));
}

function periodText(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return to === undefined ? "" : isoTime(to);
  return to === undefined || to === from ? isoTime(from) : `${isoTime(from)} → ${isoTime(to)}`;
}
