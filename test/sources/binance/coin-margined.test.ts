import { describe, expect, test } from "vitest";
import { binanceKlines } from "../../../lib/sources/binance/binance-klines.js";
import {
  type Archive,
  add,
  at,
  day,
  fundingPath,
  issues,
  klineRows,
  klinesHeader,
  klinesPath,
  load,
  metricsHeader,
  metricsPath,
  minute5,
  priceAt,
  twoDays,
} from "./archive-fixture.js";

/** Contracts open at an instant. */
const contractsAt = (time: number): number => 5_000_000 + ((time / minute5) % 1000);

/** Rows of a day of an inverse contract of 100 dollars: labelled five minutes before the snapshot, ratios quoted blanks. */
function metricsOf(symbol: string, date: string, price: (time: number) => number = priceAt): string[] {
  return Array.from({ length: 288 }, (_, row) => {
    const label = at(date) + row * minute5;
    const snapshot = label + minute5;
    const text = new Date(label).toISOString().slice(0, 19).replace("T", " ");
    const contracts = contractsAt(snapshot);
    return `${text},${symbol},${contracts},${(contracts * 100) / price(snapshot)},"","","",""`;
  });
}

/** Klines in which 40 contracts are traded, ten of them bought: coins stand where other markets have dollars. */
function klinesOf(start: string, end: string): string[] {
  return klineRows(start, end).map((row) => {
    const [open_time, open, high, low, close] = row.split(",");
    const coins = 4000 / Number(open);
    return [open_time, open, high, low, close, 40, 0, coins, 9, 10, coins / 4, 0].join(",");
  });
}

function archiveOf(symbol: string, dates: readonly string[], price?: (time: number) => number): Archive {
  const archive: Archive = new Map();
  for (const date of dates) add(archive, metricsPath(date, symbol), [metricsHeader, ...metricsOf(symbol, date, price)]);
  return add(archive, klinesPath("2025-07", symbol), [klinesHeader, ...klinesOf("2025-07-01", "2025-07-04")]);
}

const dates = ["2025-07-01", "2025-07-02"];

describe("loadBinanceArchive of COIN-M", () => {
  test("has coins as the archive values them and dollars of contracts times their size", async () => {
    const archive = archiveOf("BTCUSD_PERP", dates);
    const hours8 = 8 * 3_600_000;
    add(archive, fundingPath("2025-07", "BTCUSD_PERP"), [`${at("2025-07-01") + hours8 + 1},8,0.0001`]);
    const data = await load(archive, { ...twoDays, margin: "inverse" });
    const [coins, dollars] = [data.openInterest.columns[0], data.openInterestUsd.columns[0]];
    data.openInterest.times.forEach((time, row) => {
      expect(dollars?.values[row]).toBe(contractsAt(time) * 100);
      expect(coins?.values[row]).toBeCloseTo((contractsAt(time) * 100) / priceAt(time), 6);
    });
    expect(data.labels.map(({ label }) => label)).toEqual(["end", "end"]);
    expect(data.asset).toBe("BTC");
    expect(coins?.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSD_PERP",
      kind: "perpetual",
      margin: "inverse",
      settle: "BTC",
      sides: 1,
    });
    expect([...(data.funding[0]?.times ?? [])]).toEqual([at("2025-07-01T08:00Z")]);
    expect(data.others).toBeUndefined();
    expect(data.provenance.description).toContain("in contracts of 100 dollars");
  });

  test("has the coins traded as volume, and tells bars in which they cannot be", async () => {
    const archive = archiveOf("BTCUSD_PERP", dates);
    const data = await load(archive, { ...twoDays, symbol: "BTCUSD_PERP" });
    // By hand: 40 contracts of 100 dollars at the open of 100,000 are 0.04 coins.
    const time = at("2025-07-01T00:05Z");
    const open = priceAt(time - minute5);
    expect(data.candles.volume?.at(time)).toBeCloseTo(4000 / open, 12);
    expect(data.candles.takerBuyVolume?.at(time)).toBeCloseTo(1000 / open, 12);
    expect(issues(data, "implied-price")).toEqual([]);
    const rows = klinesOf("2025-07-01", "2025-07-04").map((row, index) => {
      const cells = row.split(",");
      if (index === 3) cells[7] = "4000";
      return cells.join(",");
    });
    const odd = await load(add(archive, klinesPath("2025-07", "BTCUSD_PERP"), rows), { ...twoDays, margin: "inverse" });
    expect(issues(odd, "implied-price")).toMatchObject([
      { where: "klines", count: 1, from: at("2025-07-01T00:20Z"), to: at("2025-07-01T00:20Z") },
    ]);
  });

  // The example row in Binance's own description of the archive: 206 contracts of 100 dollars at 9641 are 2.1367 coins.
  test("reads the row that the archive's description shows", () => {
    const row = "1591258320000,9640.7,9642.4,9640.6,9642.0,206,1591258379999,2.13660389,48,119,1.23424865,0";
    const options = { intervalMs: 60_000, contractSize: 100 };
    const { times, columns, issues: found } = binanceKlines(new TextEncoder().encode(row), options, "a.zip");
    expect([...times]).toEqual([1591258380000]);
    expect(columns.map(([value]) => value)).toEqual([9640.7, 9642.4, 9640.6, 9642, 2.13660389, 1.23424865]);
    expect(found).toEqual([]);
  });

  test("labels that prices do not decide are read as what is reported of them: starts of bars", async () => {
    const flat = () => 100_000;
    const archive = archiveOf("BTCUSD_PERP", dates, flat);
    const rows = klinesOf("2025-07-01", "2025-07-04").map((row) =>
      row.replace(/^(\d+)(,[^,]+){4}/, "$1,1e5,1e5,1e5,1e5"),
    );
    const data = await load(add(archive, klinesPath("2025-07", "BTCUSD_PERP"), rows), {
      ...twoDays,
      margin: "inverse",
    });
    expect(data.openInterestUsd.column("binance").at(at("2025-07-02"))).toBe(contractsAt(at("2025-07-02")) * 100);
    expect(data.labels[0]).toMatchObject({ label: "undecided", readAs: "end", by: "report" });
    expect(issues(data, "label")[0]?.detail).toContain("by what is reported of this market");
  });

  // 2024 lacks 97 days from 4 March to 8 June; here the hole has as many.
  test("a hole of 97 days is one, and its klines are not looked for day by day", async () => {
    const archive = archiveOf("BTCUSD_PERP", ["2025-07-01"]);
    add(archive, metricsPath("2025-10-07", "BTCUSD_PERP"), metricsOf("BTCUSD_PERP", "2025-10-07"));
    add(archive, klinesPath("2025-10-07", "BTCUSD_PERP"), klinesOf("2025-10-07", "2025-10-08"));
    let asked = 0;
    const data = await load(archive, {
      margin: "inverse",
      interval: "5m",
      from: "2025-07-01",
      to: "2025-10-07",
      onProgress: () => asked++,
    });
    expect(issues(data, "missing-file").filter(({ where }) => where === "metrics")).toMatchObject([
      { count: 97, from: at("2025-07-02"), to: at("2025-10-07") },
    ]);
    expect(issues(data, "gap").filter(({ where }) => where === "metrics")).toMatchObject([{ count: 97 * 288 }]);
    // 99 days, four months of klines and of funding, the day after, and the klines of the one day that has metrics.
    expect(asked).toBe(99 + 8 + 1 + 1);
  });

  test("without a period a folder gives all the days it has of the contract", async () => {
    const whole = await load(archiveOf("BTCUSD_PERP", dates), { margin: "inverse", interval: "1d" });
    expect([...whole.openInterest.times]).toEqual([1, 2].map((n) => at("2025-07-01") + n * day));
  });
});

