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
    note: 'All contracts on the currency, linear and inverse alike, whatever symbol was asked; the row\'s symbol is undefined and its quoteVolume is what was traded. Kept for 2 days in rows of 5m, 30 of 1h, 180 of 1d; the label is a "timestamp", in the Chinese documentation the time at which the data arose.',
  },
];

/** OKX: linear and inverse swaps and futures; those in USDC have sizes of their own. */
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
      contractNote:
        "On 2020-03-20 BTC went from 0.0001 to 0.01, and a notice of May 2021 announced 0.001: give contractSize for contracts counted in those years.",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT)-SWAP$/, kind: "perpetual", example: "BTC-USDT-SWAP" },
        {
          pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT)-(?<date>\d{6})$/,
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
    {
      name: "linear-usdc",
      title: "OKX linear in USDC",
      margin: "linear",
      settle: "quote",
      contractSize: { BTC: 0.0001, ETH: 0.001 },
      contractBasis: "documented",
      contractNote:
        "Sizes of the listing notice of 2022-10-17, a hundredth of those settled in USDT; no later change is known, and other assets need theirs given.",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDC)-SWAP$/, kind: "perpetual", example: "BTC-USDC-SWAP" },
        {
          pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDC)-(?<date>\d{6})$/,
          kind: "future",
          expiryHour: 8,
          example: "BTC-USDC-250627",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
  ],
};
