import { countText } from "../../series/count-text.js";
import { isoTime } from "../../series/time.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { SnapshotTaker } from "../../sources/snapshot/exchange-snapshots.js";
import type { Snapshot, Snapshots } from "../../sources/snapshot/snapshots.js";
import type { Answer, StoredQuery } from "../store-types.js";
import { earlierHoles } from "./earlier-holes.js";
import { OutageBook } from "./outage-book.js";
import type { RecordHole, RecordReport, RecordStore, RecordTick } from "./record-types.js";
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
}

/** What is kept of one asset between ticks. */
interface AssetState {
  readonly asset: string;
  readonly outages: OutageBook;
  /** The fetch record that grows, with its month. */
  record: { id: string; month: string } | undefined;
  /** Month of the answer taken last. */
  month: string;
  /** What was told of this month, and is not told again. */
  readonly told: Set<string>;
  /** Up to which instant the record goes, appended or waiting. */
  recordedTo: number;
  /** What the next answer has to tell beside what it finds. */
  untold: QualityIssue[];
  readonly waiting: Answer[];
}

/** Answers of one asset that wait for the store at most; beyond, the oldest is lost and told. */
const mostWaiting = 288;
const keptHoles = 1000;

/** A recording in progress: takes one instant after the other. What it holds in memory does not grow with them. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #assets: readonly AssetState[];
  #holes: RecordHole[] = [];
  #holesOfTick: RecordHole[] = [];
  #ticks = 0;
  #missed = 0;
  #added = 0;
  #present = 0;
  #from = Number.NaN;
  #to = Number.NaN;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#assets = options.assets.map((asset) => ({
      asset,
      outages: new OutageBook(),
      record: undefined,
      month: "",
      told: new Set(),
      recordedTo: Number.NaN,
      untold: [],
      waiting: [],
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

  /** Asks all venues and stores what they gave; undefined if the signal was aborted before they had answered. */
  async tick(at: number, signal: AbortSignal | undefined): Promise<RecordTick | undefined> {
    const { taker, toleranceMs, now } = this.#options;
    const timeoutMs = Math.max(1, at + toleranceMs - now());
    let taken: Snapshots;
    try {
      taken = await taker.take({ signal, timeoutMs });
    } catch (error) {
      if (signal?.aborted === true) return undefined;
      throw error;
    }
    this.#ticks++;
    if (Number.isNaN(this.#from)) this.#from = at;
    this.#to = at;
    for (const state of this.#assets) this.#take(state, at, taken);
    let added = 0;
    let storeFailure = "";
    for (const state of this.#assets) {
      try {
        added += await this.#store(state);
      } catch (error) {
        storeFailure = error instanceof Error ? error.message : String(error);
      }
    }
    const holes = this.#holesOfTick;
    this.#holesOfTick = [];
    return {
      at,
      added,
      instruments: taken.snapshots.length,
      failures: taken.failures.map(({ message }) => message),
      holes,
      waiting: this.#assets.reduce((sum, { waiting }) => sum + waiting.length, 0),
      storeFailure,
    };
  }

  /**
   * Stores what waits.
   * @throws {Error} if it still cannot be stored
   */
  async end(): Promise<RecordReport> {
    for (const state of this.#assets) await this.#store(state);
    const outages = this.#assets.flatMap(({ outages }) => outages.totals());
    return {
      ticks: this.#ticks,
      added: this.#added,
      present: this.#present,
      outages: [...new Map(outages.reverse().map((outage) => [outage.where, outage])).values()].sort(
        (one, other) => other.count - one.count,
      ),
      holes: this.#holes,
      missed: this.#missed,
      from: this.#from,
      to: this.#to,
    };
  }

  /** What was found of one asset, made an answer that waits for the store. */
  #take(state: AssetState, at: number, taken: Snapshots): void {
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
    state.waiting.push(
      recordedAnswer({
        asset,
        at,
        since: state.recordedTo,
        everyMs,
        toleranceMs,
        query,
        snapshots: timely,
        issues,
        retrievedAt: now(),
      }),
    );
    state.recordedTo = at;
    if (state.waiting.length > mostWaiting) this.#drop(state);
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

  /** The store has failed for so long that the oldest answer is given up. */
  #drop({ waiting }: AssetState): void {
    const [lost, next] = waiting.splice(0, 2) as [Answer, Answer];
    const detail = `the store could not be written to for ${mostWaiting} instants; what was had is lost`;
    const gap: QualityIssue = { kind: "gap", where: "recording", count: 1, from: lost.to, to: lost.to, detail };
    waiting.unshift({ ...next, from: lost.from, issues: [...lost.issues, gap, ...next.issues] });
    this.#missed++;
  }

  /** Appends what waits, oldest first, so that what is stored never has a hole that is not told. */
  async #store(state: AssetState): Promise<number> {
    const { store } = this.#options;
    let sum = 0;
    for (let answer = state.waiting[0]; answer !== undefined; answer = state.waiting[0]) {
      const month = monthOf(answer.to);
      const continues = state.record?.month === month ? state.record.id : undefined;
      const { fetch, added, same, revised } = await store.append(answer, { continues });
      state.record = { id: fetch, month };
      state.waiting.shift();
      sum += added;
      this.#present += same + revised;
    }
    this.#added += sum;
    return sum;
  }

  #remember(holes: readonly RecordHole[]): void {
    this.#holes = [...this.#holes, ...holes].slice(-keptHoles);
    this.#holesOfTick = [...this.#holesOfTick, ...holes].slice(-keptHoles);
  }
}

function missing({ base, usd }: Snapshot): string {
  return Number.isNaN(base) ? (Number.isNaN(usd) ? "coins and dollars" : "coins") : "dollars";
}

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

function offSchedule({ time, timeFrom }: Snapshot, at: number): string {
  const seconds = Math.abs(time - at) / 1000;
  const who = timeFrom === "venue" ? "by its own time" : "by the time of its answer";
  return `its number is of ${isoTime(time)} ${who}, ${seconds} s ${time > at ? "after" : "before"} the scheduled instant; left out`;
}
