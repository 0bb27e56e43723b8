import { hourMs } from "../../series/time.js";
import type { Provider } from "../venue.js";

const chartNote =
  "Its timestamps are bar starts and its values those at that very moment; the newest row of a reply is live and off the grid. A venue that counts both sides is shown as it reports.";

const sanNote = "A value of each five minutes, labelled with their start; of longer bars the last one in them.";

/** Those who publish the open interest of many venues. They count sides as each venue does, so those are unknown. */
export const providers: readonly Provider[] = [
  {
    name: "coinglass",
    title: "CoinGlass",
    openInterest: [
      {
        source: "exchange-history-chart",
        field: "data_map",
        counts: "usd",
        scope: "asset",
        label: "instant",
        sides: "unknown",
        basis: "measured",
        note: chartNote,
      },
      {
        source: "aggregated-history",
        field: "close",
        counts: "usd",
        scope: "several",
        label: "start",
        sides: "unknown",
        basis: "measured",
        note: "The open of a bar is the sum of the venues' chart at its label.",
      },
      {
        source: "aggregated-coin-margin-history",
        field: "close",
        counts: "usd",
        scope: "several",
        label: "start",
        sides: "unknown",
        basis: "measured",
      },
      {
        source: "aggregated-stablecoin-history",
        field: "close",
        counts: "base",
        scope: "several",
        label: "start",
        sides: "unknown",
        basis: "measured",
        note: "Coins, although dollars were asked for.",
      },
    ],
  },
  {
    name: "blocklens",
    title: "Blocklens",
    openInterest: [
      {
        source: "futures/oi",
        field: "total_oi_usd",
        counts: "usd",
        scope: "several",
        label: "start",
        sides: "unknown",
        basis: "documented",
        note: "One number a day, the last snapshot before midnight UTC; exchange_count tells how many venues are in it. That a row is named for its own day is not documented.",
      },
      {
        source: "oi/exchange",
        field: "close_oi_usd",
        counts: "usd",
        scope: "asset",
        label: "start",
        sides: "unknown",
        basis: "documented",
        note: "One number a day and venue, the last snapshot before midnight UTC. Binance with coin margin and perhaps dated contracts, Bybit linear perpetuals, OKX and Hyperliquid perpetuals. That a row is named for its own day is not documented.",
      },
    ],
  },
  {
    name: "santiment",
    title: "Santiment",
    openInterest: [
      {
        source: "graphql",
        field: "exchange_open_interest",
        counts: "usd",
        scope: "asset",
        label: "start",
        sides: "unknown",
        delayMs: hourMs,
        basis: "documented",
        note: sanNote,
      },
      {
        source: "graphql",
        field: "open_interest_per_settlement_currency",
        counts: "usd",
        scope: "several",
        label: "start",
        sides: "unknown",
        delayMs: hourMs,
        basis: "documented",
        note: sanNote,
      },
      {
        source: "graphql",
        field: "total_open_interest",
        counts: "usd",
        scope: "several",
        label: "start",
        sides: "unknown",
        delayMs: hourMs,
        basis: "documented",
        note: `${sanNote} Of its own list of venues, without CME, Gate, HTX, MEXC and Hyperliquid: not the total of others.`,
      },
    ],
  },
];
