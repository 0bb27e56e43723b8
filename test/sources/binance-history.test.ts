import { expect, test } from "vitest";
import { hourMs } from "../../lib/series/time.js";
import { type BinanceHistoryOptions, loadBinance } from "../../lib/sources/binance-history.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import {
  type Archive,
  add,
  at,
  day,
  emptyFolder,
  fundingPath,
  klinesPath,
  metricsPath,
  minute5,
  serveArchive,
  writeArchive,
} from "./binance/archive-fixture.js";
import { coinsAt, market, noon, now, priceAt, start } from "./exchange/exchange-fixture.js";
import { serve } from "./exchange/exchange-server.js";
import type { FapiData } from "./exchange/fapi-server.js";
import * as line from "./exchange/line-market.js";
import { binanceCoinM } from "./exchange/specs/binance-coin-m-exchange.js";

/** Days of an archive that holds the same market as the exchange's stand-in; labels are starts of bars, as in new files. */
function archiveOf(dates: readonly string[]): Archive {
  const archive: Archive = new Map();
  for (const date of dates) {
    const rows = Array.from({ length: 288 }, (_, row) => at(date) + row * minute5);
    const metrics = rows.map((label) => {
      const [coins, price] = [coinsAt(label + minute5), priceAt(label + minute5)];
      const text = new Date(label).toISOString().slice(0, 19).replace("T", " ");
      return `${text},BTCUSDT,${coins},${coins * price},1,1,1,1`;
    });
    const bars = rows.map((open) => {
      const [first, last] = [priceAt(open), priceAt(open + minute5)];
      return [open, first, last + 1, first - 1, last, 7 / 12, 0, 0, 1, 0.5, 0, 0].join(",");
    });
    add(add(archive, metricsPath(date), metrics), klinesPath(date), bars);
  }
  return archive;
}

const days = (first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => new Date(at(first) + n * day).toISOString().slice(0, 10));

interface Both {
  readonly dates?: readonly string[];
  readonly data?: FapiData;
  readonly archive?: Archive;
  readonly options?: BinanceHistoryOptions;
}

/** Loads from servers of an archive and of an exchange that keeps thirty days up to 2026-07-31T12:00Z. */
async function both({ dates = days("2026-07-27", 4), data = market({ hours: 30 * 24 }), archive, options }: Both) {
  const exchange = await start({ ...data, earliest: now - 30 * day });
  const archiveServer = await serveArchive(archive ?? archiveOf(dates));
  const loading = loadBinance({
    from: "2026-07-28",
    now,
    archive: { url: archiveServer.url, backoffMs: 1 },
    exchange: { client: exchange.client(), retryDelaysMs: [1] },
    ...options,
  });
  return { exchange, archiveServer, loading };
}

const issues = ({ quality }: Dataset, kind: string) => quality.issues.filter((issue) => issue.kind === kind);

/** Rows at which the coins are not those of the market; a gap is one. */
function wrong({ openInterest }: Dataset): readonly number[] {
  const { values } = openInterest.column("binance");
  return [...openInterest.times].filter((time, row) => !(Math.abs((values[row] as number) - coinsAt(time)) < 1e-6));
}

test("loadBinance goes from the archive over into the exchange without a seam", async () => {
  const { loading, exchange } = await both({});
  const data = await loading;
  expect(data.openInterest.times[0]).toBe(at("2026-07-28T01:00Z"));
  expect(data.openInterest.times.at(-1)).toBe(noon);
  expect(data.openInterest.length).toBe(3 * 24 + 12);
  expect(wrong(data)).toEqual([]);
  expect([...data.candles.close.values]).toEqual([...data.openInterest.times].map(priceAt));
  for (const kind of ["gap", "cut", "conflict", "missing-file"]) expect(issues(data, kind)).toEqual([]);
  expect(data.provenance.source).toBe("binance-archive + exchange");
  expect(data.openInterest.columns[0]?.identity).toMatchObject({ instrument: "BTCUSDT", sides: 1, delayMs: minute5 });
  expect(data.others?.length).toBe(4);
  // The month is not over, so the archive has no funding of it: the exchange is asked from where it begins to keep rows.
  const settlements = [...data.openInterest.times].filter((time) => time % (8 * hourMs) === 0);
  expect(data.funding.length).toBe(1);
  expect([...(data.funding[0]?.times ?? [])].filter((time) => time > at("2026-07-28"))).toEqual(settlements);
  expect(exchange.calls("openInterestHist").length).toBeGreaterThan(0);
});

