import { epochMs } from "../../series/time.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { readManifest } from "../manifest.js";
import { openMark } from "./outage-book.js";
import { recordedSource } from "./recorded-answer.js";
import { sessionOf } from "./store-recordings.js";

/** Which recordings. */
export interface RecordedGapsOptions {
  readonly asset: string;
  /** Milliseconds between instants. */
  readonly intervalMs: number;
  /** ISO times: holes that touch from < time ≤ to. Default all. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * What is missing in what was recorded into a store, as it was told when it was recorded: `gap` for instants at which
 * nothing was asked, `outage` for a venue or an instrument that could not be had. An outage that was told when it began and
 * when it ended is there once. In order of time.
 * @throws as `readManifest` and `fetchDetails` do
 */
export async function recordedGaps(
  path: string,
  { asset, intervalMs, from, to }: RecordedGapsOptions,
): Promise<readonly QualityIssue[]> {
  const after = from === undefined ? Number.NEGATIVE_INFINITY : epochMs(from);
  const upTo = to === undefined ? Number.POSITIVE_INFINITY : epochMs(to);
  const { fetches } = await readManifest(path);
  const found = new Map<string, QualityIssue>();
  for (const record of fetches) {
    if (record.source !== recordedSource || record.asset !== asset || record.intervalMs !== intervalMs) continue;
    for (const issue of (await sessionOf(path, record)).issues) {
      if (issue.kind !== "gap" && issue.kind !== "outage") continue;
      const key = `${issue.kind} ${issue.where} ${issue.from}`;
      const known = found.get(key);
      if (known === undefined || isLater(issue, known)) found.set(key, issue);
    }
  }
  return [...found.values()]
    .filter((issue) => (issue.to as number) > after && (issue.from as number) <= upTo)
    .sort((one, other) => (one.from as number) - (other.from as number));
}

function isLater(issue: QualityIssue, known: QualityIssue): boolean {
  if (issue.to !== known.to) return (issue.to as number) > (known.to as number);
  return known.detail.endsWith(openMark);
}
