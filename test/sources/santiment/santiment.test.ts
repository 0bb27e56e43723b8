import { describe, expect, test, vi } from "vitest";
import type { Candles } from "../../../lib/series/candles.js";
import { Series } from "../../../lib/series/series.js";
import { hourMs } from "../../../lib/series/time.js";
import type { LoadProgress } from "../../../lib/sources/progress.js";
import type { SantimentOptions } from "../../../lib/sources/santiment/santiment-options.js";
import { now, points, rows, start, stepMs, world } from "./san-fixture.js";
import { issuesOf, load, server } from "./san-loaded.js";

describe("open interest", () => {
  // Row i is labelled 00:00 + 5i minutes, the start of its bar, and stamped 00:05 + 5i minutes.
  test("is in dollars by venue, stamped with the ends of its bars", async () => {
    const dataset = await load();
    const { openInterestUsd } = dataset;
    expect(openInterestUsd.names).toEqual(["binance", "okx"]);
    expect(openInterestUsd.unit).toBe("usd");
    expect(openInterestUsd.times.length).toBe(rows);
    expect(openInterestUsd.times[0]).toBe(start + stepMs);
    expect(openInterestUsd.times[rows - 1]).toBe(start + 6 * hourMs);
    expect(openInterestUsd.column("binance").at(start + stepMs)).toBe(5e9);
    expect(openInterestUsd.column("okx").at(start + 6 * hourMs)).toBe(3e9 + 2 * 71);
  });

  test("says that it is known an hour late and how sides are counted", async () => {
    const { identity } = (await load()).openInterestUsd.column("okx");
    expect(identity).toEqual({ asset: "BTC", venue: "okx", sides: "unknown", delayMs: hourMs });
  });

  test("in coins is dollars by Santiment's price at that instant", async () => {
    const { openInterest, candles } = await load();
    // Bar ending 00:05: 5e9 / 100000; bar ending 06:00: (5e9 + 71) / 107100.
    expect(openInterest.column("binance").values[0]).toBe(50_000);
    expect(openInterest.column("binance").values[71]).toBeCloseTo(5_000_000_071 / 107_100, 9);
    expect(openInterest.column("binance").identity.convertedAt).toBe("close");
    expect(candles.close.values[71]).toBe(107_100);
    for (const part of [candles.open, candles.high, candles.low])
      expect([...part.values].every(Number.isNaN)).toBe(true);
  });

  test("takes given prices and asks for none", async () => {
    const times = Float64Array.from({ length: rows }, (_, row) => start + (row + 1) * stepMs);
    const close = new Series(times, new Float64Array(rows).fill(50_000), "close", "price", { asset: "BTC" });
    const prices: Candles = { times, intervalMs: stepMs, open: close, high: close, low: close, close };
    const { openInterest } = await load({ prices });
    expect(openInterest.column("binance").values[0]).toBe(100_000);
    expect(server.documents().some((document) => document.includes("price_usd"))).toBe(false);
  });

  test("refuses prices of bars that do not fit before it asks anything", async () => {
    const times = Float64Array.from([start]);
    const close = new Series(times, Float64Array.from([1]), "close", "price", { asset: "BTC" });
    const prices: Candles = { times, intervalMs: hourMs, open: close, high: close, low: close, close };
    await expect(load({ prices })).rejects.toThrow("price bars of 1h do not make bars of 5m");
    expect(server.requests).toEqual([]);
  });

  test("without any price has no coins and says so", async () => {
    const { "price_usd bitcoin": _, ...unpriced } = world.data;
    const dataset = await load({}, { data: { ...unpriced, "price_usd bitcoin": points(() => null) } });
    expect(issuesOf(dataset, "no-price").length).toBe(1);
    expect([...dataset.openInterest.column("binance").values].every(Number.isNaN)).toBe(true);
    expect(dataset.openInterestUsd.column("binance").values[0]).toBe(5e9);
  });

  test("of a longer bar is the last in it", async () => {
    // The bar of 01:00 to 02:00 ends with label 01:55, row 23.
    const { openInterestUsd, intervalMs } = await load({ interval: "1h" });
    expect(intervalMs).toBe(hourMs);
    expect(openInterestUsd.times.length).toBe(6);
    expect(openInterestUsd.column("binance").at(start + 2 * hourMs)).toBe(5e9 + 23);
  });

  test("by settlement currency names the currency and what is inverse", async () => {
    const { openInterestUsd, others } = await load({ metric: "open_interest_per_settlement_currency" });
    expect(openInterestUsd.names).toEqual(["BTC", "USDT"]);
    expect(openInterestUsd.column("BTC").identity).toMatchObject({ settle: "BTC", margin: "inverse" });
    expect(openInterestUsd.column("USDT").identity).not.toHaveProperty("margin");
    expect(others?.map(({ name }) => name)).toEqual(["BTC funding rate", "USDT funding rate"]);
  });

  test("by the currencies named is of those alone", async () => {
    const metric = "open_interest_per_settlement_currency";
    const { openInterestUsd } = await load({ metric, currencies: ["usdt"] });
    expect(openInterestUsd.names).toEqual(["USDT"]);
    expect(server.documents().some((document) => document.includes("Owners"))).toBe(false);
  });

  test("of all exchanges is one column without a venue", async () => {
    const { openInterestUsd } = await load({ metric: "total_open_interest" });
    expect(openInterestUsd.names).toEqual(["total"]);
    expect(openInterestUsd.column("total").values[1]).toBe(8e9 + 3);
    expect(openInterestUsd.column("total").identity).not.toHaveProperty("venue");
  });
});

