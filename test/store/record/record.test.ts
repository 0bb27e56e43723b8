import { expect, test } from "vitest";
import type { SnapshotTaker } from "../../../lib/sources/snapshot/exchange-snapshots.js";
import { type RecordOptions, record } from "../../../lib/store/record/record.js";
import type { RecordTick } from "../../../lib/store/record/record-types.js";
import {
  type FakeClock,
  type FakeStore,
  fakeClock,
  fakeStore,
  fakeTaker,
  july,
  minute,
  type Poll,
  snapshotAt,
} from "./record-fixture.js";

const iso = (time: number) => new Date(time).toISOString().slice(11, 19);

/** A recording of two venues every five minutes. */
async function recorded(
  clock: FakeClock,
  {
    until,
    poll = () => ({}),
    store = fakeStore(),
    ...options
  }: { until: string; poll?: (nth: number) => Poll; store?: FakeStore } & Omit<RecordOptions, "store">,
) {
  const ticks: RecordTick[] = [];
  const taker = fakeTaker(clock, ["alpha", "beta"], poll);
  const report = await record({
    store,
    taker,
    now: clock.now,
    sleep: clock.sleep,
    until,
    onTick: (tick) => ticks.push(tick),
    ...options,
  });
  const issues = store.records.flatMap(({ answers }) => answers.flatMap((answer) => answer.issues));
  return { store, ticks, report, issues };
}

test("ticks stand at whole multiples of the interval in UTC, from the next on", async () => {
  const { ticks, report } = await recorded(fakeClock(july + 2 * minute), { until: "2025-07-01T00:15Z" });
  expect(ticks.map(({ at }) => iso(at))).toEqual(["00:05:00", "00:10:00", "00:15:00"]);
  // Two venues with coins, dollars, price and lag each, three times.
  expect(report).toEqual({
    ticks: 3,
    added: 24,
    present: 0,
    outages: [],
    holes: [],
    missed: 0,
    from: july + 5 * minute,
    to: july + 15 * minute,
  });
});

test("a row stands at its scheduled instant, says how late it may be known, and by how much it was", async () => {
  const { store } = await recorded(fakeClock(july), { until: "2025-07-01T00:00Z", poll: () => ({ takesMs: 1200 }) });
  const [answer] = store.records[0]?.answers ?? [];
  expect(answer?.from).toBe(july - 5 * minute);
  expect(answer?.to).toBe(july);
  expect(
    answer?.series
      .slice(0, 4)
      .map(({ measure, series }) => [measure, series.name, series.unit, [...series.times], [...series.values]]),
  ).toEqual([
    ["open_interest", "alpha BTCUSDT", "base", [july], [100]],
    ["open_interest_usd", "alpha BTCUSDT", "usd", [july], [5_000_000]],
    ["other", "alpha BTCUSDT price", "price", [july], [50_000]],
    ["other", "alpha BTCUSDT lag", "number", [july], [1200]],
  ]);
  expect(answer?.series[1]?.series.identity).toEqual({
    asset: "BTC",
    venue: "alpha",
    instrument: "BTCUSDT",
    kind: "perpetual",
    margin: "linear",
    settle: "USDT",
    sides: 1,
    convertedAt: "mark",
    delayMs: 30_000,
  });
});

test("a venue that fails is an outage, told when it begins and when it is over", async () => {
  const { issues, report } = await recorded(fakeClock(july), {
    until: "2025-07-01T00:25Z",
    poll: (nth) => ({ failing: nth >= 1 && nth <= 3 ? ["beta"] : [] }),
  });
  expect(
    issues.map(({ kind, where, count, from, to, detail }) => [
      kind,
      where,
      count,
      iso(from ?? 0),
      iso(to ?? 0),
      detail,
    ]),
  ).toEqual([
    ["outage", "beta", 1, "00:05:00", "00:05:00", "is down; not over when this was written"],
    ["outage", "beta", 3, "00:05:00", "00:15:00", "is down; 3 instants without it"],
  ]);
  expect(report.outages).toEqual([
    { where: "beta", count: 3, from: july + 5 * minute, to: july + 15 * minute, message: "is down" },
  ]);
});

