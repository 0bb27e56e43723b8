import { setTimeout as wait } from "node:timers/promises";
import { epochMs, intervalMs } from "../../series/time.js";
import { type SnapshotOptions, type SnapshotTaker, snapshotTaker } from "../../sources/snapshot/exchange-snapshots.js";
import type { RecordReport, RecordStore, RecordTick } from "./record-types.js";
import { Recorder } from "./recorder.js";
import { scheduledFrom } from "./schedule.js";
import { storeRecordings } from "./store-recordings.js";

/** What to record, where and how often. */
export interface RecordOptions
  extends Pick<SnapshotOptions, "venues" | "kinds" | "instruments" | "contractSizes" | "clients" | "retryDelaysMs"> {
  /** Folder of the store; it is made if there is none. Give this or `store`. */
  readonly path?: string | undefined;
  /** Something else that keeps recordings. */
  readonly store?: RecordStore | undefined;
  /** Base assets in capitals: one or several, those of `instruments` too. Default `BTC`. */
  readonly asset?: string | readonly string[] | undefined;
  /** Distance between instants, at whole multiples of it in UTC. Default `5m`. */
  readonly every?: string | undefined;
  /**
   * How far from the scheduled instant a number may be true, milliseconds. A venue has this long to answer, and what is
   * further away is left out and told. Default 30000, at most half of `every`.
   */
  readonly toleranceMs?: number | undefined;
  /** ISO time of the last instant. Default: until it is stopped. */
  readonly until?: string | undefined;
  /** Stops: a pause ends at once, a poll is given up, a running append is finished. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each tick, when it is stored or storing it has failed. Default: none. */
  readonly onTick?: ((tick: RecordTick) => void) | undefined;
  /** The present, epoch milliseconds UTC. Default the clock. */
  readonly now?: (() => number) | undefined;
  /** Pauses for so many milliseconds, or less if the signal is aborted. Default the clock's. */
  readonly sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
  /** What takes the snapshots. Default that of `exchangeSnapshots`. */
  readonly taker?: SnapshotTaker | undefined;
}

/**
 * Records open interest of this moment from many venues on a schedule into a store, until it is stopped: because exchanges
 * keep their own for thirty days, if at all. All venues are asked at once at each scheduled instant, and what they gave is
 * appended as the source `recorded`: coins, dollars, price, contracts and lag of each instrument (`recordedAnswer`).
 * Nothing that is missing goes untold: an instant that was missed is an issue `gap` of the fetch that follows it, a venue or
 * instrument that failed an `outage`; at its start a session tells what is missing since the last one. Two polls never
 * run at once; of a value that is in the store already the first holds, so two recorders are no more than one.
 * One month of a session is one fetch record. Storing goes on beside asking: what
 * has come meanwhile is stored together, and what cannot be stored is tried again with the next tick.
 * @returns what it has done, when `until` has passed or the signal is aborted
 * @throws {RangeError} for an option that is not possible
 * @throws {Error} if there is no store to begin with, or it could not be written to up to the end
 */
export async function record(options: RecordOptions): Promise<RecordReport> {
  const { asset = "BTC", every = "5m", until, signal, onTick = () => {}, now = Date.now, sleep = pause } = options;
  const everyMs = intervalMs(every);
  const toleranceMs = options.toleranceMs ?? Math.min(30_000, everyMs / 2);
  if (!(toleranceMs > 0 && toleranceMs <= everyMs / 2)) {
    throw new RangeError(
      `record: toleranceMs is ${toleranceMs}; give milliseconds above 0 and at most ${everyMs / 2}, half of every ${every}`,
    );
  }
  const last = until === undefined ? Number.POSITIVE_INFINITY : epochMs(until);
  const assets = [asset].flat();
  const taker = options.taker ?? snapshotTaker({ ...options, asset: assets, signal: undefined }, "record");
  const stopped = (): boolean => signal?.aborted === true;
  const store = await recordings(options);
  const query = {
    venues: taker.venues,
    kinds: options.kinds ?? ["perpetual"],
    every,
    toleranceMs,
    ...(options.instruments === undefined ? {} : { instruments: JSON.stringify(options.instruments) }),
  };
  const recorder = new Recorder({ store, taker, assets, everyMs, toleranceMs, query, now, onTick });
  if (!stopped()) await taker.prepare({ signal });
  let next = scheduledFrom(now(), { everyMs });
  await recorder.begin(next);
  // How far a tick may begin late and still be in time: half of the tolerance, so that venues have the other.
  const latenessMs = toleranceMs / 2;
  let workedUntil = Number.NEGATIVE_INFINITY;
  while (!stopped() && next <= last) {
    const time = now();
    if (time < next) {
      // In parts, because a clock may be set meanwhile.
      await sleep(Math.min(next - time, longestPauseMs), signal);
      continue;
    }
    if (time - next > latenessMs) {
      const reached = Math.min(scheduledFrom(time - latenessMs, { everyMs }), lastScheduled(last, everyMs) + everyMs);
      recorder.miss(next, reached - everyMs, workedUntil > next ? "slow" : "asleep");
      next = reached;
      continue;
    }
    await recorder.tick(next, signal);
    workedUntil = now();
    next += everyMs;
    // Lists of markets are renewed between two ticks, as long as the next has time.
    const leftMs = next - now() - latenessMs;
    if (leftMs > 0 && next <= last && !stopped()) await taker.prepare({ signal, timeoutMs: leftMs });
  }
  return recorder.end();
}

const longestPauseMs = 60_000;

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}

function lastScheduled(last: number, everyMs: number): number {
  return last === Number.POSITIVE_INFINITY ? last : scheduledFrom(last + 1, { everyMs }) - everyMs;
}

async function recordings({ path, store }: RecordOptions): Promise<RecordStore> {
  if ((path === undefined) === (store === undefined)) {
    throw new RangeError("record: give either path, the folder of a store, or store");
  }
  return store ?? storeRecordings(path as string);
}