describe("funding rates", () => {
  test("are averages on the grid of bars, and so among others", async () => {
    const { funding, others = [] } = await load();
    expect(funding).toEqual([]);
    expect(others.map(({ name, unit }) => [name, unit])).toEqual([
      ["binance funding rate", "fraction"],
      ["okx funding rate", "fraction"],
    ]);
    expect(others[1]?.values[0]).toBe(-0.00005);
    expect(others[1]?.times[0]).toBe(start + stepMs);
    expect(others[1]?.identity).toEqual({ asset: "BTC", venue: "okx", kind: "perpetual", delayMs: hourMs });
  });

  test("with a label off the grid are left out, and told", async () => {
    const late = (rows: { datetime: string; value: unknown }[]) =>
      rows.map((row, index) =>
        index === 3 && Number(row.value) < 1 ? { ...row, datetime: row.datetime.replace(":00Z", ":30Z") } : row,
      );
    const dataset = await load({ venues: ["binance"] }, { changeRows: late });
    expect(dataset.others?.[0]?.length).toBe(rows - 1);
    expect(issuesOf(dataset, "invalid")).toMatchObject([
      { where: "binance funding rate", count: 1, from: start + 4 * stepMs + 30_000 },
    ]);
  });

  test("are not asked for if not wanted", async () => {
    const dataset = await load({ funding: false });
    expect(dataset.others).toBeUndefined();
    expect(server.documents().some((document) => document.includes("funding"))).toBe(false);
  });
});