test("a machine that slept tells the instants that passed", async () => {
  // The third pause takes 22 minutes more.
  let pauses = 0;
  const clock = fakeClock(july, (ms) => ms + (++pauses === 12 ? 22 * minute : 0));
  const { ticks, issues, report } = await recorded(clock, { until: "2025-07-01T00:45Z" });
  expect(report.holes.length).toBe(1);
  const [hole] = report.holes;
  expect(hole?.why).toBe("asleep");
  const times = ticks.map(({ at }) => at);
  for (let at = july; at <= july + 45 * minute; at += 5 * minute) {
    const isHole = at >= (hole?.from ?? 0) && at <= (hole?.to ?? 0);
    expect(times.includes(at)).toBe(!isHole);
  }
  expect(report.missed).toBe(hole?.count);
  expect(issues.map(({ kind, where, count }) => [kind, where, count])).toEqual([["gap", "recording", hole?.count]]);
});

test("a poll that is slower than the schedule skips and tells", async () => {
  const clock = fakeClock(july);
  const { ticks, report } = await recorded(clock, {
    until: "2025-07-01T00:20Z",
    store: slowStore(clock, 7 * minute),
  });
  // Each tick is done seven minutes later: every other instant is past by then.
  expect(ticks.map(({ at }) => iso(at))).toEqual(["00:00:00", "00:10:00", "00:20:00"]);
  expect(report.holes.map(({ from, to, count, why }) => [iso(from), iso(to), count, why])).toEqual([
    ["00:05:00", "00:05:00", 1, "slow"],
    ["00:15:00", "00:15:00", 1, "slow"],
  ]);
});

function slowStore(clock: FakeClock, ms: number) {
  return fakeStore(() => {
    clock.time += ms;
  });
}

test("what is not of its instant is left out and told", async () => {
  const clock = fakeClock(july);
  const taker: SnapshotTaker = {
    venues: ["alpha"],
    prepare: async () => {},
    take: async () => ({
      snapshots: [
        snapshotAt(july - 3 * minute, "alpha", { timeFrom: "venue" }),
        snapshotAt(july + 29_999, "alpha", { instrument: "BTCUSDC" }),
      ],
      failures: [],
      issues: [],
      askedAt: july,
      answeredAt: july,
    }),
  };
  const { store, issues } = await recorded(clock, { until: "2025-07-01T00:00Z", taker });
  expect([...store.rows.keys()].every((name) => name.includes("BTCUSDC"))).toBe(true);
  expect(issues.map(({ where, detail }) => [where, detail])).toEqual([
    [
      "alpha BTCUSDT",
      "its number is of 2025-06-30T23:57Z by its own time, 180 s before the scheduled instant; left out; not over when this was written",
    ],
  ]);
});

test("what cannot be told in dollars is an outage of the dollars alone", async () => {
  const clock = fakeClock(july);
  const taker: SnapshotTaker = {
    venues: ["alpha"],
    prepare: async () => {},
    take: async () => ({
      snapshots: [snapshotAt(july, "alpha", { usd: Number.NaN, price: Number.NaN })],
      failures: [],
      issues: [],
      askedAt: july,
      answeredAt: july,
    }),
  };
  const { store, issues } = await recorded(clock, { until: "2025-07-01T00:00Z", taker });
  expect([...store.rows.keys()]).toEqual([`open_interest alpha BTCUSDT ${july}`, `other alpha BTCUSDT lag ${july}`]);
  expect(issues.map(({ where }) => where)).toEqual(["alpha BTCUSDT in dollars"]);
});

test("the next session tells what is missing since the last, and ends what was not over", async () => {
  const store = fakeStore();
  const run = (clock: FakeClock, until: string, failing: readonly string[]) =>
    record({
      store,
      taker: fakeTaker(clock, ["alpha", "beta"], () => ({ failing })),
      now: clock.now,
      sleep: clock.sleep,
      until,
    });
  await run(fakeClock(july), "2025-07-01T00:10Z", ["beta"]);
  const report = await run(fakeClock(july + 28 * minute), "2025-07-01T00:30Z", []);
  const issues = store.records[1]?.answers[0]?.issues ?? [];
  expect(issues.map(({ kind, where, count, from, to }) => [kind, where, count, iso(from ?? 0), iso(to ?? 0)])).toEqual([
    ["outage", "beta", 3, "00:00:00", "00:10:00"],
    ["gap", "alpha", 3, "00:15:00", "00:25:00"],
    ["gap", "beta", 3, "00:15:00", "00:25:00"],
  ]);
  expect(report.holes.map(({ where, why, count }) => [where, why, count])).toEqual([
    ["alpha", "not running", 3],
    ["beta", "not running", 3],
  ]);
  expect(report.missed).toBe(0);
});