describe("loadBinanceArchive of dated contracts", () => {
  // It expires at 08:00 UTC on the day in its name.
  const symbol = "BTCUSD_250702";

  test("end where they expire, and are not missed after it", async () => {
    const archive = archiveOf(symbol, dates);
    const rows = metricsOf(symbol, "2025-07-02").slice(0, 96);
    add(archive, metricsPath("2025-07-02", symbol), rows);
    const data = await load(archive, { symbol, interval: "5m", from: "2025-07-01", to: "2025-07-03" });
    const expiry = at("2025-07-02T08:00Z");
    const { values, identity } = data.openInterest.column("binance");
    expect(data.openInterest.length).toBe(3 * 288);
    data.openInterest.times.forEach((time, row) => {
      expect(Number.isNaN(values[row])).toBe(time > expiry);
    });
    expect(identity).toMatchObject({ kind: "future", expiry, settle: "BTC", instrument: symbol });
    expect(issues(data, "missing-file")).toEqual([]);
    expect(issues(data, "gap")).toEqual([]);
    expect(data.funding).toEqual([]);
  });

  test("of USD-M are in coins and dollars like its perpetuals", async () => {
    const dated = "BTCUSDT_250926";
    const archive: Archive = new Map();
    for (const date of dates) {
      const rows = metricsOf(dated, date).map((row) => {
        const [label, , contracts, coins] = row.split(",");
        return [label, dated, coins, Number(contracts) * 100, 1, 1, 1, 1].join(",");
      });
      add(archive, metricsPath(date, dated), rows);
    }
    add(archive, klinesPath("2025-07", dated), [klinesHeader, ...klineRows("2025-07-01", "2025-07-04")]);
    const data = await load(archive, { ...twoDays, symbol: dated });
    const time = at("2025-07-02");
    expect(data.openInterestUsd.column("binance").at(time)).toBe(contractsAt(time) * 100);
    expect(data.openInterest.columns[0]?.identity).toMatchObject({ margin: "linear", settle: "USDT", kind: "future" });
    expect(issues(data, "missing-file")).toEqual([]);
  });

  test("that expired before the period are refused", async () => {
    const options = { symbol, interval: "5m", from: "2025-07-04", to: "2025-07-05" };
    await expect(load(archiveOf(symbol, dates), options)).rejects.toThrow(
      "BTCUSD_250702 expired at 2025-07-02T08:00Z, before the period begins",
    );
  });
});

describe("loadBinanceArchive refuses a contract", () => {
  const archive = archiveOf("BTCUSD_PERP", dates);

  test("of another asset or margin than asked for, or that Binance does not name so", async () => {
    await expect(load(archive, { ...twoDays, asset: "ETH", symbol: "BTCUSD_PERP" })).rejects.toThrow(
      "symbol BTCUSD_PERP is of BTC, not ETH; give asset BTC",
    );
    await expect(load(archive, { ...twoDays, margin: "inverse", symbol: "BTCUSDT" })).rejects.toThrow(
      "symbol BTCUSDT has linear margin, not inverse",
    );
    await expect(load(archive, { ...twoDays, margin: "coin" as "inverse" })).rejects.toThrow(
      'unknown margin "coin"; known: linear, inverse',
    );
    await expect(load(archive, { ...twoDays, symbol: "ETHBTC" })).rejects.toThrow(
      'Binance has no contract named like "ETHBTC"',
    );
  });

  test("that is not there, naming those of its own market", async () => {
    await expect(load(archive, { ...twoDays, asset: "ETH", margin: "inverse" })).rejects.toThrow(
      /looked for data\/futures\/cm\/daily\/metrics\/ETHUSD_PERP\/.*symbols there: BTCUSD_PERP; check/,
    );
  });
});
