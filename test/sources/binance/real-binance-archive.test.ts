import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { dayMs, isoTime } from "../../../lib/series/time.js";
import { type BinanceArchive, loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { dataHash } from "../../../lib/sources/data-hash.js";
import { providerServer } from "../provider-server.js";
import { emptyFolder } from "./archive-fixture.js";

const path = "../shared/data/binance-archive";
const title = existsSync(path)
  ? "on real files of 2025-07 to 2025-12 and 2026-06 to 2026-07"
  : `skipped: no ${path} here; put Binance's BTCUSDT metrics, 5m klines and funding of those months there`;

describe.skipIf(!existsSync(path))(`loadBinanceArchive ${title}`, () => {
  let data: BinanceArchive;
  let seconds: number;
  beforeAll(async () => {
    const start = performance.now();
    data = await loadBinanceArchive({ path, asset: "BTC", interval: "1h", from: "2025-07-01", to: "2026-07-31" });
    seconds = (performance.now() - start) / 1000;
  }, 120_000);

  const issues = (kind: string) => data.quality.issues.filter((issue) => issue.kind === kind);

  // The expected meaning is the one published with the data: bar starts until 2026-06-30 but for 2026-06-12, then ends.
  test("the labels of every file are found right, by a factor of 15 or more", () => {
    expect(data.labels.length).toBe(245);
    for (const { day, label, openError, closeError } of data.labels) {
      const date = isoTime(day);
      expect([date, label]).toEqual([date, date === "2026-06-12" || date >= "2026-07-01" ? "end" : "start"]);
      expect(Math.max(openError, closeError) / Math.min(openError, closeError)).toBeGreaterThan(15);
    }
    expect(issues("label").map(({ count }) => count)).toEqual([195, 1, 18, 31]);
  });

  test("implied price equals the candle's close at the snapshot, on both sides of the switch", () => {
    const { times } = data.openInterest;
    const usd = data.openInterestUsd.columns[0]?.values as Float64Array;
    const coins = data.openInterest.columns[0]?.values as Float64Array;
    const errors = { before: [] as number[], after: [] as number[] };
    for (let row = 0; row < times.length; row++) {
      const error = Math.abs(
        (usd[row] as number) / (coins[row] as number) / (data.candles.close.values[row] as number) - 1,
      );
      if (!Number.isNaN(error))
        errors[(times[row] as number) > Date.parse("2026-07-01") ? "after" : "before"].push(error);
    }
    for (const side of [errors.before, errors.after]) {
      expect(side.sort((a, b) => a - b)[side.length >> 1]).toBeLessThan(5e-5);
    }
  });

  test("2025-10-10 is the UTC day with the largest fall in coins", () => {
    const { times, columns } = data.openInterest;
    const values = columns[0]?.values as Float64Array;
    let worst = { change: 0, day: Number.NaN };
    for (let row = 24; row < times.length; row++) {
      if ((times[row] as number) % dayMs !== 0) continue;
      const change = (values[row] as number) / (values[row - 24] as number) - 1;
      if (change < worst.change) worst = { change, day: (times[row] as number) - dayMs };
    }
    expect(isoTime(worst.day)).toBe("2025-10-10");
    expect(worst.change).toBeCloseTo(-0.249, 3);
  });

  // Counted apart from this code, by splitting every file's lines at commas.
  test("56 blank cells are counted, 34 of them in one run", () => {
    const [blank] = issues("blank");
    expect(blank).toMatchObject({ where: "sum_open_interest", count: 56 });
    expect(blank?.detail).toContain("the longest of 34 from 2025-07-22T13:45Z");
  });

  test("the missing half-year is one gap and not bridged", () => {
    const [hole, ...others] = issues("gap").filter(({ where }) => where === "metrics");
    // From 2026-01-01 to 2026-05-31 there are 151 days of 288 snapshots.
    expect(hole).toMatchObject({
      count: 151 * 288,
      from: Date.parse("2026-01-01"),
      to: Date.parse("2026-05-31T23:55Z"),
    });
    // The two midnights before which labels changed from bar starts to bar ends.
    expect(others.map(({ count, from }) => [count, isoTime(from as number)])).toEqual([
      [1, "2026-06-12"],
      [1, "2026-07-01"],
    ]);
    const inside = data.openInterest.slice(Date.parse("2026-01-01"), Date.parse("2026-05-31T23:00Z"));
    expect(inside.length).toBe(151 * 24 - 1);
    expect(inside.columns[0]?.values.every(Number.isNaN)).toBe(true);
    expect(issues("missing-file").map(({ where, count }) => [where, count])).toEqual([
      ["metrics", 151],
      ["klines", 5],
      ["funding", 5],
    ]);
  });

  test("the instant told by two files agrees, and every file's checksum was compared", () => {
    expect(issues("conflict")).toEqual([]);
    expect(issues("duplicate")).toMatchObject([{ count: 1, from: Date.parse("2026-06-13") }]);
    expect(issues("unverified")).toEqual([]);
    expect(data.provenance.files.length).toBe(245 + 8 + 8);
  });

  test("two months over HTTP are those of the folder to the bit, and those kept of them too", async () => {
    const server = await providerServer(async (request) => {
      const body = await readFile(join(path, request.path)).catch(() => undefined);
      return body === undefined ? undefined : { body };
    });
    onTestFinished(() => server.close());
    const keep = await emptyFolder();
    const period = { interval: "5m", from: "2025-07-01", to: "2025-08-31" };
    const hash = dataHash(await loadBinanceArchive({ ...period, path }));
    const http = { ...period, url: server.url, keep, requestsPerSecond: 10_000 };
    const fetched = await loadBinanceArchive(http);
    const asked = server.requests.length;
    // 62 days, two months of klines and of funding, and the first of September with its klines and funding.
    expect(fetched.provenance.files.length).toBe(62 + 4 + 3);
    expect([dataHash(fetched), dataHash(await loadBinanceArchive(http))]).toEqual([hash, hash]);
    expect(server.requests.length).toBe(asked);
  }, 60_000);

  test("thirteen months load in seconds", () => {
    expect(seconds).toBeLessThan(60);
  });
});
