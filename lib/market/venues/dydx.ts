import type { Venue } from "../venue.js";

/** dYdX chain: perpetuals in coins, settled in USDC. */
export const dydx: Venue = {
  name: "dydx",
  title: "dYdX",
  aliases: ["dydxv4", "dydxchain"],
  markets: [
    {
      name: "linear",
      title: "dYdX perpetuals",
      margin: "linear",
      settle: "USDC",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 1,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+)-USD$/, kind: "perpetual", quote: "USD", example: "BTC-USD" }],
      sides: 1,
      sidesBasis: "unverified",
      sidesNote: "Others who publish both sides name it as a venue that shows one.",
      openInterest: [
        {
          source: "api",
          field: "openInterest",
          counts: "base",
          label: "instant",
          basis: "documented",
          note: "baseOpenInterest beside it is what the risk limits start from, not the same number.",
        },
        {
          source: "ccxt markets",
          field: "info.openInterest",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "ccxt has neither open interest nor tickers of this venue but passes on its list of markets.",
        },
      ],
    },
  ],
};
