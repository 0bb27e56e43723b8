import type { Venue } from "../venue.js";

const sidesNote = "The documentation does not say.";

/** BingX: linear and inverse perpetuals. */
export const bingx: Venue = {
  name: "bingx",
  title: "BingX",
  aliases: ["bingxfutures"],
  markets: [
    {
      name: "linear",
      title: "BingX USDT-M",
      margin: "linear",
      settle: "quote",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT|USDC)$/, kind: "perpetual", example: "BTC-USDT" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        {
          source: "api",
          field: "openInterest",
          counts: "quote",
          label: "instant",
          basis: "unverified",
          note: "A value by its size: the documented reply for BTC is 3.3 billion.",
        },
        { source: "ccxt snapshot", field: "openInterestValue", counts: "quote", label: "instant", basis: "unverified" },
      ],
    },
    {
      name: "inverse",
      title: "BingX COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 100, others: 10 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+)-USD$/, kind: "perpetual", quote: "USD", example: "BTC-USD" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        {
          source: "api",
          field: "openInterest",
          counts: "base",
          label: "instant",
          basis: "unverified",
          note: "Coins by its size and decimals: the documented reply for BTC is 749.1160.",
        },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "unverified",
        },
      ],
    },
  ],
};
