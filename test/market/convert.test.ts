import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convertOpenInterest, instrumentIdentity, type OpenInterestUnit } from "../../lib/market/convert.js";
import { type Instrument, instrument as makeInstrument } from "../../lib/market/instrument.js";
import type { Identity, Unit } from "../../lib/series/identity.js";
import { Series, series } from "../../lib/series/series.js";

const linear: Instrument = {
  venue: "okx",
  symbol: "BTC-USDT-SWAP",
  asset: "BTC",
  kind: "perpetual",
  margin: "linear",
  settle: "USDT",
  contractSize: 0.01,
  reports: "contracts",
  sides: 1,
};
const inverse: Instrument = { ...linear, symbol: "BTC-USD-SWAP", margin: "inverse", settle: "BTC", contractSize: 100 };
// 100 satoshi for each dollar of the price: the specification of BitMEX's ETHUSD.
const quanto: Instrument = {
  ...linear,
  venue: "bitmex",
  symbol: "ETHUSD",
  asset: "ETH",
  margin: "quanto",
  settle: "BTC",
  contractSize: 1e-6,
};

const times = [0, 3_600_000];
const oi = (unit: OpenInterestUnit, values: number[]) =>
  series({ times: times.slice(0, values.length), values, name: "oi", unit });

describe("convertOpenInterest", () => {
  // By hand: 500 contracts of 0.01 BTC are 5 BTC, at 60,000 USD they are 300,000 USD.
  test("a linear contract is a fixed number of coins", () => {
    expect([...convertOpenInterest(oi("contracts", [500, 0]), "base", { instrument: linear }).values]).toEqual([5, 0]);
    const usd = convertOpenInterest(oi("contracts", [500, 500]), "usd", {
      instrument: linear,
      price: [60_000, 50_000],
    });
    expect([...usd.values]).toEqual([300_000, 250_000]);
    expect(usd.unit).toBe("usd");
  });

  // By hand: 5,000 contracts of 100 USD are 500,000 USD, at 50,000 USD a coin they are 10 BTC.
  test("an inverse contract is a fixed number of dollars", () => {
    expect([...convertOpenInterest(oi("contracts", [5000]), "usd", { instrument: inverse }).values]).toEqual([500_000]);
    const base = convertOpenInterest(oi("contracts", [5000]), "base", { instrument: inverse, price: [50_000] });
    expect([...base.values]).toEqual([10]);
  });

  // 411,647,400 contracts of 1 USD at 97,850 USD are 4,206.9 BTC: a published BitMEX XBTUSD message.
  test("a published inverse open interest gives its published coins", () => {
    const instrument = { ...inverse, venue: "bitmex", symbol: "XBTUSD", contractSize: 1 };
    const base = convertOpenInterest(oi("contracts", [411_647_400]), "base", { instrument, price: [97_850] });
    expect(base.values[0]).toBeCloseTo(4206.9, 1);
  });

  // By hand: at 2,000 dollars an ETH a contract is worth 1e-6 x 2,000 = 0.002 BTC, at 50,000 dollars a BTC 100 dollars; so
  // 1,000 contracts are 100,000 dollars, or 50 ETH. As much as they gain when ETH rises by 1 dollar: 1,000 x 1e-6 BTC x
  // 50,000 = 50 dollars, which is what 50 ETH gain.
  test("a quanto contract is a fixed number of settlement coins for each dollar of the price", () => {
    const at = { instrument: quanto, price: [2000, 2000], settlePrice: [50_000, 60_000] };
    const usd = convertOpenInterest(oi("contracts", [1000, 1000]), "usd", at);
    expect(usd.values[0]).toBeCloseTo(100_000, 6);
    expect(usd.values[1]).toBeCloseTo(120_000, 6);
    const base = convertOpenInterest(oi("contracts", [1000]), "base", { instrument: quanto, settlePrice: [50_000] });
    expect(base.values[0]).toBeCloseTo(50, 9);
    expect(base.identity).toMatchObject({ margin: "quanto", settle: "BTC", convertedAt: "settle price" });
    const risen = convertOpenInterest(oi("contracts", [1000]), "usd", { ...at, price: [2001], settlePrice: [50_000] });
    expect(risen.values[0] - usd.values[0]).toBeCloseTo(base.values[0], 6);
  });

  test("the prices used are named in the result, each once", () => {
    const mark = series({ times, values: [50_000, 60_000], name: "mark", unit: "price" });
    const usd = convertOpenInterest(oi("base", [1, 1]), "usd", { instrument: linear, price: mark });
    expect(usd.identity.convertedAt).toBe("mark");
    const back = (priceName: string) =>
      convertOpenInterest(usd, "base", { instrument: linear, price: mark, priceName }).identity.convertedAt;
    expect(back("mark")).toBe("mark");
    expect(back("index")).toBe("mark, index");
    const two = {
      instrument: quanto,
      price: [2000],
      priceName: "mark",
      settlePrice: [50_000],
      settlePriceName: "XBT mark",
    };
    expect(convertOpenInterest(oi("contracts", [1]), "usd", two).identity.convertedAt).toBe("mark, XBT mark");
    expect(convertOpenInterest(oi("contracts", [1]), "base", { instrument: linear }).identity).not.toHaveProperty(
      "convertedAt",
    );
  });

  test("the inputs are not written to, and the same unit comes back as a copy", () => {
    const given = oi("base", [1, 2]);
    const same = convertOpenInterest(given, "base", { instrument: linear });
    expect([...same.values]).toEqual([1, 2]);
    expect(same.values).not.toBe(given.values);
  });

  test("four thousand and ninety-six times the contracts are as many times the coins and dollars", () => {
    for (const instrument of [linear, inverse, quanto]) {
      for (const to of ["base", "usd"] as const) {
        const at = { instrument, price: [61_234.5], settlePrice: [58_765.4] };
        const [one] = convertOpenInterest(oi("contracts", [123.4]), to, at).values;
        expect(convertOpenInterest(oi("contracts", [123.4 * 4096]), to, at).values[0]).toBe(one * 4096);
      }
    }
  });

  test("going there and back gives the same number, for every pair of units", () => {
    const unit = fc.constantFrom<OpenInterestUnit>("contracts", "base", "usd");
    const run = (
      from: OpenInterestUnit,
      to: OpenInterestUnit,
      value: number,
      price: number,
      instrument: Instrument,
    ) => {
      const at = { instrument, price: [price], settlePrice: [price + 1] };
      const there = convertOpenInterest(oi(from, [value]), to, at);
      const back = convertOpenInterest(there, from, at);
      expect(Math.abs(back.values[0] - value)).toBeLessThanOrEqual(1e-12 * value);
    };
    fc.assert(
      fc.property(
        unit,
        unit,
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.constantFrom(linear, inverse, quanto),
        run,
      ),
      { seed: 1 },
    );
  });

  test("a gap in open interest or price is a gap, and no rows stay no rows", () => {
    const usd = convertOpenInterest(oi("contracts", [Number.NaN, 500]), "usd", {
      instrument: linear,
      price: [60_000, Number.NaN],
    });
    expect([...usd.values]).toEqual([Number.NaN, Number.NaN]);
    expect(convertOpenInterest(oi("base", []), "usd", { instrument: linear, price: [] }).length).toBe(0);
  });

  test("the result says of what it is and keeps the sides already counted", () => {
    const counted = new Series(Float64Array.of(0), Float64Array.of(1), "oi", "base", { sides: 2 });
    const { identity } = convertOpenInterest(counted, "usd", { instrument: linear, price: [1] });
    expect(identity).toEqual({
      asset: "BTC",
      venue: "okx",
      instrument: "BTC-USDT-SWAP",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: 2,
      convertedAt: "price",
    });
  });

  // Open interest is known 3 ms after its time, its price 8 and the settlement coin's 20: all of them after 20.
  test("the result is known when the last of open interest and prices is", () => {
    const late = (name: string, unit: Unit, delayMs: number) =>
      series({ times: [0], values: [1], name, unit, delayMs });
    const delayOf = (to: OpenInterestUnit, of: Instrument) =>
      convertOpenInterest(late("oi", "contracts", 3), to, {
        instrument: of,
        price: late("mark", "price", 8),
        settlePrice: late("xbt", "price", 20),
      }).identity.delayMs;
    expect([delayOf("usd", quanto), delayOf("usd", linear), delayOf("base", linear)]).toEqual([20, 8, 3]);
  });

  test("a price of another asset is refused", () => {
    const ether = series({ times: [0], values: [1], name: "mark", unit: "price", asset: "ETH" });
    const one = series({ times: [0], values: [1], name: "oi", unit: "contracts" });
    expect(() => convertOpenInterest(one, "usd", { instrument: linear, price: ether })).toThrow(
      'convertOpenInterest: okx BTC-USDT-SWAP: price "mark" is of ETH; give that of BTC',
    );
    expect(() => convertOpenInterest(one, "usd", { instrument: quanto, price: ether, settlePrice: ether })).toThrow(
      'settlePrice "mark" is of ETH; give that of BTC',
    );
  });

  test("a series that says it is of another contract is refused", () => {
    const says = (identity: Identity) =>
      new Series(Float64Array.of(0), Float64Array.of(1), "oi", "contracts", identity);
    const bitcoins = says({ asset: "BTC", venue: "okx", instrument: "BTC-USDT-SWAP", margin: "linear" });
    expect(() => convertOpenInterest(bitcoins, "base", { instrument: makeInstrument("kucoin", "ETHUSDTM") })).toThrow(
      'convertOpenInterest: kucoin ETHUSDTM: "oi" says its venue is okx, not kucoin; give the instrument it is of',
    );
    const base = (identity: Identity) => convertOpenInterest(says(identity), "base", { instrument: linear });
    expect(() => base({ asset: "ETH" })).toThrow("says its asset is ETH, not BTC");
    expect(() => base({ instrument: "BTC-USDC-SWAP" })).toThrow("says its instrument is BTC-USDC-SWAP");
    expect(() => base({ margin: "inverse" })).toThrow("says its margin is inverse, not linear");
    expect(() => base({ settle: "USDC" })).toThrow("says its settle is USDC, not USDT");
    expect(() => base({ kind: "future" })).toThrow("says its kind is future, not perpetual");
    expect(base({ asset: "BTC", venue: "OKEX" }).identity.venue).toBe("okx");
    expect(base({ asset: "btc", instrument: "btc-usdt-swap" }).values[0]).toBe(0.01);
  });

  test("a dated contract says when it expires", () => {
    const expiry = Date.UTC(2025, 8, 26, 8);
    expect(instrumentIdentity({ ...linear, kind: "future", expiry }).expiry).toBe(expiry);
    expect(Object.keys(instrumentIdentity(linear))).not.toContain("expiry");
  });

  test("what is missing or impossible is said", () => {
    const one = oi("contracts", [1]);
    const convert = (to: OpenInterestUnit, options: Parameters<typeof convertOpenInterest>[2], from: Series = one) =>
      convertOpenInterest(from, to, options);
    expect(() => convert("usd", { instrument: linear })).toThrow(
      "convertOpenInterest: okx BTC-USDT-SWAP: contracts to usd with linear margin needs a price for each row; give price",
    );
    expect(() => convert("usd", { instrument: linear, price: [1, 2] })).toThrow("2 prices for 1 rows");
    expect(() => convert("usd", { instrument: linear, price: [0] })).toThrow(
      "price 0 in row 0 (1970-01-01) is not a price above zero; use NaN for a gap",
    );
    const late = series({ times: [60_000], values: [1], name: "mark", unit: "price" });
    expect(() => convert("usd", { instrument: linear, price: late })).toThrow(
      "price is at 1970-01-01T00:01Z in row 0, open interest at 1970-01-01; align them",
    );
    expect(() => convert("usd", { instrument: linear, price: oi("usd", [1]) })).toThrow('price "oi" is in unit usd');
    expect(() => convert("usd", { instrument: linear, price: [Number.POSITIVE_INFINITY] })).toThrow(
      "price Infinity in row 0 (1970-01-01) is not a price above zero",
    );
    expect(() => convert("base", { instrument: quanto })).toThrow(
      "convertOpenInterest: bitmex ETHUSD: contracts to base with quanto margin needs a price of BTC for each row; give settlePrice",
    );
    expect(() => convert("usd", { instrument: quanto, price: [2000] })).toThrow("give settlePrice");
    expect(() => convert("usd", { instrument: quanto, settlePrice: [50_000] })).toThrow(
      "needs a price for each row; give price",
    );
    expect(() => convert("base", { instrument: quanto, settlePrice: [1, 2] })).toThrow(
      "settlePrice has 2 prices for 1 rows",
    );
    expect(() => convert("base", { instrument: { ...linear, contractSize: Number.NaN } })).toThrow(
      "contract size NaN is not above zero",
    );
    expect(() => convert("base", { instrument: linear }, new Series(one.times, one.values, "x", "score"))).toThrow(
      '"score" is no unit of open interest; known: contracts, base, usd',
    );
  });
});
