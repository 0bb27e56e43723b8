import { countText } from "../../series/count-text.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { RecordedSession, RecordOutage } from "./record-types.js";
import { type Schedule, scheduledCount } from "./schedule.js";

/** What an outage says that was not over when it was written. */
const openMark = "not over when this was written";

interface OpenOutage {
  readonly from: number;
  to: number;
  count: number;
  message: string;
}

/**
 * Keeps account of what fails. An outage is told at its first instant, as not over, and again when it ends with all its
 * instants: so it is in the store even if the recording is killed meanwhile, and takes two issues however long it is.
 */
export class OutageBook {
  readonly #open = new Map<string, OpenOutage>();
  readonly #totals = new Map<string, { count: number; from: number; to: number; message: string }>();

  /** Issues of an instant at which these failed: outages that begin, and those that ended before it. */
  at(time: number, failures: ReadonlyMap<string, string>): readonly QualityIssue[] {
    const issues: QualityIssue[] = [];
    for (const [where, outage] of this.#open) {
      if (failures.has(where)) continue;
      issues.push(ended(where, outage));
      this.#open.delete(where);
    }
    for (const [where, message] of failures) {
      const open = this.#open.get(where);
      if (open === undefined) {
        const begun = { from: time, to: time, count: 1, message };
        this.#open.set(where, begun);
        issues.push(notOver(where, begun));
      } else Object.assign(open, { to: time, count: open.count + 1, message });
      const total = this.#totals.get(where) ?? { count: 0, from: time, to: time, message };
      this.#totals.set(where, { ...total, count: total.count + 1, to: time, message });
    }
    return issues;
  }

  /** Outages that are going on, for a record that begins: one that is read alone must tell them, too. */
  going(): readonly QualityIssue[] {
    return [...this.#open].map(([where, outage]) => notOver(where, outage));
  }

  /** All outages so far, most often first. */
  totals(): readonly RecordOutage[] {
    return [...this.#totals].map(([where, total]) => ({ where, ...total })).sort((a, b) => b.count - a.count);
  }
}

/** What was not over when a session was last written to: its issues that no later one of it ends. */
export function openOutages({ issues }: RecordedSession): readonly QualityIssue[] {
  const outages = issues.filter(({ kind }) => kind === "outage");
  return outages.filter(
    (issue) =>
      isOpen(issue) &&
      !outages.some((other) => !isOpen(other) && other.where === issue.where && other.from === issue.from),
  );
}

/** What a session told, and up to when it goes. */
export interface ToldSession {
  readonly to: number;
  readonly issues: readonly QualityIssue[];
}

/**
 * What several sessions told, with each outage once: as it was told when it was over, or else by the last session that told
 * of it, up to where that session goes, since all that is known is that it was not over before.
 */
export function wholeOutages<T extends ToldSession>(sessions: readonly T[], schedule: Schedule): readonly T[] {
  const last = new Map<string, { readonly issue: QualityIssue; readonly to: number }>();
  const keyOf = ({ where, from }: QualityIssue): string => `${where} ${from}`;
  for (const { to, issues } of sessions) {
    for (const issue of issues) {
      if (issue.kind !== "outage") continue;
      const known = last.get(keyOf(issue));
      if (known === undefined || !isOpen(issue) || (isOpen(known.issue) && to > known.to)) {
        last.set(keyOf(issue), { issue, to });
      }
    }
  }
  return sessions.map((session) => ({
    ...session,
    issues: session.issues.flatMap((issue) => {
      if (issue.kind !== "outage" || !isOpen(issue)) return [issue];
      if (last.get(keyOf(issue))?.issue !== issue) return [];
      return [{ ...issue, to: session.to, count: scheduledCount(issue.from as number, session.to, schedule) }];
    }),
  }));
}

const isOpen = ({ detail }: QualityIssue): boolean => detail.endsWith(openMark);

const notOver = (where: string, { from, to, count, message }: OpenOutage): QualityIssue => ({
  kind: "outage",
  where,
  count,
  from,
  to,
  detail: `${message}; ${openMark}`,
});

function ended(where: string, { from, to, count, message }: OpenOutage): QualityIssue {
  return { kind: "outage", where, count, from, to, detail: `${message}; ${countText(count, "instant")} without it` };
}
