import { dayMs, minuteMs } from "../../../series/time.js";
import { type ExchangeSpec, keptForEver, type OpenInterestCall } from "../exchange-spec.js";

const openInterest: OpenInterestCall = {
  paging: "time",
  pageRows: 200,
  rowsAt: ["data"],
  // Seven days, seventy of daily rows; ten minutes less allow for clocks that differ.
  reachMs: (stepMs) => (stepMs < dayMs ? 7 : 70) * dayMs - 10 * minuteMs,
  intervals: ["5m", "15m", "30m", "1h", "4h", "1d"],
  cells: [{ field: "openInterestAmount", raw: "openInterest" }],
  older: "nobody is known to have the rest; record it from now on",
  // It is not said whether both ends are in the answer: a millisecond more makes no difference if they are.
  fetch: (client, { symbol, interval, since, limit, until }) =>
    client.fetchOpenInterestHistory(symbol, interval, since - 1, limit, { until: until + 1 }),
};

const shared = {
  venue: "kucoin",
  exchange: "kucoinfutures",
  limitText: /"code":\s*"429000"/,
  settings: { has: { fetchCurrencies: false } },
  listsSize: true,
  openInterest,
  candles: {
    paging: "time",
    pageRows: 200,
    rowsAt: ["data"],
    reachMs: keptForEver,
    intervals: openInterest.intervals,
    // No volume: what it counts is not said everywhere alike. Its word for an end is `to`.
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOHLCV(symbol, interval, since, limit, { to: until }),
  },
  funding: {
    paging: "time",
    pageRows: 100,
    rowsAt: ["data"],
    reachMs: keptForEver,
    raw: "fundingRate",
    fetch: (client, { symbol, since, limit, until }) => client.fetchFundingRateHistory(symbol, since, limit, { until }),
  },
} as const satisfies Partial<ExchangeSpec>;

/** Perpetuals in USDT, counted in contracts. */
export const kucoinLinear: ExchangeSpec = {
  ...shared,
  market: "linear",
  title: "KuCoin USDT-M",
  margin: "linear",
  symbol: (asset) => `${asset}/USDT:USDT`,
  description:
    "open interest in contracts, which are coins by their size, dollars at the close of each bar, bars of last price, funding rates",
};

/** Perpetuals margined in their own coin, counted in contracts of a dollar. */
export const kucoinInverse: ExchangeSpec = {
  ...shared,
  market: "inverse",
  title: "KuCoin COIN-M",
  margin: "inverse",
  symbol: (asset) => `${asset}/USD:${asset}`,
  description:
    "open interest in contracts, which are dollars by their size, coins at the close of each bar, bars of last price, funding rates",
};
