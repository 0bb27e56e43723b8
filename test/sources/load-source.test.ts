import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadBlocklens } from "../../lib/sources/blocklens/blocklens.js";
import { loadSource } from "../../lib/sources/load-source.js";
import { loadSantiment } from "../../lib/sources/santiment/santiment.js";
import type { SourceName, SourceOptions } from "../../lib/sources/source-options.js";
import { july, metricsPath, openInterestAt, writeArchive } from "./binance/archive-fixture.js";
import { market, now, start } from "./exchange/exchange-fixture.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "load-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("loadSource", () => {
  test("gives a part of the archive, one bar for each hour", async () => {
    await writeArchive(folder, july(["end", "end"]));
    const told: string[] = [];
    const data = await loadSource({
      source: "binance-archive",
      path: folder,
      asset: "BTC",
      interval: "1h",
      from: "2025-07-01",
      to: "2025-07-02",
      onProgress: ({ what }) => told.push(what),
    });
    expect(data.provenance.source).toBe("binance-archive");
    expect(data.openInterest.length).toBe(48);
    const time = Date.parse("2025-07-02T05:00Z");
    expect(data.openInterest.column("binance").at(time)).toBe(openInterestAt(time));
    expect(told).toContain(metricsPath("2025-07-01"));
  });

  test("gives a CSV of venues", async () => {
    const path = join(folder, "chart.csv");
    await writeFile(path, "timestamp,price,OKX\n1751328000000,100,500\n1751331600000,100,600\n");
    const csv = { timeColumn: "timestamp", unit: "usd", label: "instant", priceColumn: "price" } as const;
    const data = await loadSource({ source: "csv", path, csv });
    expect([...data.openInterest.column("okx").values]).toEqual([5, 6]);
  });

  test("gives the bundled sample where nothing is asked for, and says that it is simulated", async () => {
    const data = await loadSource({ from: "2024-06-01", to: "2024-06-02" });
    expect(data.provenance.simulated).toBe(true);
    expect([data.asset, data.intervalMs, data.openInterest.length]).toEqual(["BTC", 3_600_000, 48]);
  });

  test("takes an asset in small letters, whatever the source", async () => {
    expect((await loadSource({ asset: "btc", from: "2024-06-01", to: "2024-06-02" })).asset).toBe("BTC");
    const path = join(folder, "chart.csv");
    await writeFile(path, "datetime,timestamp,price,OKX\n,1751328000000,100,500\n,1751331600000,100,600\n");
    const data = await loadSource({ source: "csv", path, asset: "eth" });
    expect([data.asset, data.openInterest.column("okx").identity.asset]).toEqual(["ETH", "ETH"]);
    await writeArchive(folder, july(["end", "end"]));
    const period = { from: "2025-07-01", to: "2025-07-02" };
    const archive = await loadSource({ source: "binance-archive", path: folder, asset: "btc", ...period });
    expect(archive.asset).toBe("BTC");
    const exchange = { client: (await start(market())).client(), now, retryDelaysMs: [1, 1] };
    const recent = await loadSource({ source: "exchange", asset: "btc", from: "2026-07-30", exchange });
    expect(recent.openInterest.columns[0]?.identity.instrument).toBe("BTCUSDT");
  });

  test("refuses options that are no object instead of loading the sample", async () => {
    const given = (options: unknown) => loadSource(options as SourceOptions);
    await expect(given("exchange")).rejects.toThrow(
      new TypeError('load: "exchange" is no object of options; give one such as { source: "exchange" }'),
    );
    await expect(given("chart.csv")).rejects.toThrow(
      'load: "chart.csv" is no object of options; give one such as { source: "file" }',
    );
    for (const options of [null, 5, ["csv"]]) await expect(given(options)).rejects.toThrow(TypeError);
  });

  test("names of an empty period the bound that was given, and where the data end", async () => {
    await expect(loadSource({ source: "sample", from: "2030-01-01" })).rejects.toThrow(
      "loadSample: from 2030-01-01 is not before the end of the data, 2025-01-01; give an earlier one",
    );
    await expect(loadSource({ to: "2001-01-01", from: "" })).rejects.toThrow(
      /^loadSample: to 2001-01-01 is not after the start of the data, 20\d\d-\d\d-\d\d; give a later one$/,
    );
    await expect(loadSource({ from: "2024-06-02", to: "2024-05-01" })).rejects.toThrow(
      "loadSample: to 2024-05-01 is not after from 2024-06-02; swap them",
    );
  });

  test("refuses an unknown source, asset or interval, naming those it knows", async () => {
    await expect(loadSource({ source: "coinglass" as SourceName })).rejects.toThrow(
      'load: unknown source "coinglass"; known: sample, binance-archive, binance, exchange, blocklens, santiment, file, csv',
    );
    await expect(loadSource({ asset: "DOGE" })).rejects.toThrow(/"DOGE"; known: BTC, ETH/);
    await expect(loadSource({ interval: "hourly" })).rejects.toThrow('"hourly" is not an interval');
    await expect(loadSource({ source: "file" })).rejects.toThrow('source "file" needs a path');
    await expect(loadSource({ source: "exchange", exchange: { exchange: "mtgox", now: 0 } })).rejects.toThrow(
      /mtgox.*known/,
    );
  });

  test("refuses what it would pass over without a word", async () => {
    const given = (options: object) => loadSource(options as SourceOptions);
    await expect(given({ venue: "okx" })).rejects.toThrow(
      'load: there is no option "venue"; known: source, asset, venues,',
    );
    await expect(given({ source: "santiment", form: "timeseriesData" })).rejects.toThrow('there is no option "form"');
    await expect(given({ source: "exchange", santiment: {} })).rejects.toThrow(
      'load: option "santiment" is not of the source "exchange"; its own are in exchange',
    );
    await expect(given({ archive: {} })).rejects.toThrow('"archive" is not of the source "sample"; leave it out');
    for (const source of ["exchange", "blocklens", "santiment"])
      await expect(given({ source, path: "data" })).rejects.toThrow(
        `load: source "${source}" reads nothing at a path; leave path out`,
      );
    const left = { venue: undefined, store: "", path: "", santiment: undefined, from: "2024-06-01", to: "2024-06-01" };
    expect((await given(left)).openInterest.length).toBe(24);
  });

  test("refuses venues that are no names", async () => {
    for (const [venues, seen] of [
      [5, "number"],
      [[5], "of other things"],
      [{}, "object"],
    ] as const)
      await expect(loadSource({ source: "exchange", venues: venues as unknown as string[] })).rejects.toThrow(
        new TypeError(`load: venues is no list of names but ${seen}; give one such as ["binance"]`),
      );
    const text = { venues: "okx" as unknown as string[], url: "http://127.0.0.1:9" };
    for (const loader of [loadBlocklens, loadSantiment])
      await expect(loader(text)).rejects.toThrow(
        new TypeError(`${loader.name}: venues is no list of names but "okx"; give one such as ["binance"]`),
      );
    const currencies = { metric: "open_interest_per_settlement_currency", currencies: [""] } as const;
    await expect(loadSantiment(currencies)).rejects.toThrow(
      "loadSantiment: currencies has an empty name; leave it out",
    );
  });

  test("prices from a named source turn dollars into coins, and tell where they are from", async () => {
    const path = join(folder, "dollars.csv");
    const times = ["2024-06-01T01:00Z", "2024-06-01T02:00Z", "2024-06-01T03:00Z"];
    await writeFile(path, `time,OKX\n${times.map((time) => `${time},1000000`).join("\n")}\n`);
    const asked = { from: "2024-06-01", to: "2024-06-01T03:00Z", interval: "1h" };
    const file = { timeColumn: "time", unit: "usd", label: "instant" } as const;
    const data = await loadSource({ source: "file", path, prices: "sample", file, ...asked });
    const sample = await loadSource(asked);
    // A million dollars at each hour's close.
    const coins = [...sample.candles.close.values].map((close) => 1e6 / close);
    expect([...data.openInterest.column("okx").values]).toEqual(coins);
    const { provenance, quality } = data;
    expect(provenance.simulated).toBe(true);
    expect(provenance.description).toContain("; prices: Simulated market, not real");
    expect(provenance.files).toHaveLength(1 + sample.provenance.files.length);
    expect(quality.rowsRead).toBe(3 + sample.quality.rowsRead);
    await expect(loadSource({ source: "file", path, prices: "sample", file })).rejects.toThrow(
      'load: prices from "sample" need an interval; give it, or give prices as candles',
    );
  });
});
