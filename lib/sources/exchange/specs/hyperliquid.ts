import { type ExchangeSpec, keptForEver, keptRows } from "../exchange-spec.js";

/** Perpetuals in USDC. */
export const hyperliquid: ExchangeSpec = {
  venue: "hyperliquid",
  market: "linear",
  exchange: "hyperliquid",
  title: "Hyperliquid",
  margin: "linear",
  settings: { has: { fetchCurrencies: false }, options: { fetchMarkets: { types: ["swap"] } } },
  // ccxt writes kPEPE in capitals.
  symbol: (asset) => `${asset.replace(/^1000(?=[A-Z])/, "K")}/USDC:USDC`,
  // Its id is a number.
  nameOf: ({ baseName }) => baseName,
  noHistory:
    'its interface tells the present only; its snapshots can be read and recorded from now on, and openInterest: "if kept" loads its bars and funding',
  candles: {
    paging: "time",
    pageRows: 1000,
    rowsAt: [],
    reachMs: keptRows(5000),
    intervals: ["5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1d"],
    volume: "base",
    fetch: (client, { symbol, interval, since, limit, until }) =>
      client.fetchOHLCV(symbol, interval, since, limit, { until }),
  },
  funding: {
    paging: "time",
    pageRows: 500,
    rowsAt: [],
    reachMs: keptForEver,
    raw: "fundingRate",
    fetch: (client, { symbol, since, limit, until }) => client.fetchFundingRateHistory(symbol, since, limit, { until }),
  },
  description: "bars of last price from candleSnapshot, hourly funding from fundingHistory",
};