test("a session that starts within the instant of the last doubles nothing", async () => {
  const store = fakeStore();
  for (const _ of [1, 2]) {
    const clock = fakeClock(july);
    const taker = fakeTaker(clock, ["alpha"], () => ({}));
    await record({ store, taker, now: clock.now, sleep: clock.sleep, until: "2025-07-01T00:05Z" });
  }
  expect(store.rows.size).toBe(8);
});

test("a month of a session is one record, and what goes on is told in the next one, too", async () => {
  const clock = fakeClock(Date.UTC(2025, 6, 31, 22));
  const { store } = await recorded(clock, {
    every: "1h",
    until: "2025-08-01T02:00Z",
    poll: () => ({ failing: ["beta"] }),
  });
  expect(store.records.map(({ answers }) => answers.map(({ to }) => new Date(to).toISOString().slice(5, 13)))).toEqual([
    ["07-31T22", "07-31T23"],
    ["08-01T00", "08-01T01", "08-01T02"],
  ]);
  expect(store.records.map(({ answers }) => answers.flatMap(({ issues }) => issues.map(({ count }) => count)))).toEqual(
    [[1], [2]],
  );
});

test("a store that cannot be written to makes answers wait, in their order", async () => {
  let failures = 2;
  const store = fakeStore(() => {
    if (failures-- > 0) throw new Error("no space left");
  });
  const { ticks, report } = await recorded(fakeClock(july), { until: "2025-07-01T00:15Z", store });
  expect(ticks.map(({ waiting, storeFailure }) => [waiting, storeFailure])).toEqual([
    [1, "no space left"],
    [2, "no space left"],
    [0, ""],
    [0, ""],
  ]);
  // The first three are stored as one, when it can be.
  expect(store.records[0]?.answers.map(({ from, to }) => [iso(from), iso(to)])).toEqual([
    ["23:55:00", "00:10:00"],
    ["00:10:00", "00:15:00"],
  ]);
  expect([...(store.records[0]?.answers[0]?.series[0]?.series.times ?? [])].map(iso)).toEqual([
    "00:00:00",
    "00:05:00",
    "00:10:00",
  ]);
  expect(report.added).toBe(32);
});

test("a record that cannot go on any more is followed by a new one", async () => {
  const inner = fakeStore();
  let appends = 0;
  const store: FakeStore = {
    ...inner,
    append: async (answer, options) => {
      if (++appends > 2 && options.continues === "0") throw new RangeError("no fetch 0 to continue");
      return inner.append(answer, options);
    },
  };
  const { ticks, report } = await recorded(fakeClock(july), { until: "2025-07-01T00:15Z", store });
  expect(ticks.map(({ waiting, storeFailure }) => [waiting, storeFailure])).toEqual(Array(4).fill([0, ""]));
  expect(report.added).toBe(32);
  expect(inner.records.map(({ answers }) => answers.length)).toEqual([2, 2]);
});

test("a store that is slower than the schedule costs no instant, and appends one at a time", async () => {
  let appending = 0;
  let appends = 0;
  const inner = fakeStore();
  const store: FakeStore = {
    ...inner,
    append: async (...asked) => {
      if (++appending > 1) throw new Error("two appends at once");
      appends++;
      // As long as some ticks take.
      for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
      appending--;
      return inner.append(...asked);
    },
  };
  let toldMeanwhile = 0;
  const clock = fakeClock(july);
  const ticks: RecordTick[] = [];
  const onTick = (tick: RecordTick) => {
    ticks.push(tick);
    if (clock.time < july + 115 * minute) toldMeanwhile++;
  };
  const { report } = await recorded(clock, { until: "2025-07-01T02:00Z", store, onTick });
  expect(report.ticks).toBe(25);
  expect(report.holes).toEqual([]);
  expect(report.added).toBe(200);
  expect(appends).toBeLessThan(20);
  // They are told while it goes on, and not at the end alone.
  expect(toldMeanwhile).toBeGreaterThan(5);
  expect(ticks.map(({ at }) => at)).toEqual(Array.from({ length: 25 }, (_, nth) => july + nth * 5 * minute));
  expect(ticks.reduce((sum, { added }) => sum + added, 0)).toBe(200);
});

