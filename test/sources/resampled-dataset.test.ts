import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Identity } from "../../lib/series/identity.js";
import { Series } from "../../lib/series/series.js";
import { hourMs, minuteMs } from "../../lib/series/time.js";
import { loadBinanceArchive } from "../../lib/sources/binance/binance-archive.js";
import { dataHash } from "../../lib/sources/data-hash.js";
import type { Dataset } from "../../lib/sources/dataset.js";
import { datasetOf, type Measure } from "../../lib/sources/dataset-series.js";
import { resampledDataset } from "../../lib/sources/resampled-dataset.js";
import { add, at, july, load, metricsPath, metricsRows, twoDays } from "./binance/archive-fixture.js";

const start = at("2025-07-01");

/** Rows of half an hour: coins, dollars and closes as given, the first at half past midnight or at `from`. */
function halfHours(
  { coins, dollars, close }: Readonly<Record<"coins" | "dollars" | "close", readonly number[]>>,
  { from = start, identity = {} }: { readonly from?: number; readonly identity?: Identity } = {},
): Dataset {
  const times = Float64Array.from(coins, (_, row) => from + (row + 1) * 30 * minuteMs);
  const on = (measure: Measure, values: readonly number[], unit: "base" | "usd" | "price", of: Identity = {}) => ({
    measure,
    series: new Series(times, Float64Array.from(values), measure === "close" ? "close" : "okx", unit, of),
  });
  const parts = [
    ...(["open", "high", "low"] as const).map((measure) => on(measure, close, "price")),
    on("close", close, "price"),
    on("open_interest", coins, "base", identity),
    on("open_interest_usd", dollars, "usd"),
    {
      measure: "funding_rate" as const,
      series: new Series(Float64Array.of(from + 1, from + 9 * hourMs), Float64Array.of(0.1, 0.2), "okx", "fraction"),
    },
  ];
  return datasetOf(parts, {
    asset: "BTC",
    intervalMs: 30 * minuteMs,
    times,
    quality: { rowsRead: coins.length, issues: [] },
    provenance: { source: "test", simulated: false, description: "Half hours.", files: [] },
  });
}

describe("resampledDataset", () => {
  const fours = { coins: [1, 2, 3, 4], dollars: [10, 20, 30, 40], close: [10, 11, 12, 13] };

  test("takes the last open interest and candles of all rows of a bar", () => {
    const data = resampledDataset(halfHours(fours), hourMs);
    expect([...data.openInterest.times]).toEqual([start + hourMs, start + 2 * hourMs]);
    expect([...data.openInterest.column("okx").values]).toEqual([2, 4]);
    expect([...data.openInterestUsd.column("okx").values]).toEqual([20, 40]);
    const { open, high, low, close, intervalMs } = data.candles;
    expect([open, high, low, close].map(({ values }) => [...values])).toEqual([
      [10, 12],
      [11, 13],
      [10, 12],
      [11, 13],
    ]);
    expect([intervalMs, data.intervalMs]).toEqual([hourMs, hourMs]);
    expect(data.provenance.description).toBe("Half hours; made into bars of 1h");
    // The second settlement is after the last bar.
    expect([...(data.funding[0] as Series).values]).toEqual([0.1]);
  });

  test("keeps only bars that are covered from their start", () => {
    const data = resampledDataset(halfHours(fours, { from: start + 30 * minuteMs }), hourMs);
    expect([...data.candles.times]).toEqual([start + 2 * hourMs]);
    expect([...data.openInterest.times]).toEqual([start + 2 * hourMs]);
  });

  test("takes coins and dollars of one instant, and tells a value from before a bar's end", () => {
    const data = resampledDataset(
      halfHours({ ...fours, coins: [1, Number.NaN, 3, 4], dollars: [10, 20, 30, 40] }),
      hourMs,
    );
    expect([...data.openInterest.column("okx").values]).toEqual([1, 4]);
    expect([...data.openInterestUsd.column("okx").values]).toEqual([10, 40]);
    expect(data.quality.issues).toMatchObject([
      { kind: "fill", where: "open interest", count: 1, from: start + hourMs },
    ]);
  });

  // Coins that were dollars by a price are missing where that is; the dollars are there.
  test("follows the dollars where the coins were made of them", () => {
    const data = resampledDataset(
      halfHours({ ...fours, coins: [1, Number.NaN, 3, 4] }, { identity: { convertedAt: "close" } }),
      hourMs,
    );
    expect([...data.openInterestUsd.column("okx").values]).toEqual([20, 40]);
    expect([...data.openInterest.column("okx").values]).toEqual([Number.NaN, 4]);
    expect(data.quality.issues).toEqual([]);
  });

  test("gives data of that length as they are, and refuses bars that cannot be", () => {
    const data = halfHours(fours);
    expect(resampledDataset(data, 30 * minuteMs)).toBe(data);
    expect(() => resampledDataset(data, 45 * minuteMs)).toThrow(
      "resampledDataset: bars of 45m are no multiple of 30m, the length of those given",
    );
    expect(() => resampledDataset(data, 4 * hourMs)).toThrow(
      "resampledDataset: no whole bar of 4h in the data, 2025-07-01 to 2025-07-01T02:00Z; take more of it",
    );
    expect(() => resampledDataset(halfHours({ coins: [], dollars: [], close: [] }), hourMs)).toThrow(
      "resampledDataset: no whole bar of 1h in the data, which is empty; take more of it",
    );
  });

  test("gives of five minutes of the archive the hours that the archive gives", async () => {
    const blank = metricsRows("2025-07-01", "end").map((row, index) =>
      index === 10 || index === 11 ? row.replace(/T,[^,]+,[^,]+/, "T,,") : row,
    );
    const archive = add(july(["end", "end"]), metricsPath("2025-07-01"), blank);
    const hours = await load(archive, { ...twoDays, interval: "1h" });
    const made = resampledDataset(await load(archive, twoDays), hourMs, { where: "metrics" });
    expect(dataHash(made)).toBe(dataHash(hours));
    const byKind = ({ quality }: Dataset) => [...quality.issues].sort((a, b) => (a.kind < b.kind ? -1 : 1));
    expect(byKind(made)).toEqual(byKind(hours));
    expect(made.openInterest.columns.map(({ identity }) => identity)).toEqual(
      hours.openInterest.columns.map(({ identity }) => identity),
    );
  });

  const path = "../shared/data/binance-archive";
  test.skipIf(!existsSync(path))("gives of a month of the real archive what the archive gives", async () => {
    const period = { path, from: "2025-07-01", to: "2025-07-31" };
    const native = await loadBinanceArchive({ ...period, interval: "5m" });
    for (const [interval, barMs] of [
      ["1h", hourMs],
      ["4h", 4 * hourMs],
    ] as const) {
      expect(dataHash(resampledDataset(native, barMs))).toBe(
        dataHash(await loadBinanceArchive({ ...period, interval })),
      );
    }
  });
});
