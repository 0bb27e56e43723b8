import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadFile } from "../../../lib/sources/files/file.js";
import type { FileOptions } from "../../../lib/sources/files/file-options.js";
import { hour, save, start } from "./table-fixture.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "open-interest-vendors-"));
});
afterAll(() => rm(folder, { recursive: true }));

const load = async (document: unknown, options: Partial<FileOptions> = {}, name = "answer.json") =>
  loadFile({
    path: await save(folder, name, typeof document === "string" ? document : JSON.stringify(document)),
    ...options,
  });
const hours = [0, 1, 2, 3];

/** The shape that the vendor documents, with a live last row off the grid, and strings among the numbers. */
const chart = {
  code: "0",
  msg: "success",
  data: {
    time_list: [...hours.map((row) => start + row * hour), start + 3.5 * hour + 535],
    price_list: [100, 110, 120, 130, 131],
    data_map: {
      Binance: [1000, "1100", 1200, 1300, 1310],
      "Gate.io": [500, 550, null, null, null],
      GATE: [null, null, 600, 650, 655],
      KuCoin: [null, null, null, 260, 262],
    },
  },
};

describe("loadFile reads the chart of CoinGlass", () => {
  test("as its interface answers, at the instants of its labels, without the live row, venues by one name each", async () => {
    const data = await load(chart);
    expect([...data.openInterest.times]).toEqual(hours.map((row) => start + row * hour));
    expect(data.openInterest.names).toEqual(["binance", "gate", "kucoin"]);
    expect([...data.openInterest.column("binance").values]).toEqual([10, 10, 10, 10]);
    expect([...data.openInterestUsd.column("gate").values]).toEqual([500, 550, 600, 650]);
    expect([data.provenance.source, data.openInterest.columns[1].identity.venue]).toEqual(["coinglass", "gate"]);
    expect(data.quality.issues.map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["label", "answer.json", 5],
      ["alias", "gate", 5],
      ["composition", "kucoin", 3],
      ["invalid", "answer.json", 1],
    ]);
    expect(data.quality.issues[3].detail).toBe("rows after the last whole bar, as of one that is not over; left out");
  });

  test("as the version before it wrote its names, and without the envelope", async () => {
    const { time_list: timeList, price_list: priceList, data_map: dataMap } = chart.data;
    const data = await load({ timeList, priceList, dataMap });
    expect([...data.openInterest.column("binance").values]).toEqual([10, 10, 10, 10]);
  });

  test("as CSV, with its column datetime and without", async () => {
    const rows = hours.map((row) => `${start + row * hour},${100 + 10 * row},${1000 + 100 * row}`);
    const bare = await load(`timestamp,price,BINANCE\n${rows.join("\n")}\n`, {}, "chart.csv");
    const dated = await load(
      `datetime,timestamp,price,BINANCE\n${rows.map((row) => `x,${row}`).join("\n")}\n`,
      {},
      "chart.csv",
    );
    expect([...bare.openInterest.column("binance").values]).toEqual([10, 10, 10, 10]);
    expect(dated.openInterest).toEqual(bare.openInterest);
    expect(bare.provenance.source).toBe("coinglass");
  });

  test.each<[string, unknown, string]>([
    [
      "an error, with its code and message",
      { code: "30001", msg: "API key missing." },
      'answer.json holds an error and no data: code 30001, "API key missing."; ask again',
    ],
    ["an error as a number", { code: 400, msg: "limit", data: [] }, 'holds an error and no data: code 400, "limit"'],
    [
      "lists of other lengths",
      { ...chart, data: { ...chart.data, data_map: { Binance: [1] } } },
      'has 1 values of "Binance" for 5 times',
    ],
    [
      "times that are none",
      { ...chart, data: { ...chart.data, time_list: ["x"] } },
      "has a chart of CoinGlass whose times 0 is not as documented",
    ],
    [
      "a value that is no number",
      { ...chart, data: { ...chart.data, data_map: { Binance: [1, 2, 3, "x", 5] } } },
      'answer.json row 4, column "Binance": "x" is not a number',
    ],
  ])("and refuses %s", async (_, document, message) => {
    await expect(load(document)).rejects.toThrow(message);
  });

  test("and refuses another unit than it has", async () => {
    await expect(load(chart, { unit: "base" })).rejects.toThrow("answer.json is in usd and not in base");
  });
});

