import type { QualityIssue } from "./quality.js";

/** One issue over the instants concerned, counted and with their first and last; none where there are no instants. */
export function issueAt(
  kind: QualityIssue["kind"],
  where: string,
  times: ArrayLike<number>,
  detail: string,
): readonly QualityIssue[] {
  if (times.length === 0) return [];
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    from = Math.min(from, times[i] as number);
    to = Math.max(to, times[i] as number);
  }
  return [{ kind, where, count: times.length, from, to, detail }];
}
