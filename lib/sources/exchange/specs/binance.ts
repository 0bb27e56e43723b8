import { dayMs, minuteMs } from "../../../series/time.js";
import {
  type CandlesCall,
  type ExchangeSpec,
  type FundingCall,
  keptForEver,
  type OpenInterestCall,
  type RowsCall,
} from "../exchange-spec.js";

// Thirty days by its documentation; an earlier start is an error. Ten minutes less allow for clocks that differ.
const reachMs: RowsCall["reachMs"] = () => 30 * dayMs - 10 * minuteMs;

const openInterest: Omit<OpenInterestCall, "fetch"> = {
  paging: "time",
  pageRows: 500,
  rowsAt: [],
  reachMs,
  intervals: ["5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"],
  cells: [
    { field: "openInterestAmount", raw: "sumOpenInterest" },
    { field: "openInterestValue", raw: "sumOpenInterestValue" },
  ],
  older: 'its archive has the rest (source "binance-archive")',
};

const candles: CandlesCall = {
  paging: "time",
  // The exchange itself gives 1500 candles, but ccxt cuts the limit to 1000.
  pageRows: 1000,
  rowsAt: [],
  reachMs: keptForEver,
  intervals: openInterest.intervals,
  volume: "base",
  fetch: (client, { symbol, interval, since, limit, until }) =>
    client.fetchOHLCV(symbol, interval, since, limit, { until }),
};

const funding: FundingCall = {
  raw: "fundingRate",
  paging: "time",
  pageRows: 1000,
  rowsAt: [],
  reachMs: keptForEver,
  fetch: (client, { symbol, since, limit, until }) => client.fetchFundingRateHistory(symbol, since, limit, { until }),
};

/** Perpetuals in USDT. */
export const binanceUsdM: ExchangeSpec = {
  venue: "binance",
  market: "usd-m",
  exchange: "binanceusdm",
  title: "Binance USD-M",
  margin: "linear",
  archive: true,
  symbol: (asset) => `${asset}/USDT:USDT`,
  openInterest: {
    ...openInterest,
    // ccxt guesses an end and a number of rows where it is not told both.
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOpenInterestHistory(symbol, interval, since, limit, { until }),
  },
  candles,
  funding,
  description: "open interest from openInterestHist in coins and USDT, bars of last price from klines, funding rates",
};

/** Perpetuals margined in their own coin. */
export const binanceCoinM: ExchangeSpec = {
  venue: "binance",
  market: "coin-m",
  exchange: "binancecoinm",
  title: "Binance COIN-M",
  margin: "inverse",
  archive: true,
  symbol: (asset) => `${asset}/USD:${asset}`,
  openInterest: {
    ...openInterest,
    // ccxt asks for the current quarter of a pair that is none, unless it is told both.
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOpenInterestHistory(symbol, interval, since, limit, {
        until,
        pair: symbol.replace(/[/:].*/, "USD"),
        contractType: "PERPETUAL",
      }),
  },
  candles,
  funding,
  description:
    "open interest of the perpetual from openInterestHist in contracts, which are dollars by their size, and in coins, bars of last price from klines, funding rates",
};
