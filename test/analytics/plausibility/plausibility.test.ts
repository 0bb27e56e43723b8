import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { plausibility } from "../../../lib/analytics/plausibility/plausibility.js";
import { convertOpenInterest } from "../../../lib/market/convert.js";
import { qualityTable } from "../../../lib/notebook/quality-table.js";
import { align } from "../../../lib/series/align.js";
import { Panel } from "../../../lib/series/panel.js";
import { Series } from "../../../lib/series/series.js";
import { isoTime } from "../../../lib/series/time.js";
import { loadBinanceArchive } from "../../../lib/sources/binance/binance-archive.js";
import { readCsvFile } from "../../../lib/sources/csv/csv-file.js";
import { simulateMarket } from "../../../lib/sources/simulated/simulate-market.js";
import type { SimulatedMarket } from "../../../lib/sources/simulated/simulated-market.js";
import { hourly } from "../panels.js";
import { onRealVenues, realFile, realVenues, realVenuesAbsent } from "../real-venues.js";
import { published } from "../simulated.js";

const usual = Array.from({ length: 30 }, (_, t) => (t % 2 === 0 ? 1000 : 1010));

test("each check runs for which there is data, and the table shows the gravest first", () => {
  const oi = hourly({ a: usual.map((value, t) => (t < 25 ? value : value * 2)), b: usual, c: Array(30).fill(7) });
  const kinds = (...[data, options]: Parameters<typeof plausibility>) =>
    plausibility(data, options).map(({ kind, where }) => `${kind} ${where}`);
  expect(kinds({ oi })).toEqual(["jump a", "stale c"]);
  const price = hourly({ p: Array(30).fill(100) }, { unit: "price" }).column("p");
  const oiUsd = new Panel(oi.times, oi.map(({ values }) => values.map((value) => value * 200)).columns, "usd");
  const total = hourly({ t: Array(30).fill(4000) }).column("t");
  const volume = oi.map(({ values }) => values.map(() => 1));
  const issues = plausibility({ oi, oiUsd, price, total, volume });
  expect([...new Set(issues.map(({ kind }) => kind))]).toEqual(["implied-price", "sum", "turnover", "jump", "stale"]);
  const shown = qualityTable({ rowsRead: 30, issues }).rows.map(([kind]) => kind);
  expect([...new Set(shown)]).toEqual(["implied-price", "sum", "turnover", "jump", "stale"]);
  expect(kinds({ oi }, { jumps: { minChange: 1.5 }, stuck: { minRows: 31 } })).toEqual([]);
});

test("dollars without a price are refused", () => {
  const oi = hourly({ a: [1] });
  expect(() => plausibility({ oi, oiUsd: hourly({ a: [1] }, { unit: "usd" }) })).toThrow(
    "plausibility: oiUsd is given without a price to compare with; give price, or leave it out",
  );
  expect(plausibility({ oi: hourly({ a: [], b: [] }) })).toEqual([]);
});

