import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadFile } from "../../../lib/sources/files/file.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "venue-csv-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (iso: string) => Date.parse(iso);
const hour = 3_600_000;
const chartHeader = "datetime,timestamp,price,BINANCE,GATE.IO,GATE";
const start = at("2025-07-01");
/** Prices 100, 110, 120, 130; BINANCE 1000, 1100 … dollars: ten coins all the time. */
const chartRows = [0, 1, 2, 3].map((row) => {
  const price = 100 + 10 * row;
  const time = start + row * hour;
  return `${new Date(time).toISOString()},${time},${price},${10 * price},${row < 2 ? 5 * price : ""},${row < 2 ? "" : 5 * price}`;
});

async function save(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

describe("loadFile", () => {
  test("reads a chart export with nothing but its path, coins by the price at the instant", async () => {
    const data = await loadFile({ path: await save("chart.csv", [chartHeader, ...chartRows]) });
    expect([data.asset, data.intervalMs]).toEqual(["BTC", hour]);
    expect([...data.openInterest.times]).toEqual([0, 1, 2, 3].map((row) => start + row * hour));
    expect(data.openInterest.names).toEqual(["binance", "gate"]);
    expect([...data.openInterest.column("binance").values]).toEqual([10, 10, 10, 10]);
    expect([...data.openInterest.column("gate").values]).toEqual([5, 5, 5, 5]);
    expect([...data.openInterestUsd.column("gate").values]).toEqual([500, 550, 600, 650]);
    const identity = { asset: "BTC", venue: "binance", sides: "unknown" };
    expect(data.openInterestUsd.columns[0]?.identity).toEqual(identity);
    expect(data.openInterest.columns[0]?.identity).toEqual({ ...identity, convertedAt: "price" });
    expect(data.quality.issues.map(({ kind }) => kind)).toEqual(["label", "alias"]);
    expect(data.funding).toEqual([]);
  });

  test("makes candles of consecutive prices where there are no bars, and says so", async () => {
    const data = await loadFile({ path: await save("chart.csv", [chartHeader, ...chartRows]) });
    expect([...data.candles.open.values]).toEqual([Number.NaN, 100, 110, 120]);
    expect([...data.candles.close.values]).toEqual([Number.NaN, 110, 120, 130]);
    expect([...data.candles.high.values]).toEqual([Number.NaN, 110, 120, 130]);
    expect([...data.candles.low.values]).toEqual([Number.NaN, 100, 110, 120]);
    expect(data.provenance.description).toContain("candles are made of consecutive prices and lack what was between");
  });

  // The price stays at 100; 1000 coins until 11:00, 2000 from 12:00. The price of 12:00 is missing, so that the bar of 12:00
  // has its coins and no dollars: those of 11:00 would be worth 50 a coin.
  test("a longer bar never pairs the coins of one instant with the price of another", async () => {
    const rows = [...Array(17).keys()].map((hours) => {
      const time = new Date(start + hours * hour).toISOString();
      return `${time},${hours < 12 ? 1000 : 2000},${hours === 12 ? "" : 100}`;
    });
    const path = await save("coins.csv", ["time,BINANCE,price", ...rows]);
    const csv = { timeColumn: "time", unit: "base", label: "instant", priceColumn: "price", venues: true } as const;
    const data = await loadFile({ path, interval: "4h", ...csv });
    const noon = at("2025-07-01T12:00Z");
    expect(data.openInterest.column("binance").at(noon)).toBe(2000);
    expect(data.openInterestUsd.column("binance").at(noon)).toBeNaN();
    expect(data.openInterestUsd.column("binance").at(noon + 4 * hour)).toBe(200_000);
  });

  test("a folder of exports gives its chart and the price bars beside it, moved to their ends", async () => {
    await save("openInterest_exchange_history_chart_BTC_1h.csv", [chartHeader, ...chartRows]);
    const bars = [-1, 0, 1, 2].map(
      (row) => `${start + row * hour},${90 + 10 * (row + 1)},${140 + row},80,${100 + 10 * (row + 1)}`,
    );
    await save("price_ohlc_history_1h.csv", ["time,open,high,low,close", ...bars]);
    const data = await loadFile({ path: folder });
    expect([...data.candles.open.values]).toEqual([90, 100, 110, 120]);
    expect([...data.candles.high.values]).toEqual([139, 140, 141, 142]);
    expect([...data.candles.close.values]).toEqual([100, 110, 120, 130]);
    expect(data.provenance.files.map(({ name }) => name)).toEqual([
      "openInterest_exchange_history_chart_BTC_1h.csv",
      "price_ohlc_history_1h.csv",
    ]);
  });

  test("longer bars hold the last value, a period is cut, and a gap stays one", async () => {
    const path = await save("chart.csv", [chartHeader, ...chartRows, `,${start + 6 * hour},100,2000,,500`]);
    const data = await loadFile({ path, interval: "2h", from: "2025-07-01", to: "2025-07-01T06:00Z" });
    expect([...data.openInterest.times]).toEqual([2, 4, 6].map((row) => start + row * hour));
    // Two o'clock is there, four o'clock is not and the bar holds three o'clock, six o'clock is there.
    expect([...data.openInterestUsd.column("binance").values]).toEqual([1200, 1300, 2000]);
    expect(data.quality.issues.filter(({ kind }) => kind === "gap" || kind === "fill")).toMatchObject([
      { kind: "gap", count: 2, from: start + 4 * hour },
      { kind: "fill", count: 1, from: start + 4 * hour, detail: expect.stringContaining("at most 1h old") },
    ]);
    expect(data.candles.close.at(start + 4 * hour)).toBeNaN();
  });

  test("a row off the grid, such as a live last one, is left out and told", async () => {
    const path = await save("chart.csv", [chartHeader, ...chartRows, `,${start + 4 * hour - 1000},100,2000,,500`]);
    const data = await loadFile({ path });
    expect(data.openInterest.length).toBe(4);
    expect(data.quality.issues).toMatchObject([{ kind: "label" }, { kind: "alias" }, { kind: "invalid", count: 1 }]);
  });

  test("coins in the file are turned into dollars, with everything declared", async () => {
    const path = await save("coins.csv", ["when;usd;okx", "2025-07-01 02:00;100;3", "2025-07-01 03:00;110;4"]);
    const data = await loadFile({
      path,
      asset: "ETH",
      timeColumn: "when",
      timeZone: "+02:00",
      unit: "base",
      label: "instant",
      priceColumn: "usd",
      delimiter: ";",
    });
    expect(data.openInterest.times[0]).toBe(start);
    expect([...data.openInterest.column("okx").values]).toEqual([3, 4]);
    expect([...data.openInterestUsd.column("okx").values]).toEqual([300, 440]);
    expect(data.candles.close.identity).toEqual({ asset: "ETH" });
  });

  // 1 and 2 o'clock have prices that cannot be; 3 o'clock has an open interest that cannot be, and one that is zero.
  test("prices of zero or less and open interest below zero are gaps that are told, an open interest of zero is kept", async () => {
    const prices = [100, 0, -5, 100, 100];
    const rows = prices.map((price, row) => {
      const [okx, bybit] = row === 3 ? [-1, 0] : [500, 700];
      return `${start + row * hour},${price},${okx},${bybit}`;
    });
    const path = await save("oi.csv", ["timestamp,price,OKX,BYBIT", ...rows]);
    const csv = { timeColumn: "timestamp", unit: "usd", label: "instant", priceColumn: "price" } as const;
    const { openInterest, openInterestUsd, candles, quality } = await loadFile({ path, ...csv });
    expect([...openInterest.column("okx").values]).toEqual([5, Number.NaN, Number.NaN, Number.NaN, 5]);
    expect([...openInterest.column("bybit").values]).toEqual([7, Number.NaN, Number.NaN, 0, 7]);
    expect([...openInterestUsd.column("okx").values]).toEqual([500, 500, 500, Number.NaN, 500]);
    expect([...openInterestUsd.column("bybit").values]).toEqual([700, 700, 700, 0, 700]);
    expect([...candles.close.values]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 100]);
    const from = start + hour;
    expect(quality.issues.filter(({ kind }) => kind === "invalid")).toEqual([
      {
        kind: "invalid",
        where: "okx",
        count: 1,
        from: start + 3 * hour,
        to: start + 3 * hour,
        detail: "open interest below zero; taken as a gap",
      },
      {
        kind: "invalid",
        where: "price",
        count: 2,
        from,
        to: from + hour,
        detail: "price of zero or less; taken as a gap",
      },
    ]);
  });

  test("prices of zero or less in a file of bars are gaps that are told", async () => {
    const path = await save("chart.csv", [chartHeader, ...chartRows]);
    const bars = [-1, 0, 1, 2].map((row) => `${start + row * hour},100,140,${row === 1 ? 0 : 80},${110 + 10 * row}`);
    const pricePath = await save("bars.csv", ["time,open,high,low,close", ...bars]);
    const { candles, quality } = await loadFile({ path, pricePath });
    expect([...candles.low.values]).toEqual([80, 80, Number.NaN, 80]);
    expect(quality.issues.filter(({ kind }) => kind === "invalid")).toMatchObject([
      { where: "bars.csv low", count: 1, from: start + 2 * hour },
    ]);
  });

  test("refuses prices of something else, and bars or periods that the file has not", async () => {
    const path = await save("chart.csv", [chartHeader, ...chartRows]);
    await expect(loadFile({ path, interval: "90m" })).rejects.toThrow("bars of 90m are no multiple of 1h");
    await expect(loadFile({ path, from: "2026-01-01", to: "2026-01-02" })).rejects.toThrow(
      "has no rows after 2026-01-01 and by 2026-01-03; it has 2025-07-01 to 2025-07-01T03:00Z",
    );
    await expect(loadFile({ path: folder })).rejects.toThrow("charts there: none");
    const bars = [-1, 0, 1, 2].map((row) => `${start + row * hour},2,2,2,2`);
    const pricePath = await save("other.csv", ["time,open,high,low,close", ...bars]);
    await expect(loadFile({ path, pricePath })).rejects.toThrow("differ from the price column by 98 % on the median");
  });
});

const real = "../shared/data/venues-4h";
describe.skipIf(!existsSync(real))(
  `loadFile ${existsSync(real) ? "on a real chart" : `skipped: no ${real} here`}`,
  () => {
    test("21 venues lost 15 % of their coins in four hours of 2025-10-10, of those that report throughout", async () => {
      const { openInterest, quality, intervalMs } = await loadFile({ path: real });
      expect([openInterest.columns.length, openInterest.length, intervalMs]).toEqual([21, 1056 + 41, 4 * hour]);
      const total = (time: number) =>
        openInterest.columns.reduce((sum, { name }) => sum + openInterest.column(name).at(time), 0);
      expect(total(at("2025-10-10T20:00Z"))).toBeCloseTo(735_500, -2);
      expect(total(at("2025-10-11")) / total(at("2025-10-10T20:00Z")) - 1).toBeCloseTo(-0.15, 3);
      expect(quality.issues.map(({ kind, count }) => [kind, count])).toEqual([
        ["label", 1056],
        ["alias", 1056],
        ["blank", 1],
        ["composition", 221],
        ["gap", 41],
      ]);
    });
  },
);
