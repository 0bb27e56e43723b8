import { epochMs } from "../../series/time.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { readManifest } from "../manifest.js";
import { wholeOutages } from "./outage-book.js";
import { recordedSource } from "./recorded-source.js";
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
  const records = fetches.filter(
    (record) => record.source === recordedSource && record.asset === asset && record.intervalMs === intervalMs,
  );
  const sessions = [];
  for (const record of records) sessions.push(await sessionOf(path, record));
  const told = wholeOutages(sessions, { everyMs: intervalMs }).flatMap(({ issues }) => issues);
  const gaps = told.filter(({ kind }) => kind === "gap" || kind === "outage");
  return [...new Map(gaps.map((issue) => [JSON.stringify(issue), issue])).values()]
    .filter((issue) => (issue.to as number) > after && (issue.from as number) <= upTo)
    .sort((one, other) => (one.from as number) - (other.from as number));
}
