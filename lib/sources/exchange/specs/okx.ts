import { dayMs, hourMs, minuteMs } from "../../../series/time.js";
import { type ExchangeSpec, keptForDays, keptForEver, type OpenInterestCall } from "../exchange-spec.js";

// Two days of rows every five minutes, thirty of hourly ones, 180 of daily ones, by its documentation; ten minutes less
// allow for clocks that differ.
const reachMs: OpenInterestCall["reachMs"] = (stepMs) =>
  (stepMs < hourMs ? 2 : stepMs < dayMs ? 30 : 180) * dayMs - 10 * minuteMs;

const openInterest: OpenInterestCall = {
  paging: "time",
  // How many rows one answer holds is not said.
  pageRows: 100,
  rowsAt: ["data"],
  reachMs,
  intervals: ["5m", "1h", "1d"],
  cells: [{ field: "openInterestValue", raw: "oi", index: 1 }],
  older: "nobody is known to have the rest; record it from now on",
  // Nor is it said whether begin and end are in the answer: a millisecond more makes no difference if they are.
  fetch: (client, { symbol, interval, since, limit, until }) =>
    client.fetchOpenInterestHistory(symbol, interval, since - 1, limit, { until: until + 1 }),
};

const shared = {
  venue: "okx",
  exchange: "okx",
  settings: { options: { fetchMarkets: { types: ["swap"] } } },
  openInterest,
  candles: {
    paging: "time",
    pageRows: 100,
    rowsAt: ["data"],
    reachMs: keptForEver,
    intervals: openInterest.intervals,
    volume: "base",
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOHLCV(symbol, interval, since, limit, { until: until + 1 }),
  },
  funding: {
    paging: "time",
    pageRows: 100,
    rowsAt: ["data"],
    reachMs: keptForDays(90),
    raw: "realizedRate",
    // `after` is its word for an end; ccxt knows none here, and would ask for the newest rows.
    fetch: (client, { symbol, since, limit, until }) =>
      client.fetchFundingRateHistory(symbol, since, limit, { after: until + 1 }),
  },
} as const satisfies Partial<ExchangeSpec>;

const description =
  "open interest of all its contracts on the currency from open-interest-volume in dollars, coins at the close of each bar, bars of last price from candles, funding rates";

/** Swaps in USDT. The open interest is that of every contract on the currency, whatever its margin. */
export const okxLinear: ExchangeSpec = {
  ...shared,
  market: "linear",
  title: "OKX linear",
  margin: "linear",
  symbol: (asset) => `${asset}/USDT:USDT`,
  description,
};

/** Swaps margined in their own coin. The open interest is that of every contract on the currency, whatever its margin. */
export const okxInverse: ExchangeSpec = {
  ...shared,
  market: "inverse",
  title: "OKX inverse",
  margin: "inverse",
  symbol: (asset) => `${asset}/USD:${asset}`,
  description,
};
