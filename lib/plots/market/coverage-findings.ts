import type { Quality, QualityIssue } from "../../sources/quality/quality.js";
import { qualitySummary } from "../../sources/quality/quality-summary.js";

/** All that was found of one kind. */
export interface Finding {
  readonly kind: QualityIssue["kind"];
  /** Rows, instants or files, of all its issues together. */
  readonly count: number;
  /** Those that have a time. */
  readonly issues: readonly (QualityIssue & { readonly from: number; readonly to: number })[];
  /** Issues without a time. */
  readonly untimed: number;
}

/** The issues of a load by kind, the gravest first, as `qualitySummary` orders them. */
export function coverageFindings(quality: Quality): readonly Finding[] {
  const kinds = [...new Set(qualitySummary(quality).map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const ofKind = quality.issues.filter((issue) => issue.kind === kind);
    const issues = ofKind.flatMap((issue) => {
      const from = issue.from ?? issue.to;
      const to = issue.to ?? issue.from;
      return from === undefined || to === undefined ? [] : [{ ...issue, from, to }];
    });
    return {
      kind,
      count: ofKind.reduce((sum, { count }) => sum + count, 0),
      issues,
      untimed: ofKind.length - issues.length,
    };
  });
}
