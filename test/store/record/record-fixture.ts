import type { SnapshotTaker } from "../../../lib/sources/snapshot/exchange-snapshots.js";
import type { Snapshot, SnapshotFailure } from "../../../lib/sources/snapshot/snapshots.js";
import type { RecordedSession, RecordStore } from "../../../lib/store/record/record-types.js";
import type { Answer } from "../../../lib/store/store-types.js";

export const minute = 60_000;
/** 2025-07-01T00:00Z. */
export const july: number = Date.UTC(2025, 6, 1);

/** A clock that goes only when something takes time. */
export interface FakeClock {
  time: number;
  readonly now: () => number;
  /** Also how long a pause really takes, if another than asked. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

export function fakeClock(time: number, slept: (ms: number) => number = (ms) => ms): FakeClock {
  const clock: FakeClock = {
    time,
    now: () => clock.time,
    sleep: async (ms) => {
      clock.time += slept(ms);
      // Whatever else is to be done is done meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return clock;
}

/** A snapshot of 100 coins at 50,000 dollars. */
export function snapshotAt(time: number, venue: string, changes: Partial<Snapshot> = {}): Snapshot {
  return {
    venue,
    instrument: "BTCUSDT",
    asset: "BTC",
    kind: "perpetual",
    margin: "linear",
    settle: "USDT",
    expiry: Number.NaN,
    time,
    timeFrom: "answer",
    contracts: Number.NaN,
    base: 100,
    usd: 5_000_000,
    price: 50_000,
    priceName: "mark",
    baseConvertedAt: "",
    usdConvertedAt: "mark",
    sides: 1,
    ...changes,
  };
}

/** What one poll does. */
export interface Poll {
  /** Milliseconds that it takes; cut to its limit. */
  readonly takesMs?: number;
  /** Venues that fail. */
  readonly failing?: readonly string[];
}

export function fakeTaker(clock: FakeClock, venues: readonly string[], poll: (nth: number) => Poll): SnapshotTaker {
  let nth = 0;
  let asking = 0;
  return {
    venues,
    prepare: async () => {},
    take: async ({ timeoutMs = 20_000 } = {}) => {
      if (++asking > 1) throw new Error("two polls at once");
      const { takesMs = 0, failing = [] } = poll(nth++);
      const askedAt = clock.time;
      await Promise.resolve();
      clock.time += Math.min(takesMs, timeoutMs);
      asking--;
      const failures: SnapshotFailure[] = failing.map((venue) => ({
        venue,
        what: venue,
        asset: "",
        message: "is down",
      }));
      const up = venues.filter((venue) => !failing.includes(venue));
      return {
        snapshots: up.map((venue) => snapshotAt(clock.time, venue)),
        failures,
        issues: [],
        askedAt,
        answeredAt: clock.time,
      };
    },
  };
}

/** A store in memory that holds answers to what a real one asks of them. */
export interface FakeStore extends RecordStore {
  /** Value by venue, series and instant. */
  readonly rows: Map<string, number>;
  readonly records: readonly { id: string; answers: Answer[] }[];
}

export function fakeStore(beforeAppend: () => void = () => {}, afterAppend: () => void = () => {}): FakeStore {
  const rows = new Map<string, number>();
  const records: { id: string; answers: Answer[] }[] = [];
  return {
    rows,
    records,
    append: async (answer, { continues }) => {
      beforeAppend();
      const found = records.find(({ id }) => id === continues);
      if (continues !== undefined && found === undefined) throw new Error(`no record ${continues}`);
      const record = found ?? { id: String(records.length), answers: [] };
      if (found === undefined) records.push(record);
      const last = record.answers.at(-1);
      if (last !== undefined && answer.from > last.to) throw new Error("a hole in a record");
      record.answers.push(answer);
      let added = 0;
      let same = 0;
      for (const { measure, series } of answer.series) {
        for (const [row, time] of series.times.entries()) {
          const key = `${measure} ${series.name} ${time}`;
          if (rows.has(key)) same++;
          else {
            rows.set(key, series.values[row] as number);
            added++;
          }
        }
      }
      afterAppend();
      return { fetch: record.id, added, same, revised: 0, largestChange: 0, issues: [] };
    },
    sessions: async () => records.map(({ answers }) => sessionOf(answers)),
  };
}

function sessionOf(answers: readonly Answer[]): RecordedSession {
  return {
    from: Math.min(...answers.map(({ from }) => from)),
    to: Math.max(...answers.map(({ to }) => to)),
    venues: answers[0]?.query.venues as readonly string[],
    issues: answers.flatMap(({ issues }) => issues),
  };
}
