import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countOneSide } from "../../../lib/market/sides.js";
import { hourMs, isoTime } from "../../../lib/series/time.js";
import { type Dataset, referenceFunding } from "../../../lib/sources/dataset.js";
import { loadSample } from "../../../lib/sources/sample/sample.js";
import { type SampleFile, sampleFiles, writeSample } from "../../../lib/sources/sample/sample-files.js";
import { sampleOptions } from "../../../lib/sources/sample/sample-layout.js";
import { simulateMarket } from "../../../lib/sources/simulated/simulate-market.js";

const bundled = new URL("../../../data/", import.meta.url);
const decoded = (bytes: Uint8Array, path: string) =>
  new TextDecoder().decode(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);

describe("the bundled sample", () => {
  let files: readonly SampleFile[];
  beforeAll(() => {
    files = sampleFiles();
  });

  test("is what the simulated market writes today, text for text", () => {
    for (const { path, text } of files) {
      const stored = decoded(readFileSync(new URL(path, bundled)), path);
      expect(stored === text, `${path} differs: run npm run sample`).toBe(true);
    }
  });

  // Made with Node 20 on x86-64. Another machine that gives another hash has found arithmetic that is not exact.
  test("is the same text on every machine", () => {
    const hash = createHash("sha256");
    for (const { path, text } of files) if (path.endsWith(".csv.gz")) hash.update(path).update(text);
    expect(hash.digest("hex")).toBe("30f1fe52217d1b63a45ae85f24b73f1055039ad97526e62382c4703f8770a6b5");
  });

  test("is below five megabytes and says that it is simulated", () => {
    const bytes = files.reduce((sum, { path }) => sum + readFileSync(new URL(path, bundled)).length, 0);
    expect(bytes).toBeLessThan(5e6);
    expect(readFileSync(new URL("README.md", bundled), "utf8")).toContain("**Nothing here is real.**");
  });
});

describe("writeSample", () => {
  const folder = mkdtempSync(join(tmpdir(), "sample-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("writes the bundled bytes, tells its progress, and what it wrote can be loaded from there", async () => {
    const told: string[] = [];
    const written = await writeSample(folder, { onProgress: ({ what }) => told.push(what) });
    expect(told).toEqual(written.map(({ path }) => path));
    for (const { path, bytes } of written) {
      const made = readFileSync(join(folder, path));
      expect(made.length).toBe(bytes);
      expect(made.equals(readFileSync(new URL(path, bundled))), path).toBe(true);
    }
    const { openInterest } = await loadSample({ path: folder, from: "2024-06-01", to: "2024-06-01" });
    expect(openInterest.length).toBe(24);
  });

  test("a folder that holds something else is refused with the place that differs", async () => {
    await writeFile(join(folder, "instruments.json"), '[{"venue":"atlas"}]');
    await expect(loadSample({ path: folder })).rejects.toThrow(/^sampleInstruments: instruments.json at 0\.symbol: /);
  });
});

