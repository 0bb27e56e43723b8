import { expect, test } from "vitest";
import type { ExchangeClient } from "../../../lib/sources/exchange/exchange-client.js";
import { exchangeSnapshots } from "../../../lib/sources/snapshot/exchange-snapshots.js";

const moment = 1751328000000;
const told = moment - 500;

type Endpoint = (query: Readonly<Record<string, unknown>>) => unknown;

/** A client that lists perpetuals by id and contract size, and answers by the name of ccxt's method. */
function client(
  id: string,
  listed: Readonly<Record<string, number>>,
  endpoints: Readonly<Record<string, Endpoint>>,
): Readonly<Record<string, ExchangeClient>> {
  const markets = Object.fromEntries(
    Object.entries(listed).map(([name, contractSize]) => [
      name,
      { id: name, contract: true, active: true, contractSize },
    ]),
  );
  const methods = Object.entries(endpoints).map(([name, answer]) => [
    name,
    async (query: object) => answer(query as never),
  ]);
  return { [id]: { id, markets, ...Object.fromEntries(methods) } as unknown as ExchangeClient };
}

async function numbersOf(venue: string, clients: Readonly<Record<string, ExchangeClient>>) {
  const { snapshots, failures } = await exchangeSnapshots({
    venues: [venue],
    clients,
    now: () => moment,
    retryDelaysMs: [],
  });
  expect(failures).toEqual([]);
  return snapshots.map(({ instrument, contracts, base, usd, price, priceName }) => [
    instrument,
    contracts,
    base,
    usd,
    price,
    priceName,
  ]);
}

// 52,234.5 coins × 100,000. The inverse contract is in coins, too: 1,500 × 100,000.
test("Bitget counts coins", async () => {
  const sizes: Readonly<Record<string, string>> = { BTCUSDT: "52234.5", BTCUSD: "1500" };
  const clients = client(
    "bitget",
    { BTCUSDT: 1, BTCUSD: 1 },
    {
      publicMixGetV2MixMarketOpenInterest: ({ symbol, productType }) => {
        expect(productType).toBe(symbol === "BTCUSD" ? "COIN-FUTURES" : "USDT-FUTURES");
        const openInterestList = [{ symbol, size: sizes[symbol as string] }];
        return { code: "00000", data: { openInterestList, ts: String(told) } };
      },
      publicMixGetV2MixMarketSymbolPrice: ({ symbol }) => ({
        code: "00000",
        data: [{ symbol, price: "99990", indexPrice: "100010", markPrice: "100000", ts: String(told) }],
      }),
    },
  );
  expect(await numbersOf("bitget", clients)).toEqual([
    ["BTCUSD", Number.NaN, 1500, 150000000, 100000, "mark"],
    ["BTCUSDT", Number.NaN, 52234.5, 5223450000, 100000, "mark"],
  ]);
});

// Linear: 32,000,000 × 0.001 = 32,000 coins of 3,200,000,000: each 100,000. Inverse: 2,000,000 × 100 dollars =
// 200,000,000 for 2,000 coins: 100,000 again.
test("HTX tells contracts, coins and value, which imply the price", async () => {
  const clients = client(
    "htx",
    { "BTC-USDT": 0.001, "BTC-USD": 100 },
    {
      contractPublicGetV5MarketOpenInterest: ({ contract_code }) => ({
        data: { contract_code, volume: "32000000", amount: "32000", value: "3200000000" },
        ts: told,
      }),
      contractPublicGetSwapApiV1SwapOpenInterest: ({ contract_code }) => ({
        status: "ok",
        data: [{ symbol: "BTC", contract_code, volume: 2000000, amount: 2000 }],
        ts: told,
      }),
    },
  );
  expect(await numbersOf("htx", clients)).toEqual([
    ["BTC-USD", 2000000, 2000, 200000000, 100000, "implied"],
    ["BTC-USDT", 32000000, 32000, 3200000000, 100000, "implied"],
  ]);
});

