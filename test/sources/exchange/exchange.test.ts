import { describe, expect, test, vi } from "vitest";
import { epochMs, hourMs, minuteMs } from "../../../lib/series/time.js";
import { referenceFunding } from "../../../lib/sources/dataset.js";
import { failure, load, market, noon, now } from "./exchange-fixture.js";

describe("what is loaded", () => {
  test("open interest is stamped with its instant in coins and dollars, a bar with its end, funding with its hour", async () => {
    const { dataset } = await load(market());
    expect(dataset).toMatchObject({ asset: "BTC", intervalMs: hourMs });
    // From 07-30T00:00, which is left out, to noon of 07-31: 36 bars.
    expect(dataset.openInterest.length).toBe(36);
    expect(dataset.openInterest.times[0]).toBe(epochMs("2026-07-30T01:00Z"));
    expect(dataset.openInterest.times[35]).toBe(noon);
    expect(dataset.openInterest.unit).toBe("base");
    expect(dataset.openInterestUsd.unit).toBe("usd");
    // Ten hours before noon: 100000 - 10 coins at 60000 - 100 dollars.
    const at = epochMs("2026-07-31T02:00Z");
    expect(dataset.openInterest.column("binance").at(at)).toBe(99_990);
    expect(dataset.openInterestUsd.column("binance").at(at)).toBe(99_990 * 59_900);
    // The bar that ends there opened an hour before, at 60000 - 110.
    expect(dataset.candles.open.at(at)).toBe(59_890);
    expect(dataset.candles.high.at(at)).toBe(59_901);
    expect(dataset.candles.low.at(at)).toBe(59_889);
    expect(dataset.candles.close.at(at)).toBe(59_900);
    expect(dataset.candles.volume?.at(at)).toBe(7);
    expect(dataset.candles.close.times).toBe(dataset.openInterest.times);
    // Settlements at 08:00, 16:00, 00:00 and 08:00, published 3 ms late; the one at 07-30T00:00 is not after `from`.
    const funding = referenceFunding(dataset);
    expect(funding?.unit).toBe("fraction");
    expect([...(funding?.times ?? [])]).toEqual(
      ["2026-07-30T08:00Z", "2026-07-30T16:00Z", "2026-07-31", "2026-07-31T08:00Z"].map(epochMs),
    );
    expect([...(funding?.values ?? [])]).toEqual([1e-4, 1e-4, 1e-4, 1e-4]);
  });

  test("columns carry what they are of, and the provenance says whose numbers they are", async () => {
    const { dataset, issues } = await load(market());
    expect(dataset.openInterest.columns[0]?.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 1,
      delayMs: 5 * minuteMs,
    });
    expect(dataset.candles.close.identity).not.toHaveProperty("delayMs");
    expect(dataset.provenance).toMatchObject({ source: "exchange", simulated: false, files: [] });
    expect(dataset.provenance.description).toBe(
      "Binance USD-M BTCUSDT through ccxt, as served at 2026-07-31T12:03Z: open interest from openInterestHist in coins and USDT, bars of last price from klines, funding rates.",
    );
    // 37 labels of open interest, 36 candles, and funding at 00:00, 08:00, 16:00, 00:00, 08:00.
    expect(dataset.quality.rowsRead).toBe(37 + 36 + 5);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(issues[0]?.detail).toMatch(/^a row's label is the instant \(/);
  });

  test("labels that are bar starts give the same rows as labels that are instants", async () => {
    const { dataset, coins, issues } = await load(market({ instantOf: (label) => label + hourMs }));
    const { coins: expected } = await load(market());
    // The label of noon would be of a bar not yet over: its snapshot is beyond the period.
    expect([...coins]).toEqual([...expected]);
    expect(dataset.openInterest.column("binance").at(noon)).toBe(100_000);
    expect(issues[0]?.detail).toMatch(
      /^a row's label is the start of a bar, and its value that of the end 1h later \(/,
    );
  });

  test("labels that fit neither edge of a bar are taken as documented, and the doubt is told", async () => {
    const { dataset, issues } = await load(market({ stepMs: 4 * hourMs, instantOf: (label) => label + 2 * hourMs }), {
      interval: "4h",
      from: "2026-07-29T12:00Z",
    });
    expect(dataset.openInterest.length).toBe(12);
    expect(issues[0]).toMatchObject({ kind: "label", where: "open interest" });
    expect(issues[0]?.detail).toContain("; not clear enough to decide, so as documented");
    // Valued at a price 0.1 % from the open and 5 % from the close: the open is nearer, but no snapshot of that instant.
    const off = market();
    const steep = off.klines.map(([time, open, , low, , ...rest]) => [time, open, "63000", low, "63000", ...rest]);
    const rows = off.openInterest.map((row) => ({
      ...row,
      sumOpenInterestValue: String(Number(row.sumOpenInterestValue) * 1.001),
    }));
    const doubtful = await load({ ...off, klines: steep, openInterest: rows });
    expect(doubtful.issues[0]?.detail).toContain("neither is within 0.0002, so values may be some minutes off");
  });

  test("without from and to all that is kept is asked for, and no cut is told", async () => {
    const { dataset, issues, server } = await load(
      { ...market({ hours: 800 }), earliest: now - 30 * 24 * hourMs },
      { from: undefined },
    );
    // 30 days before 12:03 less ten minutes is 07-01T12:13, so the first whole bar is from 13:00 to 14:00.
    expect(dataset.openInterest.times[0]).toBe(epochMs("2026-07-01T14:00Z"));
    expect(dataset.openInterest.times.at(-1)).toBe(noon);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(server.calls("openInterestHist")[0]?.get("startTime")).toBe(String(epochMs("2026-07-01T13:00Z")));
  });

  test("a period from before the reach is served from there, and the cut is told", async () => {
    const { dataset, issues } = await load(market({ hours: 800 }), { from: "2026-06-30", to: "2026-07-02" });
    expect(dataset.openInterest.times[0]).toBe(epochMs("2026-07-01T14:00Z"));
    // The date `to` is up to its end.
    expect(dataset.openInterest.times.at(-1)).toBe(epochMs("2026-07-03"));
    // Bars that end from 06-30T01:00 to 07-01T13:00: 24 + 13.
    expect(issues[0]).toEqual({
      kind: "cut",
      where: "period",
      count: 37,
      from: epochMs("2026-06-30T01:00Z"),
      to: epochMs("2026-07-01T13:00Z"),
      detail:
        'Binance USD-M keeps 30 days of open interest: asked from 2026-06-30, served from 2026-07-01T13:00Z; its archive has the rest (source "binance-archive")',
    });
  });

  test("a period of one bar is one row", async () => {
    const { dataset, coins, issues } = await load(market(), { from: "2026-07-31T11:00Z", to: "2026-07-31T12:00Z" });
    expect([...dataset.openInterest.times]).toEqual([noon]);
    expect([...coins]).toEqual([100_000]);
    expect([...dataset.candles.open.values]).toEqual([59_990]);
    expect(dataset.funding).toEqual([]);
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
  });

  test("a period that ends after now is served up to now, and the cut is told", async () => {
    const { dataset, issues } = await load(market(), { to: "2026-07-31" });
    expect(dataset.openInterest.times.at(-1)).toBe(noon);
    // Bars that end from 13:00 to 24:00.
    expect(issues[0]).toMatchObject({ kind: "cut", where: "period", count: 12, from: epochMs("2026-07-31T13:00Z") });
    expect(issues[0]?.detail).toBe("asked up to 2026-07-31, which is after now; served up to 2026-07-31T12:00Z");
  });
});

