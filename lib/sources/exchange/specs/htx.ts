import { type ExchangeSpec, keptForEver, keptRows, type OpenInterestCall } from "../exchange-spec.js";

const openInterest: Omit<OpenInterestCall, "cells"> = {
  // No start and no end reach the exchange: it gives the newest 200 rows at most.
  paging: "newest",
  pageRows: 200,
  rowsAt: ["data", "tick"],
  reachMs: keptRows(200),
  // It has 12h and 1d too, for which it has no bars, or bars of days in UTC+8.
  intervals: ["1h", "4h"],
  older: "nobody is known to have the rest; record it from now on",
  fetch: (client, { symbol, interval, limit }) =>
    client.fetchOpenInterestHistory(symbol, interval, undefined, limit, {}),
};

const shared = {
  venue: "htx",
  exchange: "htx",
  limitText: /"err_code":\s*1032\b/,
  settings: {
    has: { fetchCurrencies: false },
    options: { fetchMarkets: { types: { spot: false, linear: true, inverse: true } } },
  },
  candles: {
    paging: "time",
    pageRows: 2000,
    rowsAt: ["data"],
    reachMs: keptForEver,
    intervals: openInterest.intervals,
    // No volume: it counts what was bought and what was sold.
    // With a number of rows the exchange would ignore the period.
    fetch: (client, { symbol, interval, since, until }) =>
      client.fetchOHLCV(symbol, interval, since, undefined, { until }),
  },
} as const satisfies Partial<ExchangeSpec>;

/** Perpetuals in USDT. */
export const htxLinear: ExchangeSpec = {
  ...shared,
  market: "linear",
  title: "HTX USDT-M",
  margin: "linear",
  symbol: (asset) => `${asset}/USDT:USDT`,
  openInterest: {
    ...openInterest,
    cells: [
      { field: "openInterestAmount", raw: "volume" },
      { field: "openInterestValue", raw: "value" },
    ],
  },
  funding: {
    paging: "time",
    pageRows: 100,
    rowsAt: ["data"],
    reachMs: keptForEver,
    raw: "funding_rate",
    fetch: (client, { symbol, since, limit, until }) =>
      client.fetchFundingRateHistory(symbol, since, limit, { end_time: until }),
  },
  description:
    "open interest from swap_his_open_interest in coins (both sides, as it says) and USDT, bars of last price from kline, funding rates",
};

/** Perpetuals margined in their own coin. */
export const htxInverse: ExchangeSpec = {
  ...shared,
  market: "inverse",
  title: "HTX COIN-M",
  margin: "inverse",
  symbol: (asset) => `${asset}/USD:${asset}`,
  openInterest: { ...openInterest, cells: [{ field: "openInterestAmount", raw: "volume" }] },
  funding: {
    paging: "number",
    pageRows: 50,
    rowsAt: ["data", "data"],
    reachMs: keptForEver,
    raw: "funding_rate",
    fetch: (client, { symbol, limit, number }) =>
      client.fetchFundingRateHistory(symbol, undefined, limit, { page_index: number }),
  },
  description:
    "open interest from swap_his_open_interest in coins (both sides, as it says), dollars at the close of each bar, bars of last price from kline, funding rates",
};