describe("on simulated markets", () => {
  const volumes = (market: SimulatedMarket): Panel => {
    const traded = market.contracts.map(({ instrument, volume, markPrice }) => {
      const name = `${instrument.venue} ${instrument.symbol}`;
      return convertOpenInterest(new Series(market.times, volume, name, "contracts"), "base", {
        instrument,
        price: markPrice,
      });
    });
    return new Panel(market.times, align(traded).columns, "base");
  };
  const simulated = (seed: number) =>
    simulateMarket({ seed, asset: "BTC", start: Date.UTC(2024, 0, 1), hours: 365 * 24, cascadeEveryHours: 400 });

  test("nothing is found in a clean one, with its cascades, outage, listings and expiries", () => {
    for (const seed of [1, 2, 3]) {
      const market = simulated(seed);
      expect(market.truth.cascades.length).toBeGreaterThan(20);
      const [oi, oiUsd] = [published(market, "base"), published(market, "usd")];
      expect(plausibility({ oi, oiUsd, price: market.candles.close, volume: volumes(market) })).toEqual([]);
    }
  });

  test("a column made to jump, to stand still, to count double or to trade in another unit is found, and only it", () => {
    const market = simulated(4);
    const oi = published(market, "base");
    const oiUsd = published(market, "usd");
    const name = oi.names[0];
    const changed = (of: Panel, change: (values: Float64Array) => Float64Array) =>
      new Panel(
        of.times,
        of.columns.map((column) => (column.name === name ? { ...column, values: change(column.values) } : column)),
        of.unit,
      );
    const jumping = changed(oi, (values) => values.map((value, t) => (t % 1000 === 999 ? value * 1.4 : value)));
    expect(plausibility({ oi: jumping }).map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["jump", name, 16],
    ]);
    const still = changed(oi, (values) => values.map((value, t) => (t > 500 && t < 530 ? values[500] : value)));
    expect(plausibility({ oi: still }).map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["stale", name, 29],
    ]);
    const doubled = changed(oiUsd, (values) => values.map((value) => 2 * value));
    const [issue, ...others] = plausibility({ oi, oiUsd: doubled, price: market.candles.close });
    expect([issue?.kind, issue?.where, others.length]).toEqual(["implied-price", name, 0]);
    expect(issue?.detail).toContain("may count both sides");
    const thousandth = changed(volumes(market), (values) => values.map((value) => value / 1000));
    const [beyond, ...rest] = plausibility({ oi, volume: thousandth, price: market.candles.close });
    expect([beyond?.kind, beyond?.where, rest.length]).toEqual(["turnover", name, 0]);
    expect(beyond?.detail).toContain("the units or contract sizes of the two differ");
  });
});

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  test("the jumps of bingx are most of all, and a cascade is none", async () => {
    const { oiBase, oiUsd, price } = await realVenues();
    const issues = plausibility({ oi: oiBase, oiUsd, price });
    expect(new Set(issues.map(({ kind }) => kind))).toEqual(new Set(["jump"]));
    // Of the 87 steps by 1.25 or more, the first 20 rows and those after the hole are not judged.
    expect([issues[0]?.where, issues[0]?.count]).toEqual(["bingx", 81]);
    const others = issues.slice(1).reduce((sum, { count }) => sum + count, 0);
    expect(others).toBe(22);
    // In the night of 2025-10-10 hyperliquid and mexc lost more than a fifth, with everybody.
    const hyperliquid = issues.find(({ where }) => where === "hyperliquid");
    expect(isoTime(hyperliquid?.to as number)).toBe("2025-05-26");
  });

  test("the venues add up to the publisher's own total but for one row", async () => {
    const { oiUsd } = await realVenues();
    const file = realFile("openInterest_ohlc_aggregated_history_BTC_4h.csv");
    const aggregated = await readCsvFile(file, {
      timeColumn: "time",
      label: "instant",
      unit: "usd",
      columns: ["open"],
    });
    const values = oiUsd.times.map((time) => aggregated.panel.at(time).open ?? Number.NaN);
    const total = new Series(oiUsd.times, values, "aggregated", "usd");
    const sums = plausibility({ oi: oiUsd, total }).filter(({ kind }) => kind === "sum");
    expect(sums.map(({ count, from }) => [count, isoTime(from as number)])).toEqual([[1, "2025-06-22T08:00Z"]]);
  });
});

const fifteen = resolve(import.meta.dirname, "../../../../shared/data/four-venues-15m/btc_15m_oi_mark_funding.csv");

describe.skipIf(!existsSync(fifteen))("on four venues (skipped where ../shared/data/four-venues-15m is absent)", () => {
  test("the recorder that stood still twice is found", async () => {
    const columns = ["bitmex_oi_musd", "bybit_oi_musd", "binance_oi_musd", "okex_oi_musd"];
    const { panel } = await readCsvFile(fifteen, { timeColumn: "local_time", label: "instant", unit: "usd", columns });
    const issues = plausibility({ oi: panel });
    expect(issues.map(({ kind, where, count }) => [kind, where, count])).toEqual([["stale", "all columns", 37]]);
  });
});

const archive = resolve(import.meta.dirname, "../../../../shared/data/binance-archive");

describe.skipIf(!existsSync(archive))(
  "on the real archive (skipped where ../shared/data/binance-archive is absent)",
  () => {
    test("units are right, and two bars of a month say more than was traded", async () => {
      const period = { from: "2025-10-01", to: "2025-11-30", interval: "5m" };
      const { openInterest, openInterestUsd, candles } = await loadBinanceArchive({ path: archive, ...period });
      const { close: price, volume } = candles;
      const data = { oi: openInterest, oiUsd: openInterestUsd, price, volume };
      const issues = plausibility(data, { impliedPrice: { tolerance: 0.01 } });
      expect(issues.map(({ kind, count }) => [kind, count])).toEqual([["turnover", 2]]);
      expect([issues[0]?.from, issues[0]?.to].map((time) => isoTime(time as number))).toEqual([
        "2025-10-10T21:50Z",
        "2025-11-19T12:45Z",
      ]);
    });
  },
);
