import type { QualityIssue } from "../../sources/quality/quality.js";
import type { Answer, Appended } from "../store-types.js";

/** Instants of a schedule at which nothing was recorded. */
export interface RecordHole {
  /** First and last instant, epoch milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /**
   * - `not running`: before this session, since what was recorded last
   * - `asleep`: the machine, or the program, stood still
   * - `slow`: the program was still at work on the tick before
   */
  readonly why: "not running" | "asleep" | "slow";
  /** What it is of: a venue for what was before the session, everything else empty. */
  readonly where: string;
}

/** One tick, told when its rows are in the store or could not be put there. */
export interface RecordTick {
  /** The scheduled instant, epoch milliseconds UTC. */
  readonly at: number;
  /** Values added to the store; where ticks were stored together, those of all of them stand at the last. */
  readonly added: number;
  /** Instruments of which there is a snapshot. */
  readonly instruments: number;
  /** What failed, one sentence each. */
  readonly failures: readonly string[];
  /** What was missed before it. */
  readonly holes: readonly RecordHole[];
  /** Answers that could not be stored yet. */
  readonly waiting: number;
  /** Why the store could not be written to; empty if it could. */
  readonly storeFailure: string;
}

/** How often something could not be had. */
export interface RecordOutage {
  /** Venue, part of it, or instrument. */
  readonly where: string;
  /** Instants at which it failed. */
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** The sentence of the last failure. */
  readonly message: string;
}

/** What a recording has done when it stops. */
export interface RecordReport {
  /** Scheduled instants at which venues were asked. */
  readonly ticks: number;
  /** Values added to the store. */
  readonly added: number;
  /** Values that were in the store already; the first holds. */
  readonly present: number;
  /** By what failed, most often first. */
  readonly outages: readonly RecordOutage[];
  /** The last thousand holes; `missed` counts all their instants. */
  readonly holes: readonly RecordHole[];
  /** Instants of this session at which nothing was asked, or of which an asset was lost because it could not be stored. */
  readonly missed: number;
  /** First and last instant asked, epoch milliseconds UTC; NaN if none was. */
  readonly from: number;
  readonly to: number;
}

/** One earlier session of a recording, as the store knows it. */
export interface RecordedSession {
  /** Range that it answers for: from < time ≤ to. */
  readonly from: number;
  readonly to: number;
  /** Canonical names of venues that it asked. */
  readonly venues: readonly string[];
  readonly issues: readonly QualityIssue[];
}

/** Where recordings stay: a store, or something like it. */
export interface RecordStore {
  /**
   * Keeps an answer; with `continues` as a part of that fetch. Of a value that is there already the first holds.
   */
  readonly append: (answer: Answer, options: { readonly continues?: string | undefined }) => Promise<Appended>;
  /** For each venue the last session that recorded this asset at this interval, in any order. */
  readonly sessions: (asset: string, intervalMs: number) => Promise<readonly RecordedSession[]>;
}
