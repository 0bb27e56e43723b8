import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeOutages } from "../../../lib/store/record/outage-book.js";
import { record } from "../../../lib/store/record/record.js";
import type { RecordedSession } from "../../../lib/store/record/record-types.js";
import { fakeClock, fakeStore, fakeTaker, july, minute } from "./record-fixture.js";

const venues = ["alpha", "beta"];
const every = 5 * minute;

const tick = fc.record({
  takesMs: fc.constantFrom(0, 900, 20_000, 60_000),
  failing: fc.subarray(venues),
  /** How long the pause before it takes longer than it should. */
  oversleptMs: fc.constantFrom(0, 0, 0, 10_000, 4 * minute, 17 * minute),
  storeTakesMs: fc.constantFrom(0, 0, 6 * minute),
});

const session = fc.record({
  /** Since the end of the session before. */
  startsAfterMs: fc.integer({ min: 0, max: 40 * minute }),
  ticks: fc.array(tick, { minLength: 1, maxLength: 7 }),
  /** The append at which it is killed, before or after it is on the disk; −1 to end well. */
  killedAt: fc.integer({ min: -1, max: 6 }),
  killedBefore: fc.boolean(),
  /** Appends that fail. */
  failingAppends: fc.subarray([0, 1, 2, 3]),
});

class Killed extends Error {}

test("under any failures, sleeps and kills each instant of each venue is a row once or is told to be missing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(session, { minLength: 1, maxLength: 5 }), fc.boolean(), async (sessions, isFollowed) => {
      let during: (moment: "before" | "after") => void = () => {};
      const store = fakeStore(
        () => during("before"),
        () => during("after"),
      );
      let time = july;
      for (const { startsAfterMs, ticks, killedAt, killedBefore, failingAppends } of sessions) {
        let nth = 0;
        let appends = 0;
        let overslept = -1;
        const clock = fakeClock(time + startsAfterMs, (ms) => {
          if (overslept === nth) return ms;
          overslept = nth;
          return ms + (ticks[nth]?.oversleptMs ?? 0);
        });
        const stop = new AbortController();
        let killed = false;
        during = (moment) => {
          if (killed) throw new Killed();
          const at = moment === "before" ? appends : appends++;
          if (moment === "before" && failingAppends.includes(at) && at !== killedAt) {
            appends++;
            throw new Error("the disk is away");
          }
          clock.time += moment === "before" ? (ticks[nth - 1]?.storeTakesMs ?? 0) : 0;
          if (at === killedAt && (moment === "before") === killedBefore) {
            killed = true;
            stop.abort();
            throw new Killed();
          }
        };
        const taker = fakeTaker(clock, venues, () => {
          const poll = ticks[nth++];
          if (nth >= ticks.length) stop.abort();
          return poll ?? {};
        });
        await record({ store, taker, now: clock.now, sleep: clock.sleep, signal: stop.signal }).catch(() => {});
        time = clock.time;
      }
      // What the last session left is told, whether or not one without faults follows and finds it.
      during = () => {};
      if (isFollowed) await follow();
      const told = wholeOutages(await store.sessions("BTC", every), { everyMs: every });
      checkStore(store.rows, told);

      async function follow(): Promise<void> {
        const clock = fakeClock(time + 1);
        const taker = fakeTaker(clock, venues, () => ({}));
        const until = new Date(time + 1 + 2 * every).toISOString();
        await record({ store, taker, now: clock.now, sleep: clock.sleep, until });
      }
    }),
    { seed: 20250701, numRuns: 120 },
  );
});

function checkStore(rows: ReadonlyMap<string, number>, sessions: readonly RecordedSession[]): void {
  const told = sessions.flatMap(({ issues }) => issues).filter(({ kind }) => kind === "gap" || kind === "outage");
  const times = [...rows.keys()].map((key) => Number(key.split(" ").at(-1)));
  const first = Math.min(...times, ...told.map(({ from }) => from as number));
  for (let at = first; at <= Math.max(...sessions.map(({ to }) => to)); at += every) {
    expect(at % every).toBe(0);
    for (const venue of venues) {
      const isThere = rows.has(`open_interest ${venue} BTCUSDT ${at}`);
      const isTold = told.some(
        ({ where, from, to }) =>
          (where === venue || where === "recording") && (from as number) <= at && (to as number) >= at,
      );
      expect([venue, new Date(at).toISOString(), isThere !== isTold]).toEqual([
        venue,
        new Date(at).toISOString(),
        true,
      ]);
    }
  }
}
