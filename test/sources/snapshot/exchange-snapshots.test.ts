import { afterEach, expect, test } from "vitest";
import { exchangeSnapshots, type SnapshotOptions } from "../../../lib/sources/snapshot/exchange-snapshots.js";
import type { Snapshots } from "../../../lib/sources/snapshot/snapshots.js";
import { answers, told } from "./venue-answers.js";
import { moment, type VenueRoutes, type VenueServer, venueServer } from "./venue-server.js";

let server: VenueServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const exchangesOf: Readonly<Record<string, readonly string[]>> = {
  binance: ["binanceusdm", "binancecoinm"],
  kraken: ["krakenfutures"],
};

async function taken(options: SnapshotOptions, routes: VenueRoutes = answers()): Promise<Snapshots> {
  server = await venueServer(routes);
  const venues = options.venues ?? Object.keys(options.instruments ?? {});
  const clients = await server.clients(...venues.flatMap((name) => exchangesOf[name] ?? [name]));
  return exchangeSnapshots({ clients, retryDelaysMs: [], now: () => moment, ...options });
}

const numbers = ({ snapshots }: Snapshots) =>
  snapshots.map(({ instrument, contracts, base, usd, sides }) => [instrument, contracts, base, usd, sides]);

// The mark is 100,000 dollars everywhere but where said.
// BTCUSDC: 3,000 coins × 100,000 = 300,000,000. BTCUSDT: 80,000.5 × 100,000 = 8,000,050,000.
// BTCUSD_PERP: 5,000,000 contracts of 100 dollars = 500,000,000 dollars = 5,000 coins.
test("Binance counts coins in USD-M and contracts of 100 dollars in COIN-M", async () => {
  const result = await taken({ venues: ["binance"] });
  expect(numbers(result)).toEqual([
    ["BTCUSDC", Number.NaN, 3000, 300000000, 1],
    ["BTCUSDT", Number.NaN, 80000.5, 8000050000, 1],
    ["BTCUSD_PERP", 5000000, 5000, 500000000, 1],
  ]);
  expect(result.failures).toEqual([]);
  expect(result.issues).toEqual([]);
  expect(result.snapshots[2]).toEqual({
    venue: "binance",
    instrument: "BTCUSD_PERP",
    asset: "BTC",
    kind: "perpetual",
    margin: "inverse",
    settle: "BTC",
    expiry: Number.NaN,
    time: told,
    timeFrom: "venue",
    contracts: 5000000,
    base: 5000,
    usd: 500000000,
    price: 100000,
    priceName: "mark",
    baseConvertedAt: "mark",
    usdConvertedAt: "",
    sides: 1,
  });
});

// BTCUSDT: 50,000.25 coins. BTCUSD: 500,000,000 dollars / 100,000 = 5,000 coins; half of it in singleOpenInterest is of
// one side, and must not be taken for a number of both.
test("Bybit counts coins of linear and dollars of inverse contracts, both sides, live", async () => {
  const result = await taken({ venues: ["bybit"] });
  expect(numbers(result)).toEqual([
    ["BTCUSD", Number.NaN, 5000, 500000000, 2],
    ["BTCUSDT", Number.NaN, 50000.25, 5000025000, 2],
  ]);
  expect(result.snapshots.map(({ time, timeFrom }) => [time, timeFrom])).toEqual([
    [told, "venue"],
    [told, "venue"],
  ]);
});

// BTC-USDT-SWAP: 2,125,425 contracts of 0.01 = 21,254.25 coins, as published, × 100,000 = 2,125,425,000.
// BTC-USD-SWAP: 3,000,000 contracts of 100 dollars = 300,000,000 dollars = 3,000 coins, all published.
// BTC-USDT-250926: 1,000 contracts of 0.01 = 10 coins × 102,000 = 1,020,000.
test("OKX gives contracts and coins, of swaps and of dated futures", async () => {
  const result = await taken({ venues: ["okx"], kinds: ["perpetual", "future"] });
  expect(numbers(result)).toEqual([
    ["BTC-USD-SWAP", 3000000, 3000, 300000000, "unknown"],
    ["BTC-USDT-250926", 1000, 10, 1020000, "unknown"],
    ["BTC-USDT-SWAP", 2125425, 21254.25, 2125425000, "unknown"],
  ]);
  // 2025-09-26T08:00Z.
  expect(result.snapshots[1]?.expiry).toBe(1758873600000);
});

// BTC_USDT: 500,000,000 contracts of 0.0001 = 50,000 coins = 5,000,000,000 dollars.
// BTC_USD: 40,000,000 contracts of 1 dollar, 400 coins.
test("Gate counts contracts on one side and has no time of its own", async () => {
  const result = await taken({ venues: ["gate"] });
  expect(numbers(result)).toEqual([
    ["BTC_USD", 40000000, 400, 40000000, 1],
    ["BTC_USDT", 500000000, 50000, 5000000000, 1],
  ]);
  expect(result.snapshots.map(({ time, timeFrom }) => [time, timeFrom])).toEqual([
    [moment, "answer"],
    [moment, "answer"],
  ]);
});

