import { describe, expect, test } from "vitest";
import { openInterestField, openInterestFields } from "../../lib/market/open-interest-fields.js";
import { bases } from "../../lib/market/venue.js";
import { venues } from "../../lib/market/venues.js";

describe("openInterestFields", () => {
  test("every market of every venue and every provider has a record", () => {
    const fields = openInterestFields();
    for (const { name, markets } of venues) {
      for (const market of markets) {
        expect(fields.some((each) => each.publisher === name && each.market === market.name)).toBe(true);
      }
    }
    const providers = fields.filter(({ market }) => market === "").map(({ publisher }) => publisher);
    expect([...new Set(providers)]).toEqual(["coinglass", "blocklens", "santiment"]);
  });

  test("a record has flat values only, a known basis, and no two are of one field", () => {
    const fields = openInterestFields();
    for (const field of fields) {
      for (const value of Object.values(field)) expect(["string", "number"]).toContain(typeof value);
      expect(bases).toContain(field.basis);
      expect(field.scale).toBeGreaterThan(0);
      expect(Number.isNaN(field.delayMs) || field.delayMs > 0).toBe(true);
    }
    const keys = fields.map(({ publisher, market, source, field }) => [publisher, market, source, field].join("|"));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("a field of its own sides goes before its market's", () => {
    expect(openInterestField("bybit", "linear", "api", "openInterest").sides).toBe(2);
    expect(openInterestField("Bybit", "linear", "api", "singleOpenInterest").sides).toBe(1);
    expect(openInterestField("gate", "linear", "api", "position_size").sides).toBe(1);
    expect(openInterestField("gate", "linear", "api", "open_interest").sides).toBe("unknown");
  });

  test("nobody's chart of all venues claims to know their sides", () => {
    for (const { market, sides } of openInterestFields()) if (market === "") expect(sides).toBe("unknown");
  });

  test("a field that is not there is refused, naming what is", () => {
    expect(() => openInterestField("okx", "linear", "api", "volume")).toThrow(
      'openInterestField: no "volume" from "api" of okx "linear"; known of okx linear: api oi, api oiCcy, api oiUsd,',
    );
    expect(() => openInterestField("okx", "swap", "api", "oi")).toThrow('known markets of okx: "linear", "inverse"');
    expect(() => openInterestField("nowhere", "", "api", "oi")).toThrow("known publishers: binance, bybit,");
  });
});
