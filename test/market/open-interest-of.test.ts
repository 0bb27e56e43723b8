import { describe, expect, test } from "vitest";
import { instrument } from "../../lib/market/instrument.js";
import { openInterestField } from "../../lib/market/open-interest-fields.js";
import { openInterestOf } from "../../lib/market/open-interest-of.js";
import { countOneSide } from "../../lib/market/sides.js";
import { align } from "../../lib/series/align.js";
import { hourMs, minuteMs } from "../../lib/series/time.js";

const times = [0, hourMs, 2 * hourMs];
const published = { times, values: [10, Number.NaN, 30] };
const btcusdt = instrument("binance", "BTCUSDT");

describe("openInterestOf", () => {
  test("a series says its unit, its contract, its sides and its delay, and keeps gaps", () => {
    const field = openInterestField("binance", "usd-m", "api", "sumOpenInterest");
    const openInterest = openInterestOf(field, published, { instrument: btcusdt });
    expect(openInterest.unit).toBe("base");
    expect(openInterest.name).toBe("binance BTCUSDT");
    expect([...openInterest.values]).toEqual([10, Number.NaN, 30]);
    expect(openInterest.identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 1,
      delayMs: 5 * minuteMs,
    });
  });

  test("a value in a stablecoin is dollars, and one in another currency is refused", () => {
    const field = openInterestField("binance", "usd-m", "ccxt history", "openInterestValue");
    expect(openInterestOf(field, published, { instrument: btcusdt }).unit).toBe("usd");
    const inBitcoin = { ...btcusdt, symbol: "ETHBTC", quote: "BTC" };
    expect(() => openInterestOf(field, published, { instrument: inBitcoin })).toThrow(
      "openInterestOf: binance usd-m ccxt history openInterestValue: values in BTC are no dollars; known: USD, USDT",
    );
    expect(() => openInterestOf(field, published, { instrument: { ...btcusdt, quote: undefined } })).toThrow(
      "values in an unknown quote currency are no dollars",
    );
  });

  // 204,963,677,685 satoshi are 2,049.63677685 bitcoins.
  test("satoshi are coins", () => {
    const field = openInterestField("bitmex", "inverse", "api", "openValue");
    const openInterest = openInterestOf(
      field,
      { times: [0], values: [204_963_677_685] },
      {
        instrument: instrument("bitmex", "XBTUSD"),
      },
    );
    expect(openInterest.unit).toBe("base");
    expect(openInterest.values[0]).toBeCloseTo(2049.63677685, 8);
  });

  test("null is a gap, also where values are scaled", () => {
    const ofSatoshi = openInterestField("bitmex", "inverse", "api", "openValue");
    const withNull = { times: [0, hourMs], values: [420_690_000_000, null] };
    const coins = openInterestOf(ofSatoshi, withNull, { instrument: instrument("bitmex", "XBTUSD") });
    expect([...coins.values]).toEqual([expect.closeTo(4206.9, 9), Number.NaN]);
  });

  test("a label that starts its interval moves to the end of it, others stay", () => {
    const archive = openInterestField("binance", "usd-m", "archive", "sum_open_interest");
    const at = (label: "instant" | "start" | "end") =>
      openInterestOf(archive, published, { instrument: btcusdt, label, intervalMs: hourMs }).times;
    expect([...at("start")]).toEqual([hourMs, 2 * hourMs, 3 * hourMs]);
    expect([...at("end")]).toEqual(times);
    expect([...at("instant")]).toEqual(times);
    expect(() => openInterestOf(archive, published, { instrument: btcusdt })).toThrow(
      'what a label means differs from file to file; find it from prices, and say label: "instant", "start" or "end"',
    );
    expect(() => openInterestOf(archive, published, { instrument: btcusdt, label: "start" })).toThrow(
      "a label is the start of its interval and intervalMs is undefined; give milliseconds above 0",
    );
    const gate = openInterestField("gate", "linear", "ccxt history", "openInterestAmount");
    expect(() => openInterestOf(gate, published, { instrument: instrument("gate", "BTC_USDT") })).toThrow(
      "nobody says what a label means",
    );
  });

  test("what a provider tells of a venue is of what the caller says", () => {
    const field = openInterestField("coinglass", "", "exchange-history-chart", "data_map");
    const openInterest = openInterestOf(field, published, {
      identity: { asset: "BTC", venue: "okx" },
      name: "okx",
    });
    expect(openInterest.identity).toEqual({ asset: "BTC", venue: "okx", sides: "unknown" });
    const daily = openInterestField("santiment", "", "graphql", "total_open_interest");
    expect(openInterestOf(daily, published, { label: "end" }).identity).toEqual({
      sides: "unknown",
      delayMs: hourMs,
    });
  });

  test("two ways to publish one venue become the same once a side", () => {
    const bybit = instrument("bybit", "BTCUSDT");
    const both = openInterestField("bybit", "linear", "api", "openInterest");
    const single = openInterestField("bybit", "linear", "api", "singleOpenInterest");
    const panel = align([
      openInterestOf(both, { times, values: [20, 40, 60] }, { instrument: bybit, name: "both" }),
      openInterestOf(single, { times, values: [10, 20, 30] }, { instrument: bybit, name: "single" }),
    ]);
    const counted = countOneSide(panel);
    expect([...counted.column("both").values]).toEqual([...counted.column("single").values]);
    expect(counted.column("both").identity.sidesReported).toBe(2);
    expect(counted.column("single").identity).not.toHaveProperty("sidesReported");
  });

  test("what the caller knows better is taken", () => {
    const field = openInterestField("hyperliquid", "linear", "api", "openInterest");
    const { identity } = openInterestOf(field, published, {
      instrument: instrument("hyperliquid", "BTC"),
      sides: 2,
      delayMs: minuteMs,
    });
    expect(identity).toMatchObject({ sides: 2, delayMs: minuteMs });
  });

  test("a contract that is missing, of another venue or of another market is refused", () => {
    const field = openInterestField("binance", "usd-m", "api", "sumOpenInterest");
    expect(() => openInterestOf(field, published)).toThrow("it is of one contract; give its instrument");
    expect(() => openInterestOf(field, published, { instrument: instrument("bybit", "BTCUSDT") })).toThrow(
      "the instrument BTCUSDT is of bybit; give one of binance",
    );
    expect(() => openInterestOf(field, published, { instrument: instrument("binance", "BTCUSD_PERP") })).toThrow(
      "BTCUSD_PERP is inverse; take the field of its own market",
    );
  });

  // Deribit counts its inverse futures in dollars and its options, as inverse, in coins.
  test("a contract of another market of the same venue and margin is refused", () => {
    const futures = openInterestField("deribit", "inverse", "api", "open_interest");
    const options = openInterestField("deribit", "options", "api", "open_interest");
    const call = instrument("deribit", "BTC-26JUN26-100000-C");
    const perpetual = instrument("deribit", "BTC-PERPETUAL");
    expect(() => openInterestOf(futures, published, { instrument: call })).toThrow(
      "openInterestOf: deribit inverse api open_interest: BTC-26JUN26-100000-C is of the market options; take the field of its own market",
    );
    expect(() => openInterestOf(options, published, { instrument: perpetual })).toThrow("is of the market inverse");
    expect(openInterestOf(futures, published, { instrument: perpetual }).unit).toBe("usd");
    expect(openInterestOf(options, published, { instrument: call }).unit).toBe("base");
    const usdt = openInterestField("okx", "linear", "api", "oi");
    expect(() => openInterestOf(usdt, published, { instrument: instrument("okx", "BTC-USDC-SWAP") })).toThrow(
      "BTC-USDC-SWAP is of the market linear-usdc",
    );
  });

  test("a contract that the registry does not know must be of a kind of the market", () => {
    const futures = openInterestField("deribit", "inverse", "api", "open_interest");
    const custom = { ...instrument("deribit", "BTC-PERPETUAL"), symbol: "OWN" };
    expect(openInterestOf(futures, published, { instrument: custom }).identity.instrument).toBe("OWN");
    expect(() => openInterestOf(futures, published, { instrument: { ...custom, kind: "option" } })).toThrow(
      "OWN is a contract of kind option, of which the market has none; take the field of its own market",
    );
    expect(() => openInterestOf(futures, published, { instrument: { ...custom, margin: "linear" } })).toThrow(
      "OWN is linear",
    );
  });

  test("no rows stay no rows, and labels that do not rise are refused", () => {
    const field = openInterestField("binance", "usd-m", "api", "openInterest");
    expect(openInterestOf(field, { times: [], values: [] }, { instrument: btcusdt }).length).toBe(0);
    expect(() => openInterestOf(field, { times: [1, 1], values: [1, 1] }, { instrument: btcusdt })).toThrow(
      "duplicate",
    );
  });
});
