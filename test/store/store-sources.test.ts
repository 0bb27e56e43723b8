import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dataHash } from "../../lib/sources/data-hash.js";
import { loadSource } from "../../lib/sources/load-source.js";
import type { SourceOptions } from "../../lib/sources/source-options.js";
import { july, writeArchive } from "../sources/binance/archive-fixture.js";
import { emptyFolder } from "./append-fixture.js";
import { later, newStore } from "./fake-source.js";

/** Counts what is asked of the sources. */
function counted() {
  const asked: SourceOptions[] = [];
  const fetch = (options: SourceOptions) => {
    asked.push(options);
    return loadSource(options);
  };
  return { asked, fetch };
}

describe("a store gives what the source gives, the first time and the second,", () => {
  test("of the archive in a folder, in bars of any length, from five minutes stored once", async () => {
    const folder = await emptyFolder();
    await writeArchive(folder, july(["end", "end", "start"]));
    const kept = await newStore();
    const { asked, fetch } = counted();
    const period = { source: "binance-archive", path: folder, from: "2025-07-01", to: "2025-07-03" };
    for (const interval of ["1h", "5m", "4h", "1h"]) {
      const data = await kept.load({ ...period, interval, fetch, now: later });
      const direct = await loadSource({ ...period, interval });
      expect(dataHash(data), interval).toBe(dataHash(direct));
      expect(data.provenance.files).toEqual(direct.provenance.files);
    }
    expect(asked.map(({ interval, from, to }) => [interval, from, to])).toEqual([
      ["5m", "2025-07-01T00:00:00.000Z", "2025-07-04T00:00:00.000Z"],
    ]);
    // Without a period all that the folder has, which it has to be asked for.
    const all = await kept.load({ source: "binance-archive", path: folder, fetch, now: later });
    expect(dataHash(all)).toBe(dataHash(await loadSource({ source: "binance-archive", path: folder })));
    await kept.load({ source: "binance-archive", path: folder, fetch, now: later });
    expect((await kept.rows("SELECT count(*) AS n FROM fetches"))[0]).toEqual({ n: 1 });
  });

  // The folder has 1 to 3 July, with funding at midnight.
  test("of the archive, in the same bars whatever was asked for before", async () => {
    const folder = await emptyFolder();
    await writeArchive(folder, july(["end", "end", "end"]));
    const kept = await newStore();
    const archive = { source: "binance-archive", path: folder };
    for (const period of [
      { interval: "1d", from: "2025-07-01T09:17Z" },
      { interval: "5m", from: "2025-07-02T00:02Z", to: "2025-07-02T09:12Z" },
      // Past the end of the archive, where nothing more can be had.
      { interval: "1h", from: "2025-07-02T09:37Z", to: "2025-07-06T19:12Z" },
      { interval: "4h", from: "2025-07-01T09:17Z" },
      { interval: "1h", from: "2025-07-02T09:37Z", to: "2025-07-07T19:12Z" },
      { interval: "1h" },
    ]) {
      const data = await kept.load({ ...archive, ...period, now: later });
      const direct = await loadSource({ ...archive, ...period });
      expect(data.openInterest.length, JSON.stringify(period)).toBe(direct.openInterest.length);
      expect(dataHash(data), JSON.stringify(period)).toBe(dataHash(direct));
    }
  });

  test("of the sample", async () => {
    const kept = await newStore();
    const { asked, fetch } = counted();
    const options = { asset: "ETH", interval: "4h", from: "2024-05-05", to: "2024-05-07" };
    for (const _ of [1, 2]) {
      const data = await kept.load({ ...options, fetch, now: later });
      expect(dataHash(data)).toBe(dataHash(await loadSource(options)));
      expect(data.provenance.simulated).toBe(true);
    }
    expect(asked.length).toBe(2);
    expect((await kept.rows("SELECT count(*) AS n FROM fetches"))[0]).toEqual({ n: 1 });
    const stored = await kept.load({ ...options, offline: true });
    expect(dataHash(stored)).toBe(dataHash(await loadSource(options)));
    expect(asked.length).toBe(2);
  });

  // The bar of 20:00 is not whole, and the funding of 00:00 stands before it.
  test("of the sample in a period that is no whole number of bars", async () => {
    const kept = await newStore();
    const options = { interval: "4h", from: "2024-10-10T18:31:00Z", to: "2024-10-30T22:54:00Z" };
    const data = await kept.load({ ...options, now: later });
    expect(dataHash(data)).toBe(dataHash(await loadSource(options)));
  });

  // Days that end at 16:00, one of them missing.
  test("of a CSV in its own step, whose days do not end at midnight", async () => {
    const path = join(await emptyFolder(), "daily.csv");
    const day = (date: string, price: string, oi: string) => `${date} 16:00,${price},${oi}`;
    const rows = [day("2025-07-01", "100", "500"), day("2025-07-02", "110", ""), day("2025-07-04", "120", "700")];
    await writeFile(path, ["when,price,OKX", ...rows, day("2025-07-05", "125", "800")].join("\n"));
    const kept = await newStore();
    const csv = { timeColumn: "when", unit: "usd", label: "instant", priceColumn: "price" } as const;
    const options = { source: "csv", path, csv };
    const { asked, fetch } = counted();
    for (const period of [
      {},
      {},
      { from: "2025-07-01", to: "2025-07-05" },
      { from: "2025-07-02T16:00Z", to: "2025-07-04" },
    ]) {
      const data = await kept.load({ ...options, ...period, fetch, now: later });
      expect(dataHash(data)).toBe(dataHash(await loadSource({ ...options, ...period })));
    }
    expect(asked.length).toBe(4);
    expect((await kept.rows("SELECT count(*) AS n FROM fetches"))[0]).toEqual({ n: 1 });
  });

  const real = "../shared/data/binance-archive";
  test.skipIf(!existsSync(real))(
    "of two months of the real archive, across their border and a switch of labels",
    async () => {
      const kept = await newStore();
      const period = { source: "binance-archive", path: real, from: "2026-06-25", to: "2026-07-05" };
      const data = await kept.load({ ...period, interval: "1h", now: Date.parse("2026-12-01") });
      expect(dataHash(data)).toBe(dataHash(await loadSource({ ...period, interval: "1h" })));
    },
  );

  const venues = "../shared/data/venues-4h";
  test.skipIf(!existsSync(venues))("of a real chart of venues", async () => {
    const kept = await newStore();
    for (const period of [{}, { from: "2025-06-01", to: "2025-06-30" }]) {
      const data = await kept.load({ source: "csv", path: venues, ...period, now: later });
      expect(dataHash(data)).toBe(dataHash(await loadSource({ source: "csv", path: venues, ...period })));
    }
  });
});