/** Bars with values as text and as numbers, as the vendor mixes them. */
const bars = {
  code: "0",
  data: hours.map((row) => ({
    time: start + row * hour,
    open: `${1000 + row}`,
    high: 2000,
    low: "900.5",
    close: row % 2 === 0 ? 1001.5 + row : `${1001.5 + row}`,
  })),
};

describe("loadFile reads totals of CoinGlass", () => {
  test("the close at the end of its bar, without the last bar, which may not be over", async () => {
    const data = await load(bars, { vendor: "coinglass aggregated-history" });
    expect([...data.openInterestUsd.times]).toEqual([1, 2, 3].map((row) => start + row * hour));
    expect([...data.openInterestUsd.column("total").values]).toEqual([1001.5, 1002.5, 1003.5]);
    expect(data.openInterestUsd.columns[0].identity).toEqual({ asset: "BTC", sides: "unknown", margin: "mixed" });
    expect(data.quality.issues.map(({ kind }) => kind)).toEqual(["label", "incomplete", "no-price"]);
  });

  // The interface was asked for dollars and answers in coins; the registry of published fields knows.
  test("that of stablecoin-margined contracts in coins, whatever was asked for", async () => {
    const data = await load(bars, { vendor: "coinglass aggregated-stablecoin-history" });
    expect([...data.openInterest.column("stablecoin-margined").values]).toEqual([1001.5, 1002.5, 1003.5]);
    await expect(load(bars, { vendor: "coinglass aggregated-stablecoin-history", unit: "usd" })).rejects.toThrow(
      "answer.json is in base and not in usd, read as aggregated-stablecoin-history of CoinGlass",
    );
  });

  test("and never guesses which of them bars are", async () => {
    await expect(load(bars)).rejects.toThrow(
      'answer.json has bars, which may be of open interest in dollars, in coins, or of a price; say vendor: "coinglass aggregated-history"',
    );
    await expect(load(chart, { vendor: "coinglass aggregated-history" })).rejects.toThrow(
      "answer.json is no aggregated-history of CoinGlass, which has time, open, high, low, close",
    );
    await expect(
      load(bars, { vendor: "coinglass aggregated-history", timeColumn: "time", unit: "usd", label: "end" }),
    ).rejects.toThrow("says itself what times and values are");
  });
});

/** Three bars from `start`, in seconds. */
const history = (first: number, step: number) =>
  [0, 1, 2].map((row) => ({ t: start / 1000 + row * 3600, o: first, h: first * 2, l: 1, c: first + row * step }));
const coinalyze = [
  { symbol: "BTCUSDT_PERP.A", history: history(80_000, 100) },
  { symbol: "BTCUSDT.6", history: history(50_000, 10) },
  { symbol: "ETHUSDT_PERP.A", history: history(900_000, 1) },
];
const inverse = { symbol: "BTCUSD_PERP.A", history: history(2_000_000, 1) };

