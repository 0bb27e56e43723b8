import { countText } from "../../series/count-text.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { jointCount, wordsOf } from "./partial-issues.js";

/**
 * Issues that say the same of several fetches with other numbers, such as how many cells of each month are blank, as one:
 * counts added (`jointCount`), over the whole time, in the words of the one with the largest count. Kinds that each stand for a range of
 * their own stay apart.
 */
export function gatheredIssues(issues: readonly QualityIssue[]): readonly QualityIssue[] {
  const groups = new Map<string, QualityIssue[]>();
  for (const issue of issues) {
    const key = apart.includes(issue.kind) ? JSON.stringify(issue) : sentence(issue);
    groups.set(key, [...(groups.get(key) ?? []), issue]);
  }
  return [...groups.values()].map(gathered);
}

const apart: readonly QualityIssue["kind"][] = ["gap", "cut", "outage", "missing-file", "revision", "coverage"];

/** Kind and words without what differs from fetch to fetch: numbers, times, and whether something is one or many. */
function sentence(issue: QualityIssue): string {
  const { kind, where } = issue;
  const words = wordsOf(issue)
    .replace(/\d[\d.,:TZe+-]*\w*/g, "#")
    .replace(/(runs?|rows?|files?|bars?|cells?)\b/g, (word) => word.replace(/s$/, ""));
  return JSON.stringify([kind, where, words]);
}

function gathered(group: readonly QualityIssue[]): QualityIssue {
  const [first, ...others] = [...group].sort((a, b) => b.count - a.count) as [QualityIssue, ...QualityIssue[]];
  if (others.length === 0) return first;
  const { count, detail } = jointCount([first, ...others]);
  const froms = group.flatMap(({ from }) => from ?? []);
  const tos = group.flatMap(({ from, to = from }) => to ?? []);
  return {
    ...first,
    count,
    ...(froms.length > 0 && { from: Math.min(...froms), to: Math.max(...tos) }),
    detail: `${detail}; and the like in ${countText(others.length, "other part")} of the period`,
  };
}