// XBTUSDTM: 8,000,000 × 0.001 = 8,000 coins. XBTUSDM: 50,000,000 dollars = 500 coins.
test("KuCoin counts contracts", async () => {
  const interest: Readonly<Record<string, string>> = { XBTUSDTM: "8000000", XBTUSDM: "50000000" };
  const clients = client(
    "kucoinfutures",
    { XBTUSDTM: 0.001, XBTUSDM: 1 },
    {
      futuresPublicGetContractsSymbol: ({ symbol }) => ({
        code: "200000",
        data: { symbol, openInterest: interest[symbol as string], markPrice: 100000, multiplier: 0.001 },
      }),
    },
  );
  expect(await numbersOf("kucoin", clients)).toEqual([
    ["XBTUSDM", 50000000, 500, 50000000, 100000, "mark"],
    ["XBTUSDTM", 8000000, 8000, 800000000, 100000, "mark"],
  ]);
});

// 5,775.25 coins × 100,000; the row is a list of 24 cells.
test("Bitfinex counts coins in the nineteenth cell", async () => {
  const row: unknown[] = new Array(24).fill(null);
  Object.assign(row, { 0: "tBTCF0:USTF0", 1: told, 15: 100000, 17: 7, 18: 5775.25 });
  const clients = client("bitfinex", { "tBTCF0:USTF0": 1 }, { publicGetStatusDeriv: () => [row] });
  expect(await numbersOf("bitfinex", clients)).toEqual([
    ["tBTCF0:USTF0", Number.NaN, 5775.25, 577525000, 100000, "mark"],
  ]);
});

// 3,289,600,000 USDT / 100,000 = 32,896 coins; 749.5 coins × 100,000.
test("BingX gives a value for linear and coins for inverse contracts", async () => {
  const clients = client(
    "bingx",
    { "BTC-USDT": 1, "BTC-USD": 100 },
    {
      swapV2PublicGetQuoteOpenInterest: ({ symbol }) => ({
        code: 0,
        data: { openInterest: "3289600000", symbol, time: told },
      }),
      swapV2PublicGetQuotePremiumIndex: ({ symbol }) => ({ code: 0, data: { symbol, markPrice: "100000" } }),
      cswapV1PublicGetMarketOpenInterest: ({ symbol }) => ({
        code: 0,
        timestamp: told,
        data: [{ symbol, openInterest: "749.5", timestamp: told }],
      }),
      cswapV1PublicGetMarketPremiumIndex: ({ symbol }) => ({ code: 0, data: [{ symbol, markPrice: "100000" }] }),
    },
  );
  expect(await numbersOf("bingx", clients)).toEqual([
    ["BTC-USD", Number.NaN, 749.5, 74950000, 100000, "mark"],
    ["BTC-USDT", Number.NaN, 32896, 3289600000, 100000, "mark"],
  ]);
});

test("dYdX and Phemex count coins", async () => {
  const dydx = client(
    "dydx",
    { "BTC-USD": 1 },
    {
      indexerGetPerpetualMarkets: () => ({
        markets: { "BTC-USD": { openInterest: "650.5", baseOpenInterest: "999", oraclePrice: "100000" } },
      }),
    },
  );
  expect(await numbersOf("dydx", dydx)).toEqual([["BTC-USD", Number.NaN, 650.5, 65050000, 100000, "index"]]);
  const phemex = client(
    "phemex",
    { BTCUSDT: 1 },
    {
      v2GetMdV2Ticker24hr: ({ symbol }) => ({
        result: { symbol, openInterestRv: "1848.5", markPriceRp: "100000", timestamp: `${told}343001` },
      }),
    },
  );
  expect(await numbersOf("phemex", phemex)).toEqual([["BTCUSDT", Number.NaN, 1848.5, 184850000, 100000, "mark"]]);
});

test("lists of all are asked for when many instruments are wanted", async () => {
  const symbols = ["XBTUSDTM", "ETHUSDTM", "SOLUSDTM", "XRPUSDTM", "DOGEUSDTM"];
  const clients = client("kucoinfutures", Object.fromEntries(symbols.map((name) => [name, 1])), {
    futuresPublicGetContractsActive: () => ({
      data: symbols.map((symbol) => ({ symbol, openInterest: "10", markPrice: 2, multiplier: 1 })),
    }),
  });
  const { snapshots } = await exchangeSnapshots({ instruments: { kucoin: symbols }, clients, now: () => moment });
  expect(snapshots.length).toBe(5);
});