describe("loadFile reads open-interest-history of Coinalyze", () => {
  test("each market of the asset by its venue's own name, at the ends of bars, without the last one", async () => {
    const data = await load(coinalyze, { unit: "base" });
    expect([...data.openInterest.times]).toEqual([1, 2].map((row) => start + row * hour));
    expect(data.openInterest.names).toEqual(["binance BTCUSDT", "bybit BTCUSDT"]);
    expect([...data.openInterest.column("binance BTCUSDT").values]).toEqual([80_000, 80_100]);
    expect(data.openInterest.columns[0].identity).toEqual({
      asset: "BTC",
      venue: "binance",
      instrument: "BTCUSDT",
      kind: "perpetual",
      margin: "linear",
      settle: "USDT",
      sides: "unknown",
    });
    expect(data.provenance.source).toBe("coinalyze");
    expect((await load(coinalyze, { unit: "base", asset: "ETH" })).openInterest.names).toEqual(["binance ETHUSDT"]);
  });

  test("its unit must be declared, because the answer is the same for both", async () => {
    await expect(load(coinalyze)).rejects.toThrow(
      'answer.json is an answer of Coinalyze, which does not say its unit; give unit: "usd" if convert_to_usd=true was asked for, else "base"',
    );
  });

  test("an inverse contract is another one and counted in dollars: refused among coins, kept among dollars", async () => {
    await expect(load([...coinalyze, inverse], { unit: "base" })).rejects.toThrow(
      "BTCUSD_PERP.A is an inverse contract, whose open interest Coinalyze gives in dollars",
    );
    const data = await load([...coinalyze, inverse], { unit: "usd" });
    expect(data.openInterestUsd.names).toEqual(["binance BTCUSDT", "bybit BTCUSDT", "binance BTCUSD_PERP"]);
    expect(data.openInterestUsd.columns[2].identity).toMatchObject({ margin: "inverse", settle: "BTC" });
  });

  // Symbols as users have published them; the names are those that each venue itself gives these contracts.
  test.each([
    ["BTCUSDT_PERP.3", "okx BTC-USDT-SWAP", "linear"],
    ["BTCUSD_PERP.3", "okx BTC-USD-SWAP", "inverse"],
    ["BTC-PERPETUAL.2", "deribit BTC-PERPETUAL", "inverse"],
    ["BTC_USDC-PERPETUAL.2", "deribit BTC_USDC-PERPETUAL", "linear"],
    ["BTCUSD_PERP.0", "bitmex XBTUSD", "inverse"],
    ["BTCUSDT_PERP.0", "bitmex XBTUSDT", "linear"],
    ["BTCUSDT_PERP.4", "htx BTC-USDT", "linear"],
    ["BTC_USDT.Y", "gate BTC_USDT", "linear"],
    ["BTCUSD.6", "bybit BTCUSD", "inverse"],
    ["BTCPERP.6", "bybit BTCPERP", "linear"],
    ["pf_xbtusd.K", "kraken PF_XBTUSD", "linear"],
    ["BTC.H", "hyperliquid BTC", "linear"],
    ["BTC-USD.8", "dydx BTC-USD", "linear"],
    ["BTCUSDT_PERP.F", "bitfinex tBTCF0:USTF0", "linear"],
  ])("%s is %s, %s", async (symbol, name, margin) => {
    const data = await load([{ symbol, history: history(5000, 1) }], { unit: "usd" });
    expect([data.openInterestUsd.names[0], data.openInterestUsd.columns[0].identity.margin]).toEqual([name, margin]);
  });

  test("a market whose contracts the registry does not know is kept in dollars and refused among coins", async () => {
    const woo = [{ symbol: "PERP_BTC_USDT.W", history: history(5000, 1) }];
    expect((await load(woo, { unit: "usd" })).openInterestUsd.columns[0].identity).toMatchObject({ asset: "BTC" });
    await expect(load(woo, { unit: "base" })).rejects.toThrow("PERP_BTC_USDT.W is of a kind that is not known here");
  });

  test.each<[string, unknown, string]>([
    [
      "an unknown code",
      [{ symbol: "BTCUSDT.Q", history: history(5, 1) }],
      '"BTCUSDT.Q" has no code of a known exchange; known: 0 BitMEX, 2 Deribit,',
    ],
    ["no code", [{ symbol: "BTCUSDT", history: history(5, 1) }], '"BTCUSDT" has no code of a known exchange'],
    ["a spot market", [{ symbol: "BTCUSDT.A", history: history(5, 1) }], "BTCUSDT.A is a spot market of Binance"],
    [
      "prices",
      [{ symbol: "BTCUSDT_PERP.A", history: [{ t: 1, o: 1, h: 1, l: 1, c: 1, v: 2 }] }],
      "holds prices and volumes",
    ],
    ["funding", [{ symbol: "BTCUSDT_PERP.A", history: history(0.01, -0.001) }], "perhaps it is a funding-rate-history"],
    [
      "a bar without a close",
      [{ symbol: "BTCUSDT_PERP.A", history: [{ t: 1 }] }],
      "is not as Coinalyze documents it at 0 history 0 c",
    ],
  ])("and refuses %s", async (_, document, message) => {
    await expect(load(document, { unit: "usd" })).rejects.toThrow(message);
  });

  test("and says what there is where the asset is not", async () => {
    await expect(load(coinalyze, { unit: "usd", asset: "SOL" })).rejects.toThrow(
      "answer.json has no market of SOL; there: BTCUSDT_PERP.A, BTCUSDT.6, ETHUSDT_PERP.A",
    );
  });
});

