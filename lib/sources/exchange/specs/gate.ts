import { type ExchangeSpec, keptForEver, type OpenInterestCall } from "../exchange-spec.js";

const openInterest: OpenInterestCall = {
  paging: "row",
  pageRows: 100,
  rowsAt: [],
  // Nobody says how long it keeps them.
  reachMs: keptForEver,
  intervals: ["5m", "15m", "30m", "1h", "4h", "1d"],
  cells: [
    { field: "openInterestAmount", raw: "open_interest" },
    { field: "openInterestValue", raw: "open_interest_usd" },
  ],
  older: "nobody is known to have the rest; record it from now on",
  // There is a start and no end: `until` would be sent to a parameter that is none.
  fetch: (client, { symbol, interval, since, limit }) =>
    client.fetchOpenInterestHistory(symbol, interval, since, limit, {}),
};

const shared = {
  venue: "gate",
  exchange: "gate",
  settings: { has: { fetchCurrencies: false }, options: { fetchMarkets: { types: ["swap"] } } },
  listsSize: true,
  openInterest,
  candles: {
    paging: "time",
    pageRows: 1000,
    rowsAt: [],
    reachMs: keptForEver,
    intervals: openInterest.intervals,
    volume: "contracts",
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOHLCV(symbol, interval, since, limit, { until }),
  },
  funding: {
    paging: "time",
    pageRows: 100,
    rowsAt: [],
    reachMs: keptForEver,
    raw: "r",
    fetch: (client, { symbol, since, limit, until }) => client.fetchFundingRateHistory(symbol, since, limit, { until }),
  },
} as const satisfies Partial<ExchangeSpec>;

/** Perpetuals in USDT, counted in contracts of `quanto_multiplier` coins. */
export const gateLinear: ExchangeSpec = {
  ...shared,
  market: "linear",
  title: "Gate USDT",
  margin: "linear",
  symbol: (asset) => `${asset}/USDT:USDT`,
  description:
    "open interest from contract_stats in contracts, which are coins by their size, and in dollars, bars of last price from candlesticks, funding rates",
};

/** The perpetual margined in Bitcoin, counted in contracts of a dollar. */
export const gateInverse: ExchangeSpec = {
  ...shared,
  market: "inverse",
  title: "Gate BTC",
  margin: "inverse",
  symbol: (asset) => `${asset}/USD:${asset}`,
  description:
    "open interest from contract_stats in dollars, coins at the close of each bar, bars of last price from candlesticks, funding rates",
};
