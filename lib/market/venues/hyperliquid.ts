import type { Venue } from "../venue.js";
import { coinAlone } from "./coin-alone.js";

/** Hyperliquid: perpetuals in coins, settled in USDC. */
export const hyperliquid: Venue = {
  name: "hyperliquid",
  title: "Hyperliquid",
  aliases: ["hyperliquidperp"],
  markets: [
    {
      name: "linear",
      title: "Hyperliquid perpetuals",
      margin: "linear",
      settle: "USDC",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 1,
      symbols: [coinAlone],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote:
        "The venue does not say; some data vendors call it the sum of longs and shorts, others name it as a venue that shows one side.",
      openInterest: [
        {
          source: "api",
          field: "openInterest",
          counts: "base",
          label: "instant",
          basis: "documented",
          note: "Has no time of its own: stamp it with the moment of the answer.",
        },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "Its timestamp is undefined: stamp it with the moment of the answer.",
        },
      ],
    },
  ],
};
