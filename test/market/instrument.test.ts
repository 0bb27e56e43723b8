import { describe, expect, test } from "vitest";
import { instrument } from "../../lib/market/instrument.js";
import { venues } from "../../lib/market/venues.js";

const at = (text: string) => Date.parse(text);

describe("instrument", () => {
  // Each by its venue's specification; 27 June 2025 is the last Friday of its month, and 08:00 UTC the hour of delivery.
  test.each([
    [
      "binance",
      "BTCUSDT",
      {
        asset: "BTC",
        kind: "perpetual",
        margin: "linear",
        settle: "USDT",
        contractSize: 1,
        reports: "base",
        fundingIntervalHours: 8,
      },
    ],
    [
      "binance",
      "BTCUSD_PERP",
      { asset: "BTC", kind: "perpetual", margin: "inverse", settle: "BTC", contractSize: 100, reports: "contracts" },
    ],
    ["binance", "ETHUSD_PERP", { asset: "ETH", settle: "ETH", contractSize: 10 }],
    ["binance", "BTCUSD_250627", { kind: "future", margin: "inverse", expiry: at("2025-06-27T08:00Z") }],
    ["binance", "BTCUSDT_250627", { kind: "future", margin: "linear", expiry: at("2025-06-27T08:00Z") }],
    ["bybit", "BTCUSD", { margin: "inverse", reports: "usd", contractSize: 1, sides: 2 }],
    ["bybit", "BTCPERP", { margin: "linear", settle: "USDC" }],
    ["bybit", "BTC-27JUN25", { kind: "future", settle: "USDC", expiry: at("2025-06-27T08:00Z") }],
    ["okx", "BTC-USDT-SWAP", { margin: "linear", contractSize: 0.01, reports: "contracts" }],
    // OKX's notices: 0.0001 BTC and 0.001 ETH a contract, of perpetuals (2022-10-17) and of dated futures alike.
    ["okx", "BTC-USDC-SWAP", { margin: "linear", contractSize: 0.0001, settle: "USDC" }],
    ["okx", "ETH-USDC-SWAP", { contractSize: 0.001, reports: "contracts" }],
    ["okx", "BTC-USDC-250627", { contractSize: 0.0001, kind: "future", expiry: at("2025-06-27T08:00Z") }],
    ["OKEX", "BTC-USD-SWAP", { venue: "okx", margin: "inverse", contractSize: 100, settle: "BTC" }],
    ["gate", "BTC_USDT", { contractSize: 0.0001 }],
    ["htx", "BTC-USDT", { contractSize: 0.001, sides: 2 }],
    ["huobi", "BTC250627", { venue: "htx", kind: "future", margin: "inverse", contractSize: 100 }],
    ["deribit", "BTC-PERPETUAL", { margin: "inverse", contractSize: 10, reports: "usd", settle: "BTC" }],
    ["deribit", "BTC_USDC-PERPETUAL", { margin: "linear", settle: "USDC", reports: "base" }],
    ["deribit", "BTC-27JUN25", { kind: "future", margin: "inverse", expiry: at("2025-06-27T08:00Z") }],
    ["deribit", "BTC-27JUN25-100000-C", { kind: "option", reports: "base", expiry: at("2025-06-27T08:00Z") }],
    ["hyperliquid", "BTC", { asset: "BTC", settle: "USDC", fundingIntervalHours: 1, sides: "unknown" }],
    ["kucoin", "XBTUSDTM", { asset: "BTC", contractSize: 0.001, settle: "USDT" }],
    ["kucoin", "XBTUSDM", { asset: "BTC", margin: "inverse", contractSize: 1, settle: "BTC" }],
    ["bitfinex", "tBTCF0:USTF0", { asset: "BTC", settle: "USDT", quote: "USDT", contractSize: 1 }],
    ["kraken", "PI_XBTUSD", { asset: "BTC", margin: "inverse", contractSize: 1, settle: "BTC" }],
    ["kraken", "PF_XBTUSD", { asset: "BTC", margin: "linear", contractSize: 1, settle: "USD", reports: "base" }],
    ["bitmex", "XBTUSD", { asset: "BTC", margin: "inverse", contractSize: 1, settle: "BTC" }],
    ["bitmex", "XBTUSDT", { margin: "linear", contractSize: 1e-6, settle: "USDT" }],
    ["bitmex", "ETHUSD", { asset: "ETH", margin: "quanto", contractSize: 1e-6, settle: "BTC" }],
    ["bingx", "BTC-USDT", { reports: "usd" }],
    ["bingx", "BTC-USD", { margin: "inverse", reports: "base" }],
    ["dydx", "BTC-USD", { margin: "linear", settle: "USDC", fundingIntervalHours: 1 }],
    ["delta", "BTCUSD", { margin: "linear", contractSize: 0.001, settle: "USD" }],
    ["mexc", "BTC_USDT", { contractSize: 0.0001 }],
    ["CME", "BTCM25", { kind: "future", margin: "linear", contractSize: 5, settle: "USD", sides: 1 }],
    ["CME", "MBTM25", { asset: "BTC", contractSize: 0.1 }],
  ] as const)("%s %s is what its venue specifies", (venueName, symbol, expected) => {
    expect(instrument(venueName, symbol)).toMatchObject({ symbol, ...expected });
  });

  test("a name that says only a month has no expiry and no funding until they are given", () => {
    const quarterly = instrument("bitmex", "XBTM25");
    expect(quarterly).not.toHaveProperty("expiry");
    expect(quarterly).not.toHaveProperty("fundingIntervalHours");
    expect(instrument("bitmex", "XBTM25", { expiry: at("2025-06-27T12:00Z") }).expiry).toBe(at("2025-06-27T12:00Z"));
    // Its hour follows London's clock, so the day alone does not fix it.
    expect(instrument("kraken", "FI_XBTUSD_250627")).not.toHaveProperty("expiry");
    // Kraken's specification of the linear ones: "Last Trading: 08:00 UTC".
    expect(instrument("kraken", "FF_XBTUSD_250627").expiry).toBe(at("2025-06-27T08:00Z"));
  });

  test("a size that is not known is asked for, where contracts are counted", () => {
    expect(() => instrument("okx", "SOL-USDT-SWAP")).toThrow(
      "instrument: OKX SOL-USDT-SWAP: the size of a contract on SOL is not in the registry; give contractSize in coins",
    );
    expect(() => instrument("okx", "SOL-USDC-SWAP")).toThrow("the size of a contract on SOL is not in the registry");
    expect(instrument("okx", "SOL-USDT-SWAP", { contractSize: 1 }).contractSize).toBe(1);
    expect(() => instrument("bitmex", "SOLUSD")).toThrow("give contractSize in settlement coins per dollar of price");
    expect(instrument("deribit", "BTC-27JUN25-100000-C").contractSize).toBeNaN();
  });

  test("a small k is a thousand coins, the asset of that name at other venues", () => {
    for (const venueName of ["hyperliquid", "pacifica"]) {
      const thousands = instrument(venueName, "kPEPE");
      expect(thousands).toMatchObject({ symbol: "kPEPE", asset: "1000PEPE", contractSize: 1, reports: "base" });
      expect(thousands.asset).toBe(instrument("binance", "1000PEPEUSDT").asset);
      expect(instrument(venueName, "PEPE").asset).toBe("PEPE");
      // A capital is a letter of the coin's name.
      expect(instrument(venueName, "KAS").asset).toBe("KAS");
    }
  });

  test("a venue that names coins alone takes no pair for a coin", () => {
    for (const venueName of ["hyperliquid", "pacifica"]) {
      for (const pair of ["BTCUSDT", "BTCUSDC", "BTCUSD", "kPEPEUSD", "btc"]) {
        expect(() => instrument(venueName, pair)).toThrow(`has no contract named like "${pair}"; known: BTC`);
      }
      expect(instrument(venueName, "USDC").asset).toBe("USDC");
    }
  });

  // Phemex's ETHUSD was 0.005 ETH a contract, linear and settled in USD.
  test("Phemex has one inverse contract, and no other is taken for one", () => {
    expect(instrument("phemex", "BTCUSD")).toMatchObject({ margin: "inverse", settle: "BTC", contractSize: 1 });
    expect(() => instrument("phemex", "ETHUSD", { contractSize: 0.005 })).toThrow(
      'instrument: Phemex has no contract named like "ETHUSD"; known: BTCUSDT, BTCUSD',
    );
  });

  test("what is known better is taken", () => {
    const known = instrument("hyperliquid", "kPEPE", { sides: 2, fundingIntervalHours: 4 });
    expect(known).toMatchObject({ asset: "1000PEPE", sides: 2, fundingIntervalHours: 4 });
  });

  test("a name like none of the venue's, a day that does not exist and impossible options are refused", () => {
    expect(() => instrument("binance", "BTC-USDT")).toThrow(
      'instrument: Binance has no contract named like "BTC-USDT"; known: BTCUSDT, BTCUSDT_250627, BTCUSD_PERP, BTCUSD_250627',
    );
    expect(() => instrument("coinbase", "BTC-PERP")).toThrow("known: none");
    expect(() => instrument("binance", "BTCUSD_250631")).toThrow('Binance BTCUSD_250631: "250631" is not a day');
    expect(() => instrument("deribit", "BTC-27JUX25")).toThrow('"27JUX25" is not a day');
    expect(() => instrument("okx", "BTC-USDT-SWAP", { contractSize: 0 })).toThrow("contractSize 0 is not above zero");
    expect(() => instrument("okx", "BTC-USDT-SWAP", { fundingIntervalHours: -8 })).toThrow("fundingIntervalHours -8");
    expect(() => instrument("okx", "BTC-USDT-SWAP", { expiry: Number.NaN })).toThrow("expiry NaN is not above zero");
  });

  test("options of the wrong kind, sides that are none and an expiry in seconds are refused", () => {
    const given = (options: object) => () => instrument("okx", "BTC-USDT-250627", options);
    expect(given({ contractSize: "1" })).toThrow(
      new TypeError('instrument: OKX BTC-USDT-250627: contractSize "1" is no number; give it as one'),
    );
    expect(given({ contractSize: null })).toThrow("contractSize null is no number");
    expect(given({ fundingIntervalHours: "8" })).toThrow('fundingIntervalHours "8" is no number');
    expect(given({ expiry: new Date(0) })).toThrow(TypeError);
    for (const sides of [3, 0, Number.NaN]) {
      expect(given({ sides })).toThrow(`sides ${sides} cannot be counted; known: 1, 2, "unknown"`);
    }
    expect(given({ sides: "2" })).toThrow('instrument: OKX BTC-USDT-250627: sides "2" cannot be counted');
    // 1,764,288,000 seconds are 2025-11-28T00:00Z; as milliseconds they are 1970, as microseconds the year 57,878.
    expect(given({ expiry: 1_764_288_000 })).toThrow(
      "expiry 1764288000 is not between 2009 and 2100; give epoch milliseconds, not seconds",
    );
    expect(given({ expiry: 1_764_288_000_000_000 })).toThrow("is not between 2009 and 2100");
    expect(given({ expiry: 1_764_288_000_000, sides: "unknown" })().expiry).toBe(at("2025-11-28T00:00Z"));
  });

  test("each example of the registry is of one form at its venue and becomes an instrument of its market", () => {
    let examples = 0;
    for (const { name, markets } of venues) {
      const forms = markets.flatMap(({ symbols }) => symbols);
      for (const market of markets) {
        for (const { example, kind } of market.symbols) {
          expect(forms.filter(({ pattern }) => pattern.test(example)).map((form) => form.example)).toEqual([example]);
          const made = instrument(name, example, { contractSize: 1 });
          expect(made).toMatchObject({ venue: name, kind, margin: market.margin });
          expect(made.settle).toMatch(/^[A-Z0-9]+$/);
          expect(made.asset).toBe(example.includes("ETH") ? "ETH" : "BTC");
          examples++;
        }
      }
    }
    expect(examples).toBeGreaterThan(50);
  });
});
