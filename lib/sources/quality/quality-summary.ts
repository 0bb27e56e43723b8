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

/** Kinds by how much they change what a reader may conclude, the gravest first. */
const order: readonly QualityIssue["kind"][] = [
  "gap",
  "missing-file",
  "conflict",
  "invalid",
  "implied-price",
  "sum",
  "turnover",
  "jump",
  "composition",
  "alias",
  "label",
  "stale",
  "fill",
  "blank",
  "duplicate",
  "unsorted",
  "unverified",
];

/** The issues of a load as rows, the kinds that matter most first and within a kind in their order. */
export function qualitySummary({ issues }: Quality): readonly QualityRow[] {
  return [...issues]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind, where, count, from, to, detail }) => ({ kind, where, count, period: periodText(from, to), detail }));
}

function periodText(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return to === undefined ? "" : isoTime(to);
  return to === undefined || to === from ? isoTime(from) : `${isoTime(from)} → ${isoTime(to)}`;
}
