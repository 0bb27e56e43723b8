import { createHash } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Candles } from "../../../lib/series/candles.js";
import { series } from "../../../lib/series/series.js";
import { loadBlocklens } from "../../../lib/sources/blocklens/blocklens.js";
import { closeServers, failure, issue, load, now, told } from "./blocklens-fixture.js";
import { closes, date, day, key, start, totals } from "./blocklens-server.js";

afterEach(async () => {
  vi.unstubAllEnvs();
  await closeServers();
});

const ends = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => start + (first + i + 1) * day);

describe("loadBlocklens", () => {
  // Day n has (level + n) billion, which stood at its end, the start of day n + 1.
  test("gives a column for each venue, stamped with the ends of days, and the total beside them", async () => {
    const { data } = await load(
      { venues: { binance: closes(10, 300), okx: closes(10, 100) } },
      { venues: ["Binance", "OKEX", "okx"] },
    );
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 9));
    expect(data.openInterestUsd.columns.map(({ name, values, identity }) => [name, values[3], identity])).toEqual([
      ["binance", 303e9, { asset: "BTC", venue: "binance", sides: "unknown" }],
      ["okx", 103e9, { asset: "BTC", venue: "okx", sides: "unknown" }],
    ]);
    const others = data.others ?? [];
    expect(others.map(({ name, unit, values }) => [name, unit, values[3]])).toEqual([
      ["total", "usd", 1003e9],
      ["total change", "usd", 1e9],
      // 0.1 %
      ["total change fraction", "fraction", 0.001],
      ["exchange count", "number", 5],
    ]);
    expect(others.map(({ times }) => [...times])).toEqual(others.map(() => ends(0, 9)));
    expect([data.asset, data.intervalMs, data.funding.length, data.quality.rowsRead]).toEqual(["BTC", day, 0, 30]);
    expect(told(data)).toEqual([]);
    expect(issue(data, "no-price")?.count).toBe(10);
    expect(data.openInterest.columns.every(({ values }) => values.every(Number.isNaN))).toBe(true);
  });

  // 300 billion at 100,000 a coin are 3 million coins.
  test("gives coins where prices are given", async () => {
    const times = ends(0, 9);
    const price = series({ times, values: times.map(() => 100_000), name: "close", unit: "price" });
    const prices: Candles = { times: price.times, intervalMs: day, open: price, high: price, low: price, close: price };
    const { data } = await load({ venues: { binance: closes(10, 300) } }, { venues: ["binance"], prices });
    expect(data.openInterest.column("binance").values[0]).toBe(3_000_000);
    expect(issue(data, "no-price")).toBe(undefined);
  });

  test("keeps a lone zero and tells it, but not one before a venue opens or after it closes", async () => {
    const level = [0, 300, 301, 0, 302, 303, 304, 305, 0, 0];
    const rows = closes(10, 300).map((row, i) => ({ ...row, close_oi_usd: (level[i] as number) * 1e9 }));
    const { data } = await load({ venues: { binance: rows } }, { venues: ["binance"] });
    expect(data.openInterestUsd.column("binance").values[3]).toBe(0);
    expect(told(data)).toEqual(["invalid binance 1"]);
    expect(issue(data, "invalid")?.from).toBe(start + 4 * day);
  });

  test("refuses prices of bars that do not fit before it asks anything", async () => {
    const price = series({ times: ends(0, 1), values: [1, 1], name: "close", unit: "price" });
    const bar = { open: price, high: price, low: price, close: price };
    const prices: Candles = { times: price.times, intervalMs: 7 * day, ...bar };
    const instead = (): never => {
      throw new Error("asked");
    };
    expect(await failure({ instead }, { prices })).toContain("price bars of 1w do not make bars of 1d");
  });

  test("asks as it is documented, with the key in the header alone", async () => {
    const { server, data, progress } = await load({ venues: { bybit: closes(10, 1) } }, { venues: ["bybit"] });
    expect(server.requests.map(({ method, path, query }) => `${method} ${path}?${query}`)).toEqual([
      "GET /futures/oi?start_date=2025-01-01&end_date=2025-01-10&limit=365",
      "GET /oi/exchange?exchange=bybit&start_date=2025-01-01&end_date=2025-01-10&limit=365",
    ]);
    expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(data.provenance).toMatchObject({ source: "blocklens", simulated: false });
    expect(data.provenance.files.map(({ name }) => name)).toEqual([
      "futures/oi?start_date=2025-01-01&end_date=2025-01-10&limit=365",
      "oi/exchange?exchange=bybit&start_date=2025-01-01&end_date=2025-01-10&limit=365",
    ]);
    expect(progress).toEqual([
      { done: 1, total: 2, what: "futures/oi from 2025-01-01 to 2025-01-10" },
      { done: 2, total: 2, what: "oi/exchange of bybit from 2025-01-01 to 2025-01-10" },
    ]);
  });

  test("records the hash of each body as it came", async () => {
    const body = { success: true, data: totals(10), timestamp: "t", more: [1] };
    const { data } = await load({ instead: () => ({ body }) });
    expect(data.provenance.files[0]?.sha256).toBe(createHash("sha256").update(JSON.stringify(body)).digest("hex"));
  });

  test("takes the key of the environment, and the documented venues by default", async () => {
    vi.stubEnv("BLOCKLENS_API_KEY", key);
    const venues = { binance: closes(10, 1), bybit: closes(10, 2), okx: closes(10, 3), hyperliquid: closes(10, 4) };
    const { data } = await load({ venues }, { key: undefined, venues: undefined });
    expect(data.openInterestUsd.names).toEqual(["binance", "bybit", "okx", "hyperliquid"]);
  });

  test("without a key gives the total of the last days alone, and tells both cuts", async () => {
    vi.stubEnv("BLOCKLENS_API_KEY", "");
    const { data, server } = await load({ demoFrom: date(6) }, { key: undefined, venues: undefined });
    expect(server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    expect(data.others?.[0]?.times.length).toBe(4);
    expect([...data.openInterestUsd.times]).toEqual(ends(6, 9));
    expect(told(data)).toEqual(["cut venues 4", "cut period 6"]);
    expect(data.quality.issues[1]).toMatchObject({ from: start + day, to: start + 6 * day });
    expect(data.quality.issues[1]?.detail).toBe(
      "6 days before the first one that Blocklens gives, which ends at 2025-01-08; without a key it gives the last 60 days, so set BLOCKLENS_API_KEY for more",
    );
  });

  test("asks for the year before now where no period is given", async () => {
    const { server } = await load({}, { from: undefined });
    expect(server.requests[0]?.query.get("start_date")).toBe("2024-01-12");
    expect(server.requests[0]?.query.get("end_date")).toBe("2025-01-10");
  });

  test("of a period gives the days that end after from and by to", async () => {
    const noon = await load({}, { from: "2025-01-02T12:00Z", to: "2025-01-05T12:00Z" });
    expect([...noon.data.openInterestUsd.times]).toEqual(ends(1, 3));
    const dates = await load({}, { from: "2025-01-02", to: "2025-01-05" });
    expect([...dates.data.openInterestUsd.times]).toEqual(ends(1, 4));
  });
});

