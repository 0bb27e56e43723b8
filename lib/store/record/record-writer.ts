import { countText } from "../../series/count-text.js";
import type { QualityIssue } from "../../sources/quality/quality.js";
import type { Answer, Appended } from "../store-types.js";
import { joinedAnswers } from "./joined-answers.js";
import type { RecordStore, RecordTick } from "./record-types.js";

/** What is known of a tick before it is stored. */
export type TakenTick = Omit<RecordTick, "added" | "waiting" | "storeFailure">;

/** Answers of one asset on their way into the store. */
interface Queue {
  /** The fetch record that grows, with its month. */
  record: { readonly id: string; readonly month: string } | undefined;
  waiting: Answer[];
  /** How many of the first in it are being stored. */
  flying: number;
}

/** Answers of one asset that wait for the store at most; beyond, the oldest is lost and told. */
const mostWaiting = 288;

/**
 * Stores what was recorded while recording goes on: one append at a time and in order, so that the store never holds an
 * instant before an earlier one. What has come meanwhile is stored together, so that a store that is slower than the schedule
 * costs no instant. What cannot be stored is tried again with the next tick.
 */
export class RecordWriter {
  readonly #store: RecordStore;
  readonly #onTick: (tick: RecordTick) => void;
  readonly #queues = new Map<string, Queue>();
  #ticks: TakenTick[] = [];
  #writing: Promise<void> | undefined;
  #untold = 0;
  /** Values added to the store, and values that were there already. */
  added = 0;
  present = 0;
  /** Answers that were given up. */
  lost = 0;

  constructor(store: RecordStore, onTick: (tick: RecordTick) => void) {
    this.#store = store;
    this.#onTick = onTick;
  }

  /** Puts the answers of one tick in line; the tick is told when they are stored or have failed. */
  add(answers: readonly Answer[], tick: TakenTick): void {
    for (const answer of answers) {
      const queue = this.#queues.get(answer.asset) ?? { record: undefined, waiting: [], flying: 0 };
      this.#queues.set(answer.asset, queue);
      queue.waiting.push(answer);
      if (queue.waiting.length > mostWaiting) this.#drop(queue);
    }
    this.#ticks.push(tick);
    this.#writing ??= this.#write();
  }

  /**
   * Waits until all is stored.
   * @throws {Error} if it still cannot be
   */
  async end(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    for (const queue of this.#queues.values()) await this.#append(queue);
  }

  /** Never rejects. */
  async #write(): Promise<void> {
    while (this.#ticks.length > 0) {
      const ticks = this.#ticks;
      this.#ticks = [];
      let storeFailure = "";
      for (const queue of this.#queues.values()) {
        try {
          await this.#append(queue);
        } catch (error) {
          storeFailure = error instanceof Error ? error.message : String(error);
        }
      }
      const waiting = [...this.#queues.values()].reduce((sum, queue) => sum + queue.waiting.length, 0);
      for (const [place, tick] of ticks.entries()) {
        const isLast = place === ticks.length - 1;
        this.#onTick({ ...tick, added: isLast ? this.#untold : 0, waiting, storeFailure });
      }
      this.#untold = 0;
    }
    this.#writing = undefined;
  }

  /** Appends what waits of one asset, the oldest first, a month at a time; what comes meanwhile is left for the next time. */
  async #append(queue: Queue): Promise<void> {
    const last = queue.waiting[queue.waiting.length - 1]?.to ?? Number.NEGATIVE_INFINITY;
    for (let first = queue.waiting[0]; first !== undefined && first.to <= last; first = queue.waiting[0]) {
      const month = monthOf(first.to);
      const others = queue.waiting.findIndex(({ to }) => to > last || monthOf(to) !== month);
      queue.flying = others < 0 ? queue.waiting.length : others;
      try {
        const answer = joinedAnswers(queue.waiting.slice(0, queue.flying) as [Answer, ...Answer[]]);
        const continues = queue.record?.month === month ? queue.record.id : undefined;
        const { fetch, added, same, revised } = await this.#kept(answer, continues);
        queue.record = { id: fetch, month };
        queue.waiting.splice(0, queue.flying);
        this.added += added;
        this.#untold += added;
        this.present += same + revised;
      } finally {
        queue.flying = 0;
      }
    }
  }

  /** A record that cannot go on, as it may be after a repair of the store, is followed by a new one; what fails otherwise waits. */
  async #kept(answer: Answer, continues: string | undefined): Promise<Appended> {
    try {
      return await this.#store.append(answer, { continues });
    } catch (cause) {
      if (continues === undefined || !(cause instanceof RangeError)) throw cause;
      return this.#store.append(answer, {});
    }
  }

  /** Gives up the oldest answer that is not being stored; the next one tells it, and what it had to tell. */
  #drop({ waiting, flying }: Queue): void {
    const [lost, next] = waiting.splice(flying, 2) as [Answer, Answer];
    const lostDetail = `the store could not be written to, and no more than ${countText(mostWaiting, "instant")} are kept for it; what was had is lost`;
    const told = lost.issues.filter(({ detail }) => detail !== lostDetail);
    const before = lost.issues.find(({ detail }) => detail === lostDetail);
    const gap: QualityIssue = {
      kind: "gap",
      where: "recording",
      count: (before?.count ?? 0) + 1,
      from: before?.from ?? lost.to,
      to: lost.to,
      detail: lostDetail,
    };
    waiting.splice(flying, 0, { ...next, from: lost.from, issues: [...told, gap, ...next.issues] });
    this.lost++;
  }
}

/** UTC month of an instant, as `2025-07`. */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}