test("loadBinance takes no more of the exchange than it needs where the archive has the funding", async () => {
  const archive = archiveOf(days("2026-07-27", 4));
  add(archive, fundingPath("2026-07"), [`${at("2026-07-28T08:00Z")},8,0.0001`]);
  const { loading, exchange } = await both({ archive });
  expect(wrong(await loading)).toEqual([]);
  // Twelve bars before the archive's end, 2026-07-31.
  expect(Number(exchange.calls("openInterestHist")[0]?.get("startTime"))).toBe(at("2026-07-30T12:00Z"));
});

test("loadBinance does not ask the exchange for what the archive has", async () => {
  const { loading, exchange } = await both({ options: { to: "2026-07-29" } });
  const data = await loading;
  expect(data.openInterest.times.at(-1)).toBe(at("2026-07-30"));
  expect(data.provenance.source).toBe("binance-archive");
  expect(exchange.calls("openInterestHist")).toEqual([]);
});

test("loadBinance takes what the archive does not have yet from the exchange alone", async () => {
  const { loading } = await both({ options: { from: "2026-07-31T03:00Z" } });
  const data = await loading;
  expect(data.openInterest.times[0]).toBe(at("2026-07-31T04:00Z"));
  expect(wrong(data)).toEqual([]);
  expect(data.provenance.source).toBe("exchange");
});

test("loadBinance tells what neither has", async () => {
  const { loading } = await both({ dates: days("2026-06-20", 3), options: { from: "2026-06-20" } });
  const data = await loading;
  // The archive ends on 2026-06-23; of the exchange's thirty days the first bar ends on 2026-07-01 at 14:00.
  const [cut] = issues(data, "cut");
  expect(cut).toMatchObject({ where: "period", from: at("2026-06-23T01:00Z"), to: at("2026-07-01T13:00Z") });
  expect(issues(data, "cut").length).toBe(1);
  expect(cut?.count).toBe(8 * 24 + 13);
  expect(wrong(data).length).toBe(8 * 24 + 13);
  expect(data.openInterest.length).toBe(41 * 24 + 12);

  // Funding of July is the exchange's from where it is asked; that of June is still missing.
  expect(issues(data, "missing-file").filter(({ where }) => where === "funding")).toMatchObject([
    { from: at("2026-06-01"), to: at("2026-07-01") },
  ]);

  const alone = await both({ dates: [], options: { from: "2026-06-30" } });
  const [lost] = issues(await alone.loading, "cut");
  expect(lost).toMatchObject({ count: 24 + 13, from: at("2026-06-30T01:00Z"), to: at("2026-07-01T13:00Z") });

  const before = await both({ dates: days("2026-06-20", 3), options: { from: "2026-06-20", to: "2026-06-23" } });
  expect(issues(await before.loading, "cut")).toMatchObject([{ count: 24, to: at("2026-06-24") }]);
});

test("loadBinance tells where the two disagree, and keeps the archive's", async () => {
  const other = market({ hours: 30 * 24 });
  const openInterest = other.openInterest.map((row) =>
    row.timestamp === at("2026-07-30T20:00Z")
      ? { ...row, sumOpenInterest: "1000", sumOpenInterestValue: "59840000" }
      : row,
  );
  const { loading } = await both({ data: { ...other, openInterest } });
  const data = await loading;
  expect(wrong(data)).toEqual([]);
  expect(issues(data, "conflict").map(({ where, count, from }) => [where, count, from])).toEqual([
    ["binance", 1, at("2026-07-30T20:00Z")],
    ["binance in dollars", 1, at("2026-07-30T20:00Z")],
  ]);
});