describe("the day that is not over", () => {
  test("is left out and told where it was asked for", async () => {
    const { data, server } = await load({ total: totals(11) }, { to: "2025-01-11" });
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 9));
    expect(told(data)).toEqual(["incomplete period 1"]);
    expect(issue(data, "incomplete")).toMatchObject({ from: start + 11 * day });
    expect(server.requests[0]?.query.get("end_date")).toBe("2025-01-10");
  });

  test("is left out and told where the server gives it all the same", async () => {
    const rows = totals(11);
    const { data } = await load({ change: (envelope) => ({ ...envelope, data: rows, count: 11 }) });
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 9));
    expect(told(data)).toEqual(["incomplete total 1"]);
    expect(issue(data, "incomplete")?.detail).toBe("the day 2025-01-11 is not over; its row is left out");
  });

  test("is kept and told where it is asked for by name", async () => {
    const { data } = await load({ total: totals(11) }, { includeIncomplete: true });
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 10));
    expect(issue(data, "incomplete")?.detail).toBe(
      "the day 2025-01-11 is not over; its row is kept, as of now and not of its end",
    );
  });

  test("and days after it are no days to ask for", async () => {
    const { data } = await load({ total: totals(20) }, { to: "2025-01-14" });
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 9));
    expect(told(data)).toEqual(["incomplete period 1", "cut period 3"]);
  });

  test("just over is a day like any other", async () => {
    const { data } = await load({ total: totals(11) }, { now: start + 11 * day });
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 10));
  });
});