describe("venues", () => {
  test("are taken by any of their names", async () => {
    expect((await load({ venues: ["OKX"] })).openInterestUsd.names).toEqual(["okx"]);
    expect(server.documents().some((document) => document.includes('owner: "Okex"'))).toBe(true);
  });

  test("that Santiment has under two names are asked for by both and joined", async () => {
    const okex = "exchange_open_interest bitcoin Okex";
    const okx = "exchange_open_interest bitcoin OKX";
    // Renamed after the first hour and a half: rows 0 to 17 under the old name, 16 to 71 under the new one.
    const renamed = {
      ...world.data,
      [okex]: points((row) => 3e9 + row, { count: 18 }),
      [okx]: points((row) => 4e9 + row, { from: start + 16 * stepMs, count: rows - 16 }),
    };
    for (const venues of [undefined, ["okx", "OKEx"]]) {
      const dataset = await load({ venues, funding: false }, { data: renamed });
      const { values } = dataset.openInterestUsd.column("okx");
      expect([values[17], values[18], values[71]]).toEqual([3e9 + 17, 4e9 + 2, 4e9 + 55]);
      // Bars 16 and 17, which end at 01:25 and 01:30; a billion of four.
      const [conflict] = issuesOf(dataset, "conflict");
      expect(conflict).toMatchObject({ where: "okx", count: 2, from: start + 17 * stepMs, to: start + 18 * stepMs });
      expect(issuesOf(dataset, "composition").map(({ where, detail }) => [where, detail])).toContainEqual([
        "okx",
        "Santiment has it under several names, Okex, OKX, joined as one; where two have a value that of the first holds",
      ]);
      await server.close();
    }
  });

  test("that differ in case alone are asked for once", async () => {
    const data = { ...world.data, "exchange_open_interest bitcoin Binance": points((row) => 5e9 + row) };
    expect(issuesOf(await load({ funding: false }, { data }), "conflict")).toEqual([]);
    const asked = server.documents().filter((document) => /owner: "binance"/i.test(document));
    expect(asked.length).toBe(1);
  });

  test("that nobody named and that have nothing are left out and told", async () => {
    const [issue] = issuesOf(await load(), "composition");
    expect(issue).toMatchObject({ where: "btcex", count: rows });
  });

  test("that were named and have nothing stay as a gap", async () => {
    const dataset = await load({ venues: ["binance", "btcex"] });
    expect(dataset.openInterestUsd.names).toEqual(["binance", "btcex"]);
    expect([...dataset.openInterestUsd.column("btcex").values].every(Number.isNaN)).toBe(true);
    expect(issuesOf(dataset, "composition")).toMatchObject([{ where: "btcex", count: rows }]);
  });

  test("that Santiment does not have are refused, naming those it has", async () => {
    await expect(load({ venues: ["cme"] })).rejects.toThrow(
      'loadSantiment: Santiment has no exchange_open_interest of "cme" for bitcoin; known: binance, btcex, okx',
    );
  });

  test("come from the documentation where the server does not list them", async () => {
    const dataset = await load({}, { unknown: ["getLabelBasedMetricOwners"] });
    expect(dataset.openInterestUsd.names).toEqual(["binance", "okx"]);
  });
});

describe("a load", () => {
  test("tells each answer with its hash, and never the key", async () => {
    const { provenance } = await load({ key: "whole-key-0123456789" });
    expect(provenance.source).toBe("santiment");
    expect(provenance.files.map(({ name }) => name)).toEqual([
      "graphql access to exchange_open_interest bitcoin",
      "graphql owners of exchange_open_interest bitcoin",
      "graphql access to funding_rates_aggregated_by_exchange bitcoin",
      ...["binance", "Btcex", "Okex"].map(
        (o) => `graphql exchange_open_interest bitcoin ${o} 2025-07-01..2025-07-01T06:00Z`,
      ),
      ...["binance", "Okex"].map(
        (o) => `graphql funding_rates_aggregated_by_exchange bitcoin ${o} 2025-07-01..2025-07-01T06:00Z`,
      ),
      "graphql price_usd bitcoin 2025-07-01..2025-07-01T06:00Z",
    ]);
    for (const { sha256 } of provenance.files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(provenance)).not.toContain("whole-key");
    for (const { headers } of server.requests) expect(headers.authorization).toBe("Apikey whole-key-0123456789");
  });

  test.each(["SANTIMENT_API_KEY", "SANPY_APIKEY"])("takes its key from %s", async (variable) => {
    vi.stubEnv(variable, "whole-key-0123456789");
    await load({ venues: ["binance"] });
    expect(server.requests[0]?.headers.authorization).toBe("Apikey whole-key-0123456789");
  });

  test("without a key sends none", async () => {
    await load({ venues: ["binance"] });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("tells its progress call by call", async () => {
    const told: LoadProgress[] = [];
    await load({ onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done }) => done)).toEqual(told.map((_, index) => index + 1));
    // 3 calls about, 3 + 3 columns, 1 price; Btcex turned out to have nothing.
    expect(told.at(-1)).toMatchObject({ done: 9, total: 10, what: expect.stringContaining("price_usd") });
  });

  test("goes back to where Santiment begins if no start is given", async () => {
    const { openInterestUsd, quality } = await load({ from: undefined, to: undefined });
    expect(openInterestUsd.times[0]).toBe(start + stepMs);
    // Asked up to now, two hours after the last row.
    expect(quality.issues.filter(({ kind }) => kind === "cut")).toMatchObject([
      { count: 24, from: start + 6 * hourMs + stepMs, to: now },
    ]);
  });

  test("takes the older form of rows, by choice or where the server knows no other", async () => {
    const newer = await load();
    await server.close();
    const chosen = await load({ form: "timeseriesData" });
    expect(server.documents().some((document) => document.includes("timeseriesDataJson"))).toBe(false);
    await server.close();
    const fallen = await load({}, { unknown: ["timeseriesDataJson"] });
    expect(server.documents().filter((document) => document.includes("timeseriesDataJson")).length).toBe(1);
    for (const older of [chosen, fallen]) {
      expect(older.openInterestUsd).toEqual(newer.openInterestUsd);
      expect(older.others).toEqual(newer.others);
    }
  });
});

