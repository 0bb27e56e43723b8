import type { OpenInterestField, Venue } from "../venue.js";

const sidesNote =
  "The present documentation says the sum of both sides, and singleOpenInterest half of it; that of version 3 said single side, as users' posts still do.";

const single: Partial<OpenInterestField> = {
  sides: 1,
  note: "Missing in replies from before it was introduced in 2026.",
};

/** Bybit: linear (USDT, USDC) and inverse contracts. */
export const bybit: Venue = {
  name: "bybit",
  title: "Bybit",
  aliases: ["bybitfutures", "bybitderivatives"],
  markets: [
    {
      name: "linear",
      title: "Bybit linear",
      margin: "linear",
      settle: "quote",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT)$/, kind: "perpetual", example: "BTCUSDT" },
        { pattern: /^(?<code>[A-Z0-9]+?)PERP$/, kind: "perpetual", quote: "USDC", example: "BTCPERP" },
        {
          pattern: /^(?<code>[A-Z0-9]+?)USDT-(?<date>\d{1,2}[A-Z]{3}\d{2})$/,
          kind: "future",
          quote: "USDT",
          expiryHour: 8,
          example: "BTCUSDT-27JUN25",
        },
        {
          pattern: /^(?<code>(?![A-Z0-9]*USDT-)[A-Z0-9]+)-(?<date>\d{1,2}[A-Z]{3}\d{2})$/,
          kind: "future",
          quote: "USDC",
          expiryHour: 8,
          example: "BTC-27JUN25",
        },
      ],
      sides: 2,
      sidesBasis: "documented",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterest", counts: "base", label: "instant", basis: "documented" },
        {
          source: "api",
          field: "singleOpenInterest",
          counts: "base",
          label: "instant",
          basis: "documented",
          ...single,
        },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "The last row of the hourly history.",
        },
        {
          source: "ccxt history",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "Without a limit, since brings 50 rows and no warning.",
        },
      ],
    },
    {
      name: "inverse",
      title: "Bybit inverse",
      margin: "inverse",
      settle: "base",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+?)USD$/, kind: "perpetual", quote: "USD", example: "BTCUSD" },
        { pattern: /^(?<code>[A-Z0-9]+?)USD[HMUZ]\d{2}$/, kind: "future", quote: "USD", example: "BTCUSDM25" },
      ],
      sides: 2,
      sidesBasis: "documented",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterest", counts: "usd", label: "instant", basis: "documented" },
        { source: "api", field: "singleOpenInterest", counts: "usd", label: "instant", basis: "documented", ...single },
        { source: "ccxt snapshot", field: "openInterestValue", counts: "usd", label: "instant", basis: "measured" },
        { source: "ccxt history", field: "openInterestValue", counts: "usd", label: "instant", basis: "measured" },
      ],
    },
  ],
};
