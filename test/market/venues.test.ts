import { describe, expect, test } from "vitest";
import { canonicalVenue, market, venue, venues } from "../../lib/market/venues.js";

describe("canonicalVenue", () => {
  // Renamings by their own announcements: OKEx became OKX in January 2022, Huobi became HTX in September 2023.
  test.each([
    ["BINANCE", "binance"],
    ["Binance Futures", "binance"],
    ["binancecoinm", "binance"],
    ["GATE.IO", "gate"],
    ["GATE", "gate"],
    ["gateio", "gate"],
    ["OKEX", "okx"],
    ["OKX", "okx"],
    ["HUOBI", "htx"],
    ["CRYPTO.COM", "cryptocom"],
    ["cryptodotcom", "cryptocom"],
    ["krakenfutures", "kraken"],
    ["WhiteBIT", "whitebit"],
    ["atlas", "atlas"],
  ])("%s is known as %s", (name, canonical) => {
    expect(canonicalVenue(name)).toBe(canonical);
  });

  test("a canonical name is its own canonical name", () => {
    for (const name of ["GATE.IO", "OKEX", "Huobi", "Crypto.com", "CoinEx"]) {
      expect(canonicalVenue(canonicalVenue(name))).toBe(canonicalVenue(name));
    }
  });

  test("an arm under another supervisor is another venue", () => {
    expect(canonicalVenue("binanceus")).toBe("binanceus");
  });

  test("a name without letters or digits is refused", () => {
    expect(() => canonicalVenue(" . ")).toThrow('canonicalVenue: " . " is not a venue\'s name; give letters or digits');
  });
});

describe("venues", () => {
  // Every venue of which ccxt 4.5.84 parses open interest or whose ticker hides it, those that other libraries read, CME,
  // and those in the chart of an aggregator.
  const expected = [
    ..."apex backpack binance bingx bitfinex bitget bitmex btse bullish bybit cme delta deribit dydx extended gate".split(
      " ",
    ),
    ..."gemini htx hyperliquid kraken kucoin mexc okx pacifica paradex phemex weex woofipro xt".split(" "),
    ..."bitunix coinbase coinex cryptocom lbank whitebit".split(" "),
  ];

  test("all that are known to publish open interest are in the registry", () => {
    expect(venues.map(({ name }) => name).sort()).toEqual(expected.sort());
  });

  test("no name or alias belongs to two venues, and each is written as it is looked up", () => {
    const names = venues.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+$/);
    for (const { name, aliases } of venues) for (const alias of aliases) expect(canonicalVenue(alias)).toBe(name);
  });

  test("every market has a name of its own, symbols, open interest and sizes above zero", () => {
    for (const { markets } of venues) {
      expect(new Set(markets.map(({ name }) => name)).size).toBe(markets.length);
      for (const { symbols, openInterest, contractSize } of markets) {
        expect(symbols.length).toBeGreaterThan(0);
        expect(openInterest.length).toBeGreaterThan(0);
        for (const size of Object.values(contractSize)) expect(size).toBeGreaterThan(0);
      }
    }
  });

  test("a field is told once for each source, unless its dated contracts differ", () => {
    for (const { name, markets } of venues) {
      for (const { openInterest } of markets) {
        const keys = openInterest.map(({ source, field }) => `${name} ${source} ${field}`);
        expect(keys).toEqual([...new Set(keys)]);
      }
    }
  });

  test("sizes that were others before say so", () => {
    expect(market("okx", "linear").contractNote).toContain("On 2020-03-20 BTC went from 0.0001 to 0.01");
    expect(market("okx", "linear-usdc").contractNote).toContain("2022-10-17");
    expect(market("delta", "linear").contractNote).toContain("inverse");
  });

  test("sides that the registry states have a basis in words where it is not the venue's own", () => {
    for (const { markets } of venues) {
      for (const { sides, sidesBasis, sidesNote } of markets) {
        if (sides !== "unknown" && sidesBasis === "unverified") expect(sidesNote).toBeDefined();
      }
    }
  });
});

describe("venue and market", () => {
  test("a venue is found by any of its names", () => {
    expect(venue("Huobi").name).toBe("htx");
    expect(venue("GATE.IO")).toBe(venue("gate"));
    expect(market("OKEX", "linear").contractSize).toEqual({ BTC: 0.01, ETH: 0.1 });
  });

  test("what is not there is refused, naming what is", () => {
    expect(() => venue("ftx")).toThrow('venue: unknown venue "ftx"; known: binance, bybit, okx,');
    expect(() => market("binance", "spot")).toThrow('market: Binance has no market "spot"; known: usd-m, coin-m');
    expect(() => market("coinbase", "linear")).toThrow('market: Coinbase has no market "linear"; known: none');
  });
});
