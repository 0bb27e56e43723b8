import type { OpenInterestField, Venue } from "../venue.js";

const sidesNote = "The documentation does not say; users' posts call it one side.";

const fields: readonly OpenInterestField[] = [
  { source: "api", field: "oi", counts: "contracts", label: "instant", basis: "documented" },
  { source: "api", field: "oiCcy", counts: "base", label: "instant", basis: "measured" },
  { source: "api", field: "oiUsd", counts: "usd", label: "instant", basis: "documented" },
  { source: "ccxt snapshot", field: "openInterestAmount", counts: "contracts", label: "instant", basis: "measured" },
  { source: "ccxt snapshot", field: "openInterestValue", counts: "usd", label: "instant", basis: "measured" },
  {
    source: "ccxt history",
    field: "openInterestValue",
    counts: "usd",
    scope: "asset",
    label: "unknown",
    basis: "documented",
    note: "All contracts on the currency, linear and inverse alike, whatever symbol was asked; the row's symbol is undefined and its quoteVolume is what was traded.",
  },
];

/** OKX: linear and inverse swaps and futures. */
export const okx: Venue = {
  name: "okx",
  title: "OKX",
  aliases: ["okex", "okex5", "okexfutures", "okxfutures"],
  markets: [
    {
      name: "linear",
      title: "OKX linear",
      margin: "linear",
      settle: "quote",
      contractSize: { BTC: 0.01, ETH: 0.1 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT|USDC)-SWAP$/, kind: "perpetual", example: "BTC-USDT-SWAP" },
        {
          pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT|USDC)-(?<date>\d{6})$/,
          kind: "future",
          expiryHour: 8,
          example: "BTC-USDT-250627",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
    {
      name: "inverse",
      title: "OKX inverse",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 100, others: 10 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-USD-SWAP$/, kind: "perpetual", quote: "USD", example: "BTC-USD-SWAP" },
        {
          pattern: /^(?<code>[A-Z0-9]+)-USD-(?<date>\d{6})$/,
          kind: "future",
          quote: "USD",
          expiryHour: 8,
          example: "BTC-USD-250627",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
  ],
};
