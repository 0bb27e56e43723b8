import { intervalText } from "../../series/time.js";
import type { Period } from "../../sources/period.js";
import { gapIssues } from "../../sources/quality/grid-issues.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { missingRanges } from "./missing-ranges.js";
import { jointCount, partialIssue, type ToldPart, wordsOf } from "./partial-issues.js";

/** What a fetch told, and the part of a period for which it is the newest. */
export interface ToldIssues extends Period {
  readonly issues: readonly QualityIssue[];
  readonly ranges: readonly Period[];
}

/**
 * What the fetches of a period told about it: of each fetch what concerns the ranges for which it is the newest, cut to them
 * (`partialIssue`). The same words of several fetches are one issue over all of them; one and the same is counted once. What the
 * store said of revisions is left out, since it is counted anew for a period.
 * @param grid distance between rows, and what fetches that touch have in common, milliseconds
 */
export function storedIssues(
  fetches: readonly ToldIssues[],
  grid: Pick<ToldPart, "intervalMs" | "marginMs">,
): readonly QualityIssue[] {
  const told = new Map<string, Map<string, QualityIssue>>();
  for (const { issues, ranges: unsorted, ...fetched } of fetches) {
    const ranges = [...unsorted].sort((a, b) => a.from - b.from);
    for (const whole of issues) {
      const issue = whole.kind === "revision" ? undefined : partialIssue(whole, { fetched, ranges, ...grid });
      if (issue === undefined) continue;
      const words = JSON.stringify([issue.kind, issue.where, wordsOf(issue)]);
      const same = told.get(words) ?? new Map<string, QualityIssue>();
      told.set(words, same.set(JSON.stringify([issue.from, issue.to, issue.count]), issue));
    }
  }
  return [...told.values()].map((same) => [...same.values()].reduce(joined));
}

/**
 * Holes of a period as `gap`: ranges of which no fetch told, and runs of instants without any value of which no fetch said
 * that they are missing.
 * @param times the grid of the period
 * @param present for each time whether any series has a value
 * @param fetched ranges of all fetches
 */
export function holeIssues(
  {
    times,
    present,
    intervalMs,
  }: { readonly times: Float64Array; readonly present: Uint8Array; readonly intervalMs: number },
  fetched: readonly Period[],
  told: readonly QualityIssue[],
): readonly QualityIssue[] {
  if (times.length === 0) return [];
  const before = (times[0] as number) - intervalMs;
  const end = times[times.length - 1] as number;
  const holes = missingRanges({ from: before, to: end }, fetched);
  const isIn = (time: number) => holes.some(({ from, to }) => from < time && time <= to);
  const there = times.filter((time, row) => present[row] === 1 || isIn(time));
  const known = told.filter(({ kind }) => tellingAbsence.includes(kind));
  const unknown = gapIssues(Float64Array.of(before, ...there, end + intervalMs), intervalMs, "store").filter(
    (gap) => !known.some((issue) => holds(issue, gap)),
  );
  const neverLoaded = holes.flatMap((hole): readonly QualityIssue[] => {
    const inside = times.filter((time) => hole.from < time && time <= hole.to);
    if (inside.length === 0) return [];
    const detail = `bars of ${intervalText(intervalMs)} that were never loaded; load them, without \`offline\``;
    return [
      { kind: "gap", where: "store", count: inside.length, from: inside[0], to: inside[inside.length - 1], detail },
    ];
  });
  return [...neverLoaded, ...unknown];
}

const tellingAbsence: readonly QualityIssue["kind"][] = ["gap", "missing-file", "cut", "outage", "incomplete", "blank"];

function holds(outer: QualityIssue, inner: QualityIssue): boolean {
  return (
    (outer.from ?? Number.POSITIVE_INFINITY) <= (inner.from as number) &&
    (outer.to ?? Number.NEGATIVE_INFINITY) >= (inner.to as number)
  );
}

function joined(a: QualityIssue, b: QualityIssue): QualityIssue {
  const both = { ...a, ...jointCount([a, b]) };
  if (a.from === undefined || b.from === undefined) return both;
  return { ...both, from: Math.min(a.from, b.from), to: Math.max(a.to ?? a.from, b.to ?? b.from) };
}
