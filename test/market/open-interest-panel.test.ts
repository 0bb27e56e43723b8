import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instrument } from "../../lib/market/instrument.js";
import { openInterestPanel } from "../../lib/market/open-interest-panel.js";
import { panel } from "../../lib/series/panel.js";
import { series } from "../../lib/series/series.js";

const times = [0, 3_600_000];
const instruments = {
  okx: instrument("okx", "BTC-USDT-SWAP"),
  bybit: instrument("bybit", "BTCUSD"),
  kraken: instrument("kraken", "PF_XBTUSD"),
};
const okx = series({ times, values: [500, 600], name: "okx", unit: "contracts" });
const bybit = series({ times, values: [500_000, Number.NaN], name: "bybit", unit: "usd" });
const kraken = series({ times, values: [2, 3], name: "kraken", unit: "base" });
const prices = panel({
  times,
  unit: "price",
  columns: { okx: [50_000, 60_000], bybit: [50_000, 60_000], kraken: [49_000, 61_000] },
});

describe("openInterestPanel", () => {
  // By hand: 500 contracts of 0.01 BTC are 5 BTC, 250,000 dollars at 50,000; 600 are 6 BTC, 360,000 at 60,000.
  // 500,000 dollars are 10 BTC at 50,000; 2 BTC are 98,000 dollars at 49,000, 3 are 183,000 at 61,000.
  test("series in three units become columns of one, each at its own price", () => {
    const usd = openInterestPanel([okx, bybit, kraken], "usd", { instruments, prices, priceName: "mark" });
    expect(usd.names).toEqual(["okx", "bybit", "kraken"]);
    expect(usd.columns.map(({ values }) => [...values])).toEqual([
      [250_000, 360_000],
      [500_000, Number.NaN],
      [98_000, 183_000],
    ]);
    expect(usd.columns.map(({ identity }) => identity.convertedAt)).toEqual(["mark", undefined, "mark"]);
    const base = openInterestPanel([okx, bybit, kraken], "base", { instruments, prices });
    expect(base.columns.map(({ values }) => [...values])).toEqual([
      [5, 6],
      [10, Number.NaN],
      [2, 3],
    ]);
    expect(base.column("bybit").identity).toMatchObject({ venue: "bybit", instrument: "BTCUSD", convertedAt: "bybit" });
  });

  test("one series prices every column", () => {
    const mark = series({ times, values: [50_000, 60_000], name: "mark", unit: "price" });
    const usd = openInterestPanel([okx, kraken], "usd", { instruments, prices: mark });
    expect([...usd.column("kraken").values]).toEqual([100_000, 180_000]);
    expect(usd.column("kraken").identity.convertedAt).toBe("mark");
  });

  test("series of different times are gaps where they have no row", () => {
    const late = series({ times: [3_600_000], values: [7], name: "kraken", unit: "base" });
    const base = openInterestPanel([okx, late], "base", { instruments });
    expect([...base.column("kraken").values]).toEqual([Number.NaN, 7]);
  });

  // By hand: 7 BTC at 60,000, the price of that hour, are 420,000.
  test("each series takes the prices of its own times, and says where there is none", () => {
    const late = series({ times: [3_600_000], values: [7], name: "kraken", unit: "base" });
    const mark = series({ times, values: [50_000, 60_000], name: "mark", unit: "price" });
    const usd = openInterestPanel([okx, late], "usd", { instruments, prices: mark });
    expect([...usd.column("kraken").values]).toEqual([Number.NaN, 420_000]);
    expect(() => openInterestPanel([okx], "usd", { instruments, prices: mark.rows(0, 1) })).toThrow(
      'openInterestPanel: "okx" has a row at 1970-01-01T01:00Z and its price "mark" none; give prices with a row at each time',
    );
    // Dollars stay dollars, whenever they are of.
    expect([...openInterestPanel([bybit], "usd", { instruments, prices: mark.rows(0, 1) }).columns[0].values]).toEqual([
      500_000,
      Number.NaN,
    ]);
  });

  test("columns come in the order of the series, whatever it is", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([okx, bybit, kraken], { minLength: 1 }), (given) => {
        const usd = openInterestPanel(given, "usd", { instruments, prices });
        expect(usd.names).toEqual(given.map(({ name }) => name));
        for (const { name } of given) {
          const alone = openInterestPanel(
            given.filter((each) => each.name === name),
            "usd",
            { instruments, prices },
          );
          expect(usd.column(name).values).toEqual(alone.column(name).values);
        }
      }),
      { seed: 1 },
    );
  });

  test("what is missing is said: a contract, a price, a series", () => {
    const foreign = series({ times, values: [1, 1], name: "gate", unit: "base" });
    expect(() => openInterestPanel([foreign], "usd", { instruments, prices })).toThrow(
      'openInterestPanel: no instrument is given for "gate"; known: okx, bybit, kraken',
    );
    expect(() => openInterestPanel([okx, kraken], "usd", { instruments, prices: prices.select(["okx"]) })).toThrow(
      "convertOpenInterest: kraken PF_XBTUSD: base to usd with linear margin needs a price for each row; give price",
    );
    const ether = series({ times, values: [1, 1], name: "okx", unit: "contracts", asset: "ETH" });
    expect(() => openInterestPanel([ether], "base", { instruments })).toThrow('"okx" says its asset is ETH, not BTC');
    expect(() => openInterestPanel([], "usd", { instruments })).toThrow("align: no series given");
  });
});