// BTC-PERPETUAL: 1,000,000,000 dollars / 100,000 = 10,000 coins. BTC_USDC-PERPETUAL: 1,250.5 coins × 100,000.
// BTC-26SEP25: 102,000,000 dollars / 102,000 = 1,000 coins.
// The option: 250.5 coins × 102,000, the price of its underlying, and not × 0.031, its own in coins.
test("Deribit counts dollars of inverse futures and coins of linear ones and of options", async () => {
  const result = await taken({ venues: ["deribit"], kinds: ["perpetual", "future", "option"] });
  expect(numbers(result)).toEqual([
    ["BTC-26SEP25", Number.NaN, 1000, 102000000, 1],
    ["BTC-26SEP25-120000-C", Number.NaN, 250.5, 25551000, 1],
    ["BTC-PERPETUAL", Number.NaN, 10000, 1000000000, 1],
    ["BTC_USDC-PERPETUAL", Number.NaN, 1250.5, 125050000, 1],
  ]);
  expect(result.snapshots.map(({ priceName }) => priceName)).toEqual(["mark", "index", "mark", "mark"]);
});

// 30,000.5 coins; of kPEPE 5,000,000 thousands of PEPE at a cent.
test("Hyperliquid counts coins, a thousand at a time where its name says so", async () => {
  const result = await taken({ venues: ["hyperliquid"], asset: ["BTC", "1000PEPE"] });
  expect(numbers(result)).toEqual([
    ["BTC", Number.NaN, 30000.5, 3000050000, "unknown"],
    ["kPEPE", Number.NaN, 5000000, 50000, "unknown"],
  ]);
  expect(result.snapshots.map(({ asset }) => asset)).toEqual(["BTC", "1000PEPE"]);
});

// PF_: 2,000.5 coins. PI_: 30,000,000 dollars = 300 coins; the last trade an hour ago is not the time of the count.
// MEXC: 300,000,000 × 0.0001 = 30,000 coins; 500,000 × 100 dollars = 50,000,000 dollars = 500 coins.
test("Kraken and MEXC are read from their tickers", async () => {
  const result = await taken({ venues: ["kraken", "mexc"] });
  expect(numbers(result)).toEqual([
    ["PF_XBTUSD", Number.NaN, 2000.5, 200050000, "unknown"],
    ["PI_XBTUSD", 30000000, 300, 30000000, "unknown"],
    ["BTC_USD", 500000, 500, 50000000, "unknown"],
    ["BTC_USDT", 300000000, 30000, 3000000000, "unknown"],
  ]);
  expect(result.snapshots.every(({ time }) => time === told)).toBe(true);
});

test("instruments can be named, and only those are asked for", async () => {
  const result = await taken({ instruments: { binance: ["BTCUSDT_250926", "NOSUCHUSDT"] } });
  // 100 coins × 101,000.
  expect(numbers(result)).toEqual([["BTCUSDT_250926", Number.NaN, 100, 10100000, 1]]);
  expect(result.failures.map(({ message }) => message)).toEqual([
    "binance NOSUCHUSDT is not among the contracts that are listed and known; check its name",
  ]);
  expect(server?.calls.filter(({ path }) => path.endsWith("openInterest")).length).toBe(1);
});

test("an asset that no part of a venue lists is told", async () => {
  const result = await taken({ venues: ["gate"], asset: "NOTHING" });
  expect(result.snapshots).toEqual([]);
  expect(result.failures).toEqual([
    {
      venue: "gate",
      what: "gate",
      asset: "",
      message: "gate lists no perpetual on NOTHING that is known; give the asset as it writes it",
    },
  ]);
});

test("options that cannot be are refused before anything is asked", async () => {
  await expect(exchangeSnapshots({ venues: ["nowhere"] })).rejects.toThrow(
    /^exchangeSnapshots: unknown venue "nowhere"; known: binance, bybit, okx/,
  );
  await expect(exchangeSnapshots({ venues: [] })).rejects.toThrow(/^exchangeSnapshots: venues is empty/);
  await expect(exchangeSnapshots({ kinds: ["swap" as "perpetual"] })).rejects.toThrow(
    'exchangeSnapshots: unknown kind "swap"; known: perpetual, future, option',
  );
  await expect(exchangeSnapshots({ asset: "btc" })).rejects.toThrow(
    'exchangeSnapshots: asset "btc" is not written in capitals; write "BTC"',
  );
  await expect(exchangeSnapshots({ timeoutMs: 0 })).rejects.toThrow("timeoutMs is 0; give milliseconds above 0");
});
