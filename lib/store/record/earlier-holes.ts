import { isoTime } from "../../series/time.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import { openOutages } from "./outage-book.js";
import type { RecordedSession, RecordHole } from "./record-types.js";
import { scheduledCount } from "./schedule.js";

/** What is missing between earlier sessions and the first instant of this one. */
export interface EarlierHoles {
  readonly issues: readonly QualityIssue[];
  readonly holes: readonly RecordHole[];
  /** From when on this session answers for what is there and what is not: the end of the last one, if there was any. */
  readonly since: number;
}

/**
 * For each venue the instants since it was recorded last, up to but without `first`; and outages that were not over when
 * their session ended, up to its end. A venue that was never recorded misses nothing.
 */
export function earlierHoles(
  sessions: readonly RecordedSession[],
  { venues, first, everyMs }: { readonly venues: readonly string[]; readonly first: number; readonly everyMs: number },
): EarlierHoles {
  const holes: RecordHole[] = [];
  const issues: QualityIssue[] = [];
  const ends = new Map<string, QualityIssue>();
  for (const venue of venues) {
    const own = sessions.filter((session) => session.venues.includes(venue));
    if (own.length === 0) continue;
    const latest = own.reduce((one, other) => (other.to > one.to ? other : one));
    for (const issue of openOutages(latest)) {
      const from = issue.from as number;
      const count = scheduledCount(from, latest.to, { everyMs });
      const message = issue.detail.slice(0, issue.detail.lastIndexOf(";"));
      const detail = `${message}; the recording ended before it was over`;
      ends.set(`${issue.where} ${from}`, { ...issue, to: latest.to, count, detail });
    }
    const from = latest.to + everyMs;
    const to = first - everyMs;
    const count = scheduledCount(from, to, { everyMs });
    if (count === 0) continue;
    holes.push({ from, to, count, why: "not running", where: venue });
    const detail = `nothing was recorded between two sessions, after ${isoTime(latest.to)} and before ${isoTime(first)}`;
    issues.push({ kind: "gap", where: venue, count, from, to, detail });
  }
  const ended = sessions
    .filter((session) => session.venues.some((venue) => venues.includes(venue)))
    .map(({ to }) => to);
  const since = Math.min(first - everyMs, ended.length === 0 ? first : Math.max(...ended));
  return { issues: [...ends.values(), ...issues], holes, since };
}
