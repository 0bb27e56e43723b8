import type { Venue } from "../venue.js";

/** Bitfinex: derivatives in coins, settled in USDT. */
export const bitfinex: Venue = {
  name: "bitfinex",
  title: "Bitfinex",
  aliases: ["bitfinex2"],
  codes: { UST: "USDT" },
  markets: [
    {
      name: "linear",
      title: "Bitfinex derivatives",
      margin: "linear",
      settle: "quote",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^t(?<code>[A-Z0-9]+?)F0:(?<quote>UST)F0$/, kind: "perpetual", example: "tBTCF0:USTF0" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote: "The documentation does not say.",
      openInterest: [
        {
          source: "api",
          field: "OPEN_INTEREST",
          counts: "base",
          label: "instant",
          basis: "documented",
          note: "Irregular instants, whatever timeframe is asked.",
        },
        { source: "ccxt snapshot", field: "openInterestAmount", counts: "base", label: "instant", basis: "measured" },
        {
          source: "ccxt history",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "ccxt 4.5.84 gives these rows no timestamp, so since drops every one of them: ask without since, and take info[0].",
        },
      ],
    },
  ],
};
