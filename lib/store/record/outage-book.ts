import { countText } from "../../series/count-text.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { RecordedSession, RecordOutage } from "./record-types.js";

/** What an outage says that was not over when it was written. */
export const openMark = "not over when this was written";

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

/**
 * Issues of several sessions without those of an outage that was told again when it was over, and of one that is told to be
 * going on more than once but the last.
 */
export function withoutOpenings<T extends { readonly issues: readonly QualityIssue[] }>(
  told: readonly T[],
): readonly T[] {
  const last = new Map<string, QualityIssue>();
  const keyOf = ({ where, from }: QualityIssue): string => `${where} ${from}`;
  for (const issue of told.flatMap(({ issues }) => issues)) {
    if (issue.kind !== "outage") continue;
    const known = last.get(keyOf(issue));
    if (known === undefined || (isOpen(known) && (!isOpen(issue) || issue.count > known.count)))
      last.set(keyOf(issue), issue);
  }
  return told.map((one) => ({
    ...one,
    issues: one.issues.filter((issue) => issue.kind !== "outage" || !isOpen(issue) || last.get(keyOf(issue)) === issue),
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
