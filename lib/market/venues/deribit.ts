import type { Venue } from "../venue.js";

/** Deribit: inverse and USDC-settled perpetuals, futures and options. */
export const deribit: Venue = {
  name: "deribit",
  title: "Deribit",
  aliases: ["deribitfutures"],
  markets: [
    {
      name: "inverse",
      title: "Deribit inverse",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 10, ETH: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-PERPETUAL$/, kind: "perpetual", quote: "USD", example: "BTC-PERPETUAL" },
        {
          pattern: /^(?<code>[A-Z0-9]+)-(?<date>\d{1,2}[A-Z]{3}\d{2})$/,
          kind: "future",
          quote: "USD",
          expiryHour: 8,
          example: "BTC-27JUN25",
        },
      ],
      sides: 1,
      sidesBasis: "documented",
      sidesNote: "The documentation says the outstanding contracts.",
      openInterest: [
        {
          source: "api",
          field: "open_interest",
          counts: "usd",
          label: "instant",
          basis: "documented",
          note: "Dollars, not contracts.",
        },
        { source: "ccxt snapshot", field: "openInterestValue", counts: "usd", label: "instant", basis: "measured" },
      ],
    },
    {
      name: "linear",
      title: "Deribit USDC",
      margin: "linear",
      settle: "USDC",
      contractSize: { others: 1 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [
        {
          pattern: /^(?<code>[A-Z0-9]+)_(?<quote>USDC)-PERPETUAL$/,
          kind: "perpetual",
          example: "BTC_USDC-PERPETUAL",
        },
        {
          pattern: /^(?<code>[A-Z0-9]+)_(?<quote>USDC)-(?<date>\d{1,2}[A-Z]{3}\d{2})$/,
          kind: "future",
          expiryHour: 8,
          example: "BTC_USDC-27JUN25",
        },
      ],
      sides: 1,
      sidesBasis: "documented",
      sidesNote: "The documentation says the outstanding contracts.",
      openInterest: [
        { source: "api", field: "open_interest", counts: "base", label: "instant", basis: "documented" },
        {
          source: "ccxt snapshot",
          field: "openInterestValue",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "For a perpetual ccxt puts the coins where a value belongs; a dated future has them in openInterestAmount.",
        },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "Dated futures only.",
        },
      ],
    },
    {
      name: "options",
      title: "Deribit options",
      margin: "inverse",
      settle: "base",
      contractSize: {},
      contractBasis: "documented",
      symbols: [
        {
          pattern: /^(?<code>[A-Z0-9]+)-(?<date>\d{1,2}[A-Z]{3}\d{2})-\d+-[CP]$/,
          kind: "option",
          quote: "USD",
          expiryHour: 8,
          example: "BTC-27JUN25-100000-C",
        },
      ],
      sides: 1,
      sidesBasis: "documented",
      sidesNote: "The documentation says the outstanding contracts.",
      openInterest: [
        { source: "api", field: "open_interest", counts: "base", label: "instant", basis: "documented" },
        { source: "ccxt snapshot", field: "openInterestAmount", counts: "base", label: "instant", basis: "measured" },
      ],
    },
  ],
};