describe("what cannot be asked for", () => {
  test("is refused with what there is, before any request where that can be known", async () => {
    expect(await failure(market(), { exchange: "okex" })).toBe(
      'loadExchange: unknown exchange "okex"; known: binanceusdm, binancecoinm, bybit, okx, gate, htx, kucoinfutures, deribit, hyperliquid',
    );
    expect(await failure(market(), { exchange: "constructor" })).toMatch(/unknown exchange/);
    expect(await failure(market(), { interval: "1m" })).toBe(
      'loadExchange: Binance USD-M has no open interest every "1m"; known: 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d',
    );
    expect(await failure(market(), { from: "yesterday" })).toMatch(/"yesterday" is not a time/);
    expect(await failure(market(), { now: Number.NaN })).toBe("loadExchange: now is NaN; give epoch milliseconds UTC");
    expect(await failure(market(), { from: "2024-01-01", to: "2024-02-01" })).toBe(
      'loadExchange: no bar of 1h from 2024-01-01 to 2024-02-01 is served; Binance USD-M keeps 30 days of open interest, now from 2026-07-01T13:00Z to 2026-07-31T12:00Z; its archive has the rest (source "binance-archive")',
    );
    expect(await failure(market(), { signal: AbortSignal.abort(new Error("stopped")) })).toBe("stopped");
  });

  test("an asset that is not listed is named with those like it", async () => {
    expect(await failure(market(), { asset: "PEPE" })).toBe(
      "loadExchange: Binance USD-M lists no PEPE/USDT:USDT; perhaps 1000PEPE/USDT:USDT",
    );
    expect(await failure(market(), { asset: "btc" })).toBe(
      "loadExchange: Binance USD-M lists no btc/USDT:USDT; perhaps BTC/USDT:USDT",
    );
    expect(await failure(market(), { asset: "XYZ" })).toBe(
      "loadExchange: Binance USD-M lists no XYZ/USDT:USDT; give the base asset as the exchange writes it",
    );
  });

  test("anything without ccxt is an error that says how to install it", async () => {
    vi.resetModules();
    vi.doMock("ccxt", () => {
      throw new Error("Cannot find package 'ccxt'");
    });
    const fresh = await import("../../../lib/sources/exchange/exchange.js");
    await expect(fresh.loadExchange({ asset: "BTC", now })).rejects.toThrow(
      "loadExchange: ccxt cannot be loaded; install it beside open-interest: npm install ccxt",
    );
    vi.doUnmock("ccxt");
  });
});
