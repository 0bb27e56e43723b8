import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { checkStore } from "../../../lib/store/check-store.js";
import { readManifest } from "../../../lib/store/manifest.js";
import { record } from "../../../lib/store/record/record.js";
import { RecordWriter } from "../../../lib/store/record/record-writer.js";
import { recordedGaps } from "../../../lib/store/record/recorded-gaps.js";
import { storeRecordings } from "../../../lib/store/record/store-recordings.js";
import { store as openStore } from "../../../lib/store/store.js";
import { answers } from "../../sources/snapshot/venue-answers.js";
import { moment, venueServer } from "../../sources/snapshot/venue-server.js";
import { answerOf, emptyFolder } from "../append-fixture.js";
import { fakeClock, fakeTaker, july, minute, type Poll } from "./record-fixture.js";

const five = 5 * minute;

async function run(path: string, from: number, until: number, poll: (nth: number) => Poll, venues = ["alpha", "beta"]) {
  const clock = fakeClock(from);
  return record({
    path,
    taker: fakeTaker(clock, venues, poll),
    now: clock.now,
    sleep: clock.sleep,
    until: new Date(until).toISOString(),
  });
}

test("two sessions in a store load as one dataset that tells what is missing", async () => {
  const path = `${await emptyFolder()}/store`;
  await run(path, july, july + 3 * five, (nth) => ({ failing: nth === 1 ? ["beta"] : [] }));
  await run(path, july + 6 * five, july + 7 * five, () => ({ takesMs: 700 }));
  const opened = await openStore(path);
  try {
    const dataset = await opened.load({ source: "recorded", asset: "BTC", interval: "5m" });
    const coins = dataset.openInterest;
    expect([...coins.times].map((time) => (time - july) / five)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const gap = Number.NaN;
    expect([...coins.column("alpha BTCUSDT").values]).toEqual([100, 100, 100, 100, gap, gap, 100, 100]);
    expect([...coins.column("beta BTCUSDT").values]).toEqual([100, gap, 100, 100, gap, gap, 100, 100]);
    const lag = dataset.others?.find(({ name }) => name === "beta BTCUSDT lag");
    expect(lag?.at(july)).toBe(0);
    expect(lag?.at(july + 6 * five)).toBe(700);
    expect(
      dataset.quality.issues.map(({ kind, where, count, from = 0 }) => [kind, where, count, (from - july) / five]),
    ).toEqual([
      ["gap", "alpha", 2, 4],
      ["gap", "beta", 2, 4],
      ["outage", "beta", 1, 1],
    ]);
  } finally {
    opened.close();
  }
  const gaps = await recordedGaps(path, { asset: "BTC", intervalMs: five });
  expect(gaps.map(({ kind, where, count, detail }) => [kind, where, count, detail])).toEqual([
    ["outage", "beta", 1, "is down; 1 instant without it"],
    [
      "gap",
      "alpha",
      2,
      "nothing was recorded between two sessions, after 2025-07-01T00:15Z and before 2025-07-01T00:30Z",
    ],
    [
      "gap",
      "beta",
      2,
      "nothing was recorded between two sessions, after 2025-07-01T00:15Z and before 2025-07-01T00:30Z",
    ],
  ]);
  expect((await recordedGaps(path, { asset: "BTC", intervalMs: five, from: "2025-07-01T00:10Z" })).length).toBe(2);
  expect((await recordedGaps(path, { asset: "ETH", intervalMs: five })).length).toBe(0);
  expect((await readManifest(path)).fetches.length).toBe(2);
  expect((await checkStore(path)).problems).toEqual([]);
});

// As the venues' documentation shows their answers, at 2025-07-01T00:00Z: OKX's half a second before, Hyperliquid's untimed.
test("venues are recorded through ccxt into a store", async () => {
  const server = await venueServer(answers());
  onTestFinished(server.close);
  const path = `${await emptyFolder()}/store`;
  const clock = fakeClock(moment);
  const report = await record({
    path,
    venues: ["okx", "hyperliquid"],
    clients: await server.clients("okx", "hyperliquid"),
    now: clock.now,
    sleep: clock.sleep,
    until: "2025-07-01T00:05Z",
    retryDelaysMs: [],
  });
  // The second instant is five minutes after what OKX's answers say of themselves.
  expect(report.outages.map(({ where, count }) => [where, count]).sort()).toEqual([
    ["okx BTC-USD-SWAP", 1],
    ["okx BTC-USDT-SWAP", 1],
  ]);
  const opened = await openStore(path);
  try {
    const { openInterest, openInterestUsd, others = [] } = await opened.load({ source: "recorded", interval: "5m" });
    expect([...openInterest.column("okx BTC-USD-SWAP").values]).toEqual([3000, Number.NaN]);
    expect([...openInterestUsd.column("hyperliquid BTC").values]).toEqual([3000050000, 3000050000]);
    const first = Object.fromEntries(others.map((series) => [series.name, series.at(moment)]));
    expect(first).toEqual({
      "hyperliquid BTC lag": 0,
      "hyperliquid BTC price": 100000,
      "okx BTC-USD-SWAP contracts": 3000000,
      "okx BTC-USD-SWAP lag": -500,
      "okx BTC-USD-SWAP price": 100000,
      "okx BTC-USDT-SWAP contracts": 2125425,
      "okx BTC-USDT-SWAP lag": -500,
      "okx BTC-USDT-SWAP price": 100000,
    });
    const swap = openInterest.columns.find(({ name }) => name === "okx BTC-USDT-SWAP");
    expect(swap?.identity).toMatchObject({ venue: "okx", margin: "linear", sides: "unknown", delayMs: 30_000 });
  } finally {
    opened.close();
  }
});

test("of two recorders the first holds, row by row, and one fills what the other lacks", async () => {
  const path = `${await emptyFolder()}/store`;
  await run(path, july, july + five, (nth) => ({ failing: nth === 1 ? ["beta"] : [] }));
  // Half a second later: other lags, the same instants.
  const report = await run(path, july, july + five, () => ({ takesMs: 500 }));
  // Only beta of the second instant was not there: coins, dollars, price and lag.
  expect([report.added, report.present]).toEqual([4, 12]);
  const opened = await openStore(path);
  try {
    const rows = await opened.rows(
      "SELECT series, epoch_ms(time) AS time, value FROM observations WHERE series LIKE '% lag' ORDER BY series, time",
    );
    expect(rows.map(({ series, value }) => [series, Number(value)])).toEqual([
      ["alpha BTCUSDT lag", 0],
      ["alpha BTCUSDT lag", 0],
      ["beta BTCUSDT lag", 0],
      ["beta BTCUSDT lag", 500],
    ]);
  } finally {
    opened.close();
  }
  expect((await readManifest(path)).files.filter(({ kind }) => kind === "revisions")).toEqual([]);
});

test("recorders of other venues at the same time load together", async () => {
  const path = `${await emptyFolder()}/store`;
  await Promise.all([
    run(path, july, july + 2 * five, () => ({}), ["alpha"]),
    run(path, july, july + 2 * five, () => ({}), ["beta"]),
  ]);
  const opened = await openStore(path);
  try {
    const dataset = await opened.load({ source: "recorded", interval: "5m" });
    expect(dataset.openInterest.names).toEqual(expect.arrayContaining(["alpha BTCUSDT", "beta BTCUSDT"]));
    for (const { values } of dataset.openInterest.columns) expect([...values]).toEqual([100, 100, 100]);
  } finally {
    opened.close();
  }
});

test("a store is made where there is none, and a folder of something else is refused", async () => {
  const folder = await emptyFolder();
  await run(`${folder}/new/store`, july, july, () => ({}));
  expect(existsSync(`${folder}/new/store/manifest`)).toBe(true);
  await expect(run(folder, july, july, () => ({}))).rejects.toThrow(/holds new and no manifest/);
});

test("a recording goes on where a repair has dropped its record", async () => {
  const path = `${await emptyFolder()}/store`;
  const failures: string[] = [];
  const writer = new RecordWriter(await storeRecordings(path), ({ storeFailure }) => failures.push(storeFailure));
  const record = async (nth: number): Promise<void> => {
    const at = july + nth * five;
    const answer = answerOf([{ rows: [[at, nth]] }], { from: at - five, to: at, intervalMs: five });
    writer.add([answer], { at, instruments: 1, failures: [], holes: [] });
    await writer.end();
  };
  await record(0);
  await rm(`${path}/fetches`, { recursive: true });
  await checkStore(path, { repair: true });
  await record(1);
  await record(2);
  expect(failures).toEqual(["", "", ""]);
  const { fetches } = await readManifest(path);
  expect(fetches.map(({ from, to }) => [from - july, to - july])).toEqual([[0, 2 * five]]);
  expect((await checkStore(path)).ok).toBe(true);
});