test("what waits for the store is bounded, and what is given up is told", async () => {
  let broken = true;
  const store = fakeStore(() => {
    if (broken) throw new Error("no space left");
  });
  const onTick = ({ at }: RecordTick) => {
    broken = at < july + 299 * 5 * minute;
  };
  const { report, issues } = await recorded(fakeClock(july), { until: "2025-07-02T01:00Z", store, onTick });
  // 301 instants, of which 288 are kept while the 289th and later come, up to the 301st: twelve or thirteen are lost.
  const lost = issues.find(({ kind }) => kind === "gap");
  expect(lost?.from).toBe(july);
  expect(report.missed).toBe(lost?.count);
  expect(store.rows.size).toBe((301 - report.missed) * 8);
  expect(store.rows.has(`open_interest alpha BTCUSDT ${(lost?.to ?? 0) + 5 * minute}`)).toBe(true);
  expect(store.rows.has(`open_interest alpha BTCUSDT ${lost?.to}`)).toBe(false);
});

test("an answer that never could be stored is an error at the end", async () => {
  const store = fakeStore(() => {
    throw new Error("no space left");
  });
  await expect(recorded(fakeClock(july), { until: "2025-07-01T00:05Z", store })).rejects.toThrow("no space left");
});

test("a signal ends the pause and the recording, and what was had is stored", async () => {
  const stop = new AbortController();
  const clock = fakeClock(july);
  const sleep = async (ms: number) => {
    clock.time += ms;
    if (clock.time >= july + 12 * minute) stop.abort();
  };
  const { report } = await recorded(clock, { until: "2025-07-02", sleep, signal: stop.signal });
  expect(report.ticks).toBe(3);
  expect(report.to).toBe(july + 10 * minute);
});

test("what a recording holds does not grow with its ticks", async () => {
  const clock = fakeClock(july);
  let kept = 0;
  const store = {
    append: async () => ({ fetch: "a", added: 1, same: 0, revised: 0, largestChange: 0, issues: [] }),
    sessions: async () => [],
  };
  // Three thousand holes: every other pause takes ten minutes more.
  let pauses = 0;
  const sleep = async (ms: number) => {
    clock.time += ms + (pauses++ % 2 === 0 ? 10 * minute : 0);
  };
  const report = await record({
    store,
    taker: fakeTaker(clock, ["alpha"], (nth) => ({ failing: nth % 2 === 0 ? ["alpha"] : [] })),
    now: clock.now,
    sleep,
    until: "2025-08-20",
    onTick: () => kept++,
  });
  expect(kept).toBe(report.ticks);
  expect(report.holes.length).toBe(1000);
  expect(report.missed).toBeGreaterThan(2000);
  expect(report.outages.length).toBe(1);
});

test("options that cannot be are refused", async () => {
  const clock = fakeClock(july);
  const taker = fakeTaker(clock, ["alpha"], () => ({}));
  const store = fakeStore();
  await expect(record({ taker })).rejects.toThrow("record: give either path, the folder of a store, or store");
  await expect(record({ taker, store, path: "somewhere" })).rejects.toThrow("record: give either path");
  await expect(record({ taker, store, every: "5 minutes" })).rejects.toThrow("is not an interval");
  await expect(record({ taker, store, every: "1m", toleranceMs: 40_000 })).rejects.toThrow(
    "record: toleranceMs is 40000; give milliseconds above 0 and at most 30000, half of every 1m",
  );
  await expect(record({ taker, store, until: "tomorrow" })).rejects.toThrow("is not a time");
  await expect(record({ store, venues: ["nowhere"] })).rejects.toThrow(
    'record: unknown venue "nowhere"; known: binance',
  );
});
