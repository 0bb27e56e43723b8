import type { Venue } from "../venue.js";

/** Delta Exchange: perpetuals quoted and settled in dollars. */
export const delta: Venue = {
  name: "delta",
  title: "Delta Exchange",
  aliases: ["deltaexchange", "deltaexchangeindia"],
  markets: [
    {
      name: "linear",
      title: "Delta linear",
      margin: "linear",
      settle: "quote",
      contractSize: { BTC: 0.001, ETH: 0.01 },
      contractBasis: "unverified",
      contractNote:
        "BTCUSD was an inverse contract until 2020 at least: its older history is not that of a linear one.",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT|USD)$/, kind: "perpetual", example: "BTCUSD" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote: "The documentation does not say.",
      openInterest: [
        { source: "api", field: "oi_contracts", counts: "contracts", label: "instant", basis: "measured" },
        { source: "api", field: "oi", counts: "base", label: "instant", basis: "measured" },
        { source: "api", field: "oi_value_usd", counts: "usd", label: "instant", basis: "measured" },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "contracts",
          label: "instant",
          basis: "measured",
        },
        {
          source: "ccxt snapshot",
          field: "openInterestValue",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "Coins in the documented reply, not dollars, which are in quoteVolume.",
        },
        {
          source: "ccxt snapshot",
          field: "quoteVolume",
          counts: "usd",
          label: "instant",
          basis: "measured",
        },
      ],
    },
  ],
};
