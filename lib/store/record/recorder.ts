import { countText } from "../../series/count-text.js";
import { isoTime } from "../../series/time.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { SnapshotTaker } from "../../sources/snapshot/exchange-snapshots.js";
import type { Snapshot, Snapshots } from "../../sources/snapshot/snapshots.js";
import type { Answer, StoredQuery } from "../store-types.js";
import { earlierHoles } from "./earlier-holes.js";
import { OutageBook } from "./outage-book.js";
import type { RecordHole, RecordReport, RecordStore, RecordTick } from "./record-types.js";
import { monthOf, RecordWriter } from "./record-writer.js";
import { recordedAnswer } from "./recorded-answer.js";
import { scheduledCount } from "./schedule.js";

/** What a recorder works with. */
export interface RecorderOptions {
  readonly store: RecordStore;
  readonly taker: SnapshotTaker;
  readonly assets: readonly string[];
  readonly everyMs: number;
  readonly toleranceMs: number;
  readonly query: StoredQuery;
  readonly now: () => number;
  readonly onTick: (tick: RecordTick) => void;
}

/** What is kept of one asset between ticks. */
interface AssetState {
  readonly asset: string;
  readonly outages: OutageBook;
  /** Month of the answer taken last. */
  month: string;
  /** What was told of this month, and is not told again. */
  readonly told: Set<string>;
  /** Up to which instant the record goes, appended or waiting. */
  recordedTo: number;
  /** What the next answer has to tell beside what it finds. */
  untold: QualityIssue[];
}

const keptHoles = 1000;

/** A recording in progress: takes one instant after the other. What it holds in memory does not grow with them. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #assets: readonly AssetState[];
  readonly #writer: RecordWriter;
  #holes: RecordHole[] = [];
  #holesOfTick: RecordHole[] = [];
  #ticks = 0;
  #missed = 0;
  #from = Number.NaN;
  #to = Number.NaN;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#writer = new RecordWriter(options.store, options.onTick);
    this.#assets = options.assets.map((asset) => ({
      asset,
      outages: new OutageBook(),
      month: "",
      told: new Set(),
      recordedTo: Number.NaN,
      untold: [],
    }));
  }

  /** Looks up what was recorded before the first instant. */
  async begin(first: number): Promise<void> {
    const { store, everyMs, taker } = this.#options;
    for (const state of this.#assets) {
      const sessions = await store.sessions(state.asset, everyMs);
      const { issues, holes, since } = earlierHoles(sessions, { venues: taker.venues, first, everyMs });
      state.untold.push(...issues);
      state.recordedTo = since;
      this.#remember(holes);
    }
  }

  /** Instants that pass without a poll. */
  miss(from: number, to: number, why: "asleep" | "slow"): void {
    const count = scheduledCount(from, to, this.#options);
    if (count === 0) return;
    this.#missed += count;
    this.#remember([{ from, to, count, why, where: "" }]);
    const reason =
      why === "slow" ? "the tick before was still at work" : "the machine or the program stood still at that time";
    const detail = `${countText(count, "instant")} not recorded: ${reason}`;
    for (const state of this.#assets) state.untold.push({ kind: "gap", where: "recording", count, from, to, detail });
  }

  /** Asks all venues; what they gave is stored while the recording goes on. Nothing if the signal was aborted before. */
  async tick(at: number, signal: AbortSignal | undefined): Promise<void> {
    const { taker, toleranceMs, now } = this.#options;
    const timeoutMs = Math.max(1, at + toleranceMs - now());
    let taken: Snapshots;
    try {
      taken = await taker.take({ signal, timeoutMs });
    } catch (error) {
      if (signal?.aborted === true) return;
      throw error;
    }
    this.#ticks++;
    if (Number.isNaN(this.#from)) this.#from = at;
    this.#to = at;
    const holes = this.#holesOfTick;
    this.#holesOfTick = [];
    this.#writer.add(
      this.#assets.map((state) => this.#take(state, at, taken)),
      { at, instruments: taken.snapshots.length, failures: taken.failures.map(({ message }) => message), holes },
    );
  }

  /**
   * Stores what waits.
   * @throws {Error} if it still cannot be stored
   */
  async end(): Promise<RecordReport> {
    await this.#writer.end();
    const outages = this.#assets.flatMap(({ outages }) => outages.totals());
    return {
      ticks: this.#ticks,
      added: this.#writer.added,
      present: this.#writer.present,
      outages: [...new Map(outages.reverse().map((outage) => [outage.where, outage])).values()].sort(
        (one, other) => other.count - one.count,
      ),
      holes: this.#holes,
      missed: this.#missed + this.#writer.lost,
      from: this.#from,
      to: this.#to,
    };
  }

  /** What was found of one asset, as an answer for the store. */
  #take(state: AssetState, at: number, taken: Snapshots): Answer {
    const { everyMs, toleranceMs, query, now } = this.#options;
    const { asset, outages } = state;
    const own = taken.snapshots.filter((snapshot) => snapshot.asset === asset);
    const timely = own.filter(({ time }) => Math.abs(time - at) <= toleranceMs);
    const failed = new Map<string, string>();
    for (const failure of taken.failures) {
      if (failure.asset === "" || failure.asset === asset) failed.set(failure.what, failure.message);
    }
    for (const snapshot of own) {
      const what = `${snapshot.venue} ${snapshot.instrument}`;
      if (!timely.includes(snapshot)) failed.set(what, offSchedule(snapshot, at));
      else if (Number.isNaN(snapshot.base) || Number.isNaN(snapshot.usd))
        failed.set(`${what} in ${missing(snapshot)}`, "it cannot be told");
    }
    const isNewMonth = state.month !== monthOf(at);
    state.month = monthOf(at);
    if (isNewMonth) state.told.clear();
    // Before the outages of this instant are entered: those that go on are told by a new record as well.
    const going = isNewMonth ? outages.going() : [];
    const others = this.#toldOnce(state, taken, own);
    const issues = [...state.untold, ...going, ...outages.at(at, failed), ...others];
    state.untold = [];
    const since = state.recordedTo;
    state.recordedTo = at;
    return recordedAnswer({
      asset,
      at,
      since,
      everyMs,
      toleranceMs,
      query,
      snapshots: timely,
      issues,
      retrievedAt: now(),
    });
  }

  /** Other issues of this asset's instruments or of whole venues; each kind once a month, or they would grow with time. */
  #toldOnce({ told }: AssetState, { issues }: Snapshots, own: readonly Snapshot[]): readonly QualityIssue[] {
    const names = new Set(own.flatMap(({ venue, instrument }) => [venue, `${venue} ${instrument}`]));
    return issues.filter(({ kind, where }) => {
      const key = `${kind} ${where}`;
      if (kind === "no-price" || !names.has(where) || told.has(key)) return false;
      told.add(key);
      return true;
    });
  }

  #remember(holes: readonly RecordHole[]): void {
    this.#holes = [...this.#holes, ...holes].slice(-keptHoles);
    this.#holesOfTick = [...this.#holesOfTick, ...holes].slice(-keptHoles);
  }
}

function missing({ base, usd }: Snapshot): string {
  return Number.isNaN(base) ? (Number.isNaN(usd) ? "coins and dollars" : "coins") : "dollars";
}

function offSchedule({ time, timeFrom }: Snapshot, at: number): string {
  const seconds = Math.abs(time - at) / 1000;
  const who = timeFrom === "venue" ? "by its own time" : "by the time of its answer";
  return `its number is of ${isoTime(time)} ${who}, ${seconds} s ${time > at ? "after" : "before"} the scheduled instant; left out`;
}