describe("what is missing is told", () => {
  test("a day without a row is NaN in a venue, absent from the total, and a gap", async () => {
    const without = <R>(rows: readonly R[], n: number): readonly R[] => rows.filter((_, i) => i !== n);
    const { data } = await load(
      { total: without(totals(10), 4), venues: { okx: without(closes(10, 1), 6) } },
      { venues: ["okx"] },
    );
    expect(data.openInterestUsd.column("okx").values[6]).toBeNaN();
    expect(data.others?.[0]?.length).toBe(9);
    expect(told(data)).toEqual(["gap total 1", "gap okx 1"]);
    expect(issue(data, "gap")).toMatchObject({ from: start + 5 * day, to: start + 5 * day });
  });

  test("a null is a gap and never 0", async () => {
    const rows = closes(10, 1).map((row, i) => (i === 2 ? { ...row, close_oi_usd: null } : row));
    const { data } = await load({ venues: { okx: rows } }, { venues: ["okx"] });
    expect(data.openInterestUsd.column("okx").values[2]).toBeNaN();
    expect(told(data)).toEqual(["blank okx 1"]);
  });

  test("a history that starts late or ends early is cut, a venue's that starts later is a change of what there is", async () => {
    const served = { total: totals(6, 2), venues: { okx: closes(4, 1, 4) } };
    const { data } = await load(served, { venues: ["okx"] });
    expect([...data.openInterestUsd.times]).toEqual(ends(2, 7));
    expect(told(data)).toEqual(["cut period 2", "cut period 2", "composition okx 2"]);
    expect(data.quality.issues[1]?.detail).toBe(
      "2 days after the last one that it gives, which ends at 2025-01-09; perhaps not published yet",
    );
  });

  test("a total that is shorter than the venues is cut, and may be none at all", async () => {
    const short = await load({ total: totals(8), venues: { okx: closes(10, 1) } }, { venues: ["okx"] });
    expect(told(short.data)).toEqual(["cut total 2"]);
    const none = await load({ total: [], venues: { okx: closes(10, 1) } }, { venues: ["okx"] });
    expect(told(none.data)).toEqual(["cut total 10"]);
    expect(none.data.others?.map(({ length }) => length)).toEqual([0, 0, 0, 0]);
  });

  test("a venue without rows is a column of gaps", async () => {
    const { data } = await load({ venues: { okx: [] } }, { venues: ["okx"] });
    expect(told(data)).toEqual(["composition okx 10"]);
    expect(data.openInterestUsd.column("okx").values.every(Number.isNaN)).toBe(true);
  });

  test("one row is a dataset of one", async () => {
    const { data } = await load({ total: totals(1) });
    expect([...data.openInterestUsd.times]).toEqual(ends(0, 0));
    expect(told(data)).toEqual(["cut period 9"]);
  });
});

describe("what the numbers say of each other is told", () => {
  test("a change of the number of venues", async () => {
    const counts = [5, 5, 6, null, 6, 7, 7, 7, 6, 6];
    const total = totals(10).map((row, i) => ({ ...row, exchange_count: counts[i] }));
    const { data } = await load({ total });
    expect(told(data)).toEqual(["coverage total 3"]);
    expect(issue(data, "coverage")).toMatchObject({
      from: start + 3 * day,
      to: start + 9 * day,
      detail:
        "the published total is of 5 to 7 venues, and their number changes, first from 5 to 6 at 2025-01-04; such a change is no flow",
    });
  });

  // 1,010 billion on day 0 are 1 % more than the total of 1,000; twice 609 on day 9 are 1,218 to 1,009, 20.7 % more.
  test("venues that are more than the total of all", async () => {
    const one = await load({ venues: { okx: closes(10, 1010) } }, { venues: ["okx"] });
    expect(told(one.data)).toEqual(["sum total 10"]);
    expect(issue(one.data, "sum")?.detail).toMatch(/^okx add up to more than the published total, by up to 1\.0 %: /);
    const two = await load({ venues: { okx: closes(10, 600), bybit: closes(10, 600) } }, { venues: ["okx", "bybit"] });
    expect(issue(two.data, "sum")?.detail).toMatch(
      "okx, bybit add up to more than the published total, by up to 20.7 %",
    );
  });

  test("but not venues that are less, nor one off the exchanges of which the total is", async () => {
    const less = await load({ venues: { okx: closes(10, 1000) } }, { venues: ["okx"] });
    expect(told(less.data)).toEqual([]);
    const chain = await load({ venues: { hyperliquid: closes(10, 5000) } }, { venues: ["hyperliquid"] });
    expect(told(chain.data)).toEqual([]);
  });
});

describe("what cannot be is refused before anything is asked", () => {
  test.each([
    [{ asset: "ETH" }, 'loadBlocklens: Blocklens has open interest of BTC, not of "ETH"; known: BTC'],
    [{ interval: "5m" }, 'loadBlocklens: Blocklens has one value a day, none every "5m"; known: 1d'],
    [{ interval: "daily" }, 'intervalMs: "daily" is not an interval'],
    [{ limit: 0 }, "loadBlocklens: limit is 0; give a whole number from 1 up"],
    [{ requestsPerHour: 0.5 }, "loadBlocklens: requestsPerHour is 0.5; give a whole number from 1 up"],
    [{ now: Number.NaN }, "loadBlocklens: now is NaN; give epoch milliseconds UTC"],
    [{ from: "soon" }, 'epochMs: "soon" is not a time'],
    [
      { from: "2025-01-11" },
      "loadBlocklens: no day ends after 2025-01-11 and by 2025-01-11T12:00Z; give an earlier from or a later to",
    ],
    [
      { from: "2025-01-11", to: "2025-01-11" },
      "by 2025-01-11; the day 2025-01-11 is not over; give an earlier from or a later to",
    ],
    [{ venues: ["…"] }, 'canonicalVenue: "…" is not a venue\'s name'],
    [{ key: "secret\nsecond line" }, "httpClient: Blocklens's header authorization holds a line break"],
  ])("%j", async (options, message) => {
    const url = "http://127.0.0.1:9";
    await expect(loadBlocklens({ url, key: "k", now, ...options })).rejects.toThrow(message);
    await expect(loadBlocklens({ url, key: "k", now, ...options })).rejects.not.toThrow("secret");
  });
});
