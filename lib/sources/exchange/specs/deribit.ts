import { type ExchangeSpec, keptForEver } from "../exchange-spec.js";

const shared = {
  venue: "deribit",
  exchange: "deribit",
  settings: { has: { fetchCurrencies: false } },
  noHistory:
    'its interface keeps none; its snapshots can be read and recorded from now on, and openInterest: "if kept" loads its bars and funding',
  candles: {
    paging: "time",
    pageRows: 1000,
    rowsAt: ["result", "ticks"],
    reachMs: keptForEver,
    intervals: ["5m", "15m", "30m", "1h", "2h", "3h", "6h", "12h", "1d"],
    volume: "base",
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOHLCV(symbol, interval, since, limit, { until }),
  },
  funding: {
    paging: "time",
    pageRows: 720,
    rowsAt: ["result"],
    reachMs: keptForEver,
    // Hourly rows: ccxt's rate is that of the past eight hours, of which each hour would be counted eight times.
    raw: "interest_1h",
    fetch: (client, { symbol, since, limit, until }) => client.fetchFundingRateHistory(symbol, since, limit, { until }),
  },
} as const satisfies Partial<ExchangeSpec>;

const description = "bars of last price from get_tradingview_chart_data, the interest of each hour as funding";

/** Perpetuals in USDC. */
export const deribitLinear: ExchangeSpec = {
  ...shared,
  market: "linear",
  title: "Deribit USDC",
  margin: "linear",
  symbol: (asset) => `${asset}/USDC:USDC`,
  description,
};

/** Perpetuals margined in their own coin. */
export const deribitInverse: ExchangeSpec = {
  ...shared,
  market: "inverse",
  title: "Deribit inverse",
  margin: "inverse",
  symbol: (asset) => `${asset}/USD:${asset}`,
  description,
};
