import { dayMs } from "../../series/time.js";
import type { Period } from "../../sources/period.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { FetchDetails, FetchRecord } from "../store-types.js";
import { missingRanges } from "./missing-ranges.js";

/** So long after a fetch, what was not there yet is taken for what never will be. Files of a month come in the next one. */
const lateMs = 45 * dayMs;

/**
 * The ranges of a fetch that need no second one. Not final are rows from the last moments before it: those whose bar may not
 * have been over, or that the source publishes later (`delayMs`); files that were missing and recent; and the end of what was
 * asked for where the source held it back.
 */
export function finalRanges(
  record: FetchRecord,
  { series, issues }: Pick<FetchDetails, "series" | "issues">,
): readonly Period[] {
  const { from, to, intervalMs, retrievedAt } = record;
  const delayMs = series.reduce((most, { identity }) => Math.max(most, identity.delayMs ?? 0), 0);
  const settled = { from, to: Math.min(to, retrievedAt - delayMs - intervalMs) };
  const open = issues.flatMap((issue): readonly Period[] => {
    const { kind, from: first, to: last = first } = issue;
    if (first === undefined || last === undefined || last < retrievedAt - lateMs) return [];
    const isOpen = kind === "missing-file" || (series.length > 0 && isHeldBack(issue) && last >= to - intervalMs);
    return isOpen ? [{ from: first - intervalMs, to: last }] : [];
  });
  return settled.to > settled.from ? missingRanges(settled, open) : [];
}

function isHeldBack({ kind }: QualityIssue): boolean {
  return kind === "cut" || kind === "incomplete" || kind === "outage";
}