test("loadBinance joins COIN-M alike: coins, and dollars of its contracts", async () => {
  const symbol = "BTCUSD_PERP";
  const archive: Archive = new Map();
  for (const date of days("2025-07-28", 3)) {
    const labels = Array.from({ length: 288 }, (_, row) => at(date) + row * minute5);
    const rows = labels.map((label) => {
      const [coins, price] = [line.coinsAt(label + minute5), line.priceAt(label + minute5)];
      const text = new Date(label).toISOString().slice(0, 19).replace("T", " ");
      return `${text},${symbol},${Math.round((coins * price) / 100)},${coins},"","","",""`;
    });
    const bars = labels.map((open) => {
      const [first, last] = [line.priceAt(open), line.priceAt(open + minute5)];
      return [open, first, last + 1, first - 1, last, (7 / 12) * 600, 0, 7 / 12, 1, 0, 0, 0].join(",");
    });
    add(add(archive, metricsPath(date, symbol), rows), klinesPath(date, symbol), bars);
  }
  const exchange = await serve("binancecoinm", binanceCoinM);
  const archiveServer = await serveArchive(archive);
  const data = await loadBinance({
    margin: "inverse",
    from: "2025-07-29",
    now: line.now,
    archive: { url: archiveServer.url },
    exchange: { client: exchange.client },
  });
  const [coins, dollars] = [data.openInterest.column("binance").values, data.openInterestUsd.column("binance").values];
  expect(data.openInterest.times.at(-1)).toBe(line.noon);
  data.openInterest.times.forEach((time, row) => {
    expect(coins[row]).toBeCloseTo(line.coinsAt(time), 6);
    expect(dollars[row]).toBe(Math.round((line.coinsAt(time) * line.priceAt(time)) / 100) * 100);
  });
  expect(data.openInterest.columns[0]?.identity).toMatchObject({
    instrument: symbol,
    margin: "inverse",
    settle: "BTC",
  });
  expect([...issues(data, "conflict"), ...issues(data, "cut"), ...issues(data, "gap")]).toEqual([]);
});

test("loadBinance reads a folder as well, and without `from` all that it has", async () => {
  const folder = await emptyFolder();
  await writeArchive(folder, archiveOf(days("2026-07-29", 2)));
  const { loading } = await both({ options: { from: undefined, archive: { path: folder } } });
  const data = await loading;
  expect(data.openInterest.times[0]).toBe(at("2026-07-29T01:00Z"));
  expect(wrong(data)).toEqual([]);
});

test("loadBinance counts files and pages as one progress", async () => {
  const told: (readonly [number, number])[] = [];
  const { loading } = await both({ options: { onProgress: ({ done, total }) => told.push([done, total]) } });
  await loading;
  expect(told.every(([done, total]) => done <= total)).toBe(true);
  expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
});

test("loadBinance refuses what it cannot load", async () => {
  const message = async (options: BinanceHistoryOptions, dates: readonly string[] = []): Promise<string> =>
    (await both({ dates, options })).loading.then(
      () => "no error",
      (error: Error) => error.message,
    );
  expect(await message({ interval: "1w" })).toContain('interval "1w" is not one of the exchange; known: 5m, 15m');
  expect(await message({ from: "2026-08-02" })).toBe(
    "loadBinance: from 2026-08-02 is not before 2026-07-31T12:03Z; give an earlier one",
  );
  expect(await message({ from: "2026-06-10", to: "2026-06-12" })).toMatch(
    /the archive has no day of BTCUSDT from 2026-06-10 to 2026-06-13, and the exchange keeps open interest from 2026-07-01T13:00Z/,
  );
});