const real = "../shared/data";
describe.skipIf(!existsSync(real))(
  `loadFile ${existsSync(real) ? "on real files" : `skipped: no ${real} here`}`,
  () => {
    const fourVenues = {
      path: `${real}/four-venues-15m/btc_15m_oi_mark_funding.csv`,
      timeColumn: "local_time",
      timeZone: "+02:00",
      unit: "usd",
      label: "instant",
      scale: 1e6,
      columns: "bitmex_oi_musd=bitmex,bybit_oi_musd=bybit,binance_oi_musd=binance,okex_oi_musd=okx",
      priceColumns: "bitmex=bitmex_mark_usd,bybit=bybit_mark_usd,binance=binance_mark_usd,okx=okex_mark_usd",
    };

    // First line of the file: 780.014 million dollars at 9624.4 on BitMEX, at 20:00 on a clock two hours ahead of UTC.
    test("four venues with a price each, declared in texts and numbers alone", async () => {
      const { openInterest, openInterestUsd, quality } = await loadFile(fourVenues);
      expect(new Date(openInterest.times[0]).toISOString()).toBe("2020-07-23T18:00:00.000Z");
      expect(openInterestUsd.column("bitmex").values[0]).toBe(780.014 * 1e6);
      expect(openInterest.column("bitmex").values[0]).toBeCloseTo(780_014_000 / 9624.4, 9);
      expect([openInterest.columns.length, openInterest.length]).toEqual([4, 1543]);
      expect(quality.issues).toMatchObject([{ kind: "stale", count: 37 }]);
    });

    test("daily totals with the price of another file", async () => {
      const folder = `${real}/daily-2019-2024`;
      const { openInterest, openInterestUsd, candles } = await loadFile({
        path: `${folder}/open_interest.csv`,
        timeColumn: "Date",
        unit: "usd",
        label: "start",
        columns: "Data=total",
        venues: false,
        pricePath: `${folder}/BTC_price.csv`,
        priceTimeColumn: "Date",
        priceValueColumn: "Data",
      });
      expect([openInterest.length, openInterestUsd.column("total").values[0]]).toEqual([2063, 605_258_083]);
      // The prices end a day before the open interest does.
      const last = openInterest.length - 2;
      const price = openInterestUsd.column("total").values[last] / openInterest.column("total").values[last];
      expect(price).toBeCloseTo(candles.close.values[last], 6);
    });

    // The two parts are of fewer exchanges than the total: each is a part of it in dollars, and taken as dollars the coins of
    // stablecoin-margined contracts would be a millionth of it.
    test("totals of each margin are a part of the whole, each in its own unit", async () => {
      const of = (file: string, vendor: string) =>
        loadFile({
          path: `${real}/venues-4h/${file}`,
          vendor: `coinglass ${vendor}`,
          pricePath: `${real}/venues-4h/price_ohlc_history_4h.csv`,
        });
      const total = await of("openInterest_ohlc_aggregated_history_BTC_4h.csv", "aggregated-history");
      const parts = [
        await of("openInterest_ohlc_aggregated_coin_margin_history_BTC_4h.csv", "aggregated-coin-margin-history"),
        await of("openInterest_ohlc_aggregated_stablecoin_BTC_4h.csv", "aggregated-stablecoin-history"),
      ];
      for (const { openInterestUsd } of parts) {
        const [name] = openInterestUsd.names;
        const shares = [...total.openInterestUsd.times]
          .map((time) => openInterestUsd.column(name).at(time) / total.openInterestUsd.column("total").at(time))
          .filter((share) => !Number.isNaN(share))
          .sort((a, b) => a - b);
        expect(shares[0]).toBeGreaterThan(0.02);
        expect(shares[shares.length - 1]).toBeLessThan(0.5);
      }
    });
  },
);
