import { isoTime } from "../../series/time.js";
import type { Period } from "../../sources/period.js";
import type { StoreRequest } from "../store-request.js";
import type { FetchRecord } from "../store-types.js";
import { finalRanges } from "./final-ranges.js";
import { missingRanges } from "./missing-ranges.js";
import type { StoreReader } from "./store-reader.js";
import { wholeBars } from "./whole-bars.js";

/** What a request of a closed period is held against. */
export interface UnsettledPlan {
  /** The fetches that were asked the same, of any interval. */
  readonly fetches: readonly FetchRecord[];
  /** Milliseconds before the end of the period that count as missing though they are there. */
  readonly refreshMs: number;
  /** The present, epoch milliseconds UTC. */
  readonly now: number;
}

/**
 * The ranges of what is asked for that are not in the store, or not for good, in order of time. Without `to` a period ends
 * now; without `from` it starts where the store does.
 * @throws {RangeError} if it has no start, or ends before it
 */
export async function unsettledRanges(
  reader: StoreReader,
  { source, from, to, storedMs, barMs, isLocal }: StoreRequest,
  { fetches, refreshMs, now }: UnsettledPlan,
): Promise<readonly Period[]> {
  const asked = {
    from: from ?? Math.min(...fetches.map((fetch) => fetch.from)),
    to: isLocal && to !== undefined ? to : Math.min(to ?? now, now),
  };
  if (!Number.isFinite(asked.from)) {
    throw new RangeError(
      `store.load: source "${source}" needs a from while nothing of it is stored; give one, such as ${isoTime(now).slice(0, 7)}-01`,
    );
  }
  if (!(asked.to > asked.from)) {
    throw new RangeError(
      `store.load: to ${isoTime(asked.to)} is not after from ${isoTime(asked.from)}; give a longer period`,
    );
  }
  const period = barMs !== undefined && barMs !== storedMs ? wholeBars(asked, barMs) : asked;
  const final = await Promise.all(fetches.map(async (record) => finalRanges(record, await reader.details(record))));
  const kept = final.flat().map((range) => ({ from: range.from, to: Math.min(range.to, period.to - refreshMs) }));
  return missingRanges(period, kept);
}
