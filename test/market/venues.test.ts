import { describe, expect, test } from "vitest";
import { canonicalVenue } from "../../lib/market/venues.js";

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