describe("options", () => {
  test.each<[SantimentOptions, string]>([
    [
      { asset: "NOPE" },
      'loadSantiment: Santiment\'s name of "NOPE" is not known here; give it as slug, such as slug: "bitcoin"; known: AAVE, ADA,',
    ],
    [
      { metric: "open_interest" as never },
      'loadSantiment: unknown metric "open_interest"; known: exchange_open_interest, open_interest_per_settlement_currency, total_open_interest',
    ],
    [{ form: "csv" as never }, 'loadSantiment: unknown form "csv"; known: timeseriesDataJson, timeseriesData'],
    [{ plan: "gold" }, 'loadSantiment: unknown plan "gold"; known: free, basic, pro, max, business_pro, business_max'],
    [{ interval: "1m" }, "loadSantiment: interval 1m is not a multiple of 5m; give 5m, 15m, 1h, 4h or 1d"],
    [
      { interval: "1w" },
      "loadSantiment: Santiment's weeks begin on Thursdays, not Mondays as here; load 1d and make weeks of it",
    ],
    [
      { metric: "total_open_interest", venues: ["okx"] },
      "loadSantiment: total_open_interest is not by venue; leave venues out, or take exchange_open_interest",
    ],
    [
      { currencies: ["USDT"] },
      "loadSantiment: exchange_open_interest is not by currency; leave currencies out, or take open_interest_per_settlement_currency",
    ],
    [{ venues: [] }, "loadSantiment: venues is empty; name one, or leave it out for all"],
    [{ pointsPerCall: 0 }, "loadSantiment: pointsPerCall is 0; give a whole number from 1 up"],
    [
      { from: "2025-07-01T06:00Z", to: "2025-07-01T06:03Z" },
      "loadSantiment: no bar of 5m ends after 2025-07-01T06:00Z and by 2025-07-01T06:03Z; widen the period",
    ],
    [
      { slug: "nothing-coin", from: undefined },
      "loadSantiment: Santiment does not say since when it has exchange_open_interest of nothing-coin; give from",
    ],
    [
      { slug: "nothing-coin" },
      "loadSantiment: Santiment has no value of exchange_open_interest of nothing-coin for any of 11 columns from 2025-07-01 to 2025-07-01T06:00Z",
    ],
    [
      { from: "2025-06-01", to: "2025-06-02" },
      "loadSantiment: Santiment has exchange_open_interest of bitcoin since 2025-07-01 only, and nothing from 2025-06-01 to 2025-06-03; ask for a later period",
    ],
  ])("%j are refused", async (options, message) => {
    await expect(load(options)).rejects.toThrow(message);
  });

  test("an interval shorter than the metric's own is refused and not answered with longer bars", async () => {
    const hourly = {
      ...world.data,
      "exchange_open_interest bitcoin binance": { ...points(() => 1), minInterval: "1h" },
    };
    await expect(load({}, { data: hourly })).rejects.toThrow(
      "loadSantiment: Santiment has exchange_open_interest every 1h at most, not every 5m; give a longer interval",
    );
  });
});