describe("loadSample", () => {
  const whole: Record<string, Dataset> = {};
  beforeAll(async () => {
    for (const asset of ["BTC", "ETH"]) whole[asset] = await loadSample({ asset });
  });

  test.each(["BTC", "ETH"])("gives two years of hours of %s on one grid, and says that they are simulated", (asset) => {
    const { candles, openInterest, openInterestUsd, provenance, intervalMs } = whole[asset];
    expect(intervalMs).toBe(hourMs);
    expect(openInterest.length).toBe(17_544);
    expect([isoTime(candles.times[0]), isoTime(candles.times[17_543])]).toEqual(["2023-01-01T01:00Z", "2025-01-01"]);
    expect(openInterest.times).toEqual(candles.times);
    expect(openInterestUsd.times).toEqual(candles.times);
    expect(openInterestUsd.names).toEqual(openInterest.names);
    expect([openInterest.unit, openInterestUsd.unit]).toEqual(["base", "usd"]);
    expect(provenance.simulated).toBe(true);
    expect(provenance.description).toMatch(/^Simulated market, not real/);
    expect(provenance.files.map(({ name }) => name)).toEqual([
      `${asset}/open-interest-contracts.csv.gz`,
      `${asset}/open-interest-base.csv.gz`,
      `${asset}/open-interest-usd.csv.gz`,
      `${asset}/mark-price.csv.gz`,
      `${asset}/candles.csv.gz`,
      `${asset}/funding.csv.gz`,
      "instruments.json",
    ]);
    expect(provenance.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  test("agrees with the truth of the simulation once each side is counted once", () => {
    const market = simulateMarket({ ...sampleOptions, asset: "ETH" });
    const { openInterest, openInterestUsd } = whole.ETH;
    const [inCoins, inDollars] = [countOneSide(openInterest), countOneSide(openInterestUsd)];
    market.contracts.forEach(({ instrument, markPrice, reported }, index) => {
      const name = `${instrument.venue} ${instrument.symbol}`;
      const coins = inCoins.column(name).values;
      const dollars = inDollars.column(name).values;
      let worst = 0;
      for (let t = 0; t < coins.length; t++) {
        const contracts = Number.isNaN(reported[t]) ? Number.NaN : market.truth.contracts[index].openInterest[t];
        const sized = contracts * instrument.contractSize;
        const [base, usd] =
          instrument.margin === "linear" ? [sized, sized * markPrice[t]] : [sized / markPrice[t], sized];
        if (Number.isNaN(base) !== Number.isNaN(coins[t])) worst = Number.POSITIVE_INFINITY;
        else if (base > 0) worst = Math.max(worst, Math.abs(coins[t] / base - 1), Math.abs(dollars[t] / usd - 1));
      }
      expect(worst, name).toBeLessThan(1e-12);
    });
  });

  test("keeps the sides as reported", () => {
    const sides = Object.fromEntries(
      whole.BTC.openInterest.columns.map(({ identity }) => [`${identity.venue}`, identity.sides]),
    );
    expect(sides).toEqual({ atlas: 1, borealis: 1, cirrus: 2, dune: 1, ember: 2, fjord: 1 });
  });

  test("tells the outage, the venue that joins and the futures that come and go", () => {
    const { rowsRead, issues } = whole.BTC.quality;
    expect(rowsRead).toBeGreaterThan(5 * 17_544);
    const [blank, ...more] = issues.filter(({ kind }) => kind === "blank");
    expect(blank).toMatchObject({ where: "fjord BTC_USDT", count: 51, from: Date.UTC(2023, 8, 3) });
    expect(more).toEqual([]);
    const composition = issues.filter(({ kind }) => kind === "composition").map(({ where }) => where);
    expect(composition).toContain("ember BTC");
    // Quarterlies of 2023-03 to 2025-03: nine, none of which spans the two years.
    expect(issues.find(({ where }) => where === "dune")).toMatchObject({ kind: "composition", count: 9 });
    expect(new Set(issues.map(({ kind }) => kind))).toEqual(new Set(["blank", "composition"]));
  });

  test("gives funding for each perpetual at its own times, and that of the reference", () => {
    const { funding } = whole.BTC;
    expect(Object.fromEntries(funding.map(({ name, length }) => [name, length]))).toMatchObject({
      "atlas BTCUSDT": 2193,
      "ember BTC": 8784,
      "fjord BTC_USDT": 4386,
    });
    expect(funding).toHaveLength(8);
    expect(referenceFunding(whole.BTC)?.name).toBe("atlas BTCUSDT");
  });

  test("keeps bars after from up to and with the whole last day, and no contract without a value in them", async () => {
    const dataset = await loadSample({ asset: "ETH", interval: "4h", from: "2023-03-01", to: "2023-03-31" });
    expect(isoTime(dataset.candles.times[0])).toBe("2023-03-01T04:00Z");
    expect(isoTime(dataset.candles.times[dataset.candles.times.length - 1])).toBe("2023-04-01");
    expect(dataset.openInterest.length).toBe(31 * 6);
    expect(dataset.openInterest.names.filter((name) => /\d{6}$/.test(name))).toEqual([
      "dune ETH-230331",
      "dune ETH-230630",
    ]);
    expect(dataset.openInterest.names).not.toContain("ember ETH");
    for (const { times } of dataset.funding) {
      expect(times[0]).toBeGreaterThan(Date.UTC(2023, 2, 1));
      expect(times[times.length - 1]).toBeLessThanOrEqual(Date.UTC(2023, 3, 1));
    }
  });

  test("a longer bar holds the open interest at its end and the candles of all its hours", async () => {
    const daily = await loadSample({ interval: "1d", from: "2024-02-01", to: "2024-02-02" });
    const { candles, openInterest } = whole.BTC;
    const end = Date.UTC(2024, 1, 2);
    expect(daily.candles.times[0]).toBe(end);
    expect(daily.openInterest.column("dune BTC-PERPETUAL").values[0]).toBe(
      openInterest.column("dune BTC-PERPETUAL").at(end),
    );
    const hours = [candles.open, candles.high, candles.low, candles.close].map(
      (of) => of.slice(end - 24 * hourMs, end).values,
    );
    expect(daily.candles.open.values[0]).toBe(hours[0][0]);
    expect(daily.candles.high.values[0]).toBe(Math.max(...hours[1]));
    expect(daily.candles.low.values[0]).toBe(Math.min(...hours[2]));
    expect(daily.candles.close.values[0]).toBe(hours[3][23]);
  });

  test("what cannot be loaded is refused with what can", async () => {
    await expect(loadSample({ asset: "DOGE" })).rejects.toThrow('loadSample: unknown asset "DOGE"; known: BTC, ETH');
    await expect(loadSample({ interval: "5m" })).rejects.toThrow(
      "loadSample: interval 5m is no whole number of hours; give 1h, 4h or 1d",
    );
    await expect(loadSample({ from: "2030-01-01", to: "2030-01-02" })).rejects.toThrow(
      "loadSample: no bar of 1h ends after 2030-01-01 and by 2030-01-03; the sample is from 2023-01-01 to 2025-01-01",
    );
    await expect(loadSample({ from: "2024-01-02", to: "2024-01-01T00:00Z" })).rejects.toThrow(
      "loadSample: to 2024-01-01",
    );
  });
});
