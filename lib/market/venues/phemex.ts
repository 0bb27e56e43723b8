import type { Venue } from "../venue.js";

const sidesNote = "The documentation does not say.";

/** Phemex: linear perpetuals, and BTCUSD, which is inverse. */
export const phemex: Venue = {
  name: "phemex",
  title: "Phemex",
  aliases: ["phemexfutures"],
  markets: [
    {
      name: "linear",
      title: "Phemex USDT-M",
      margin: "linear",
      settle: "quote",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT|USDC)$/, kind: "perpetual", example: "BTCUSDT" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterestRv", counts: "base", label: "instant", basis: "documented" },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "baseVolume beside it is what was traded in a day.",
        },
      ],
    },
    {
      name: "inverse",
      title: "Phemex COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      // Others named so, as ETHUSD was, were linear in coins and settled in USD, and are delisted.
      symbols: [{ pattern: /^(?<code>BTC)USD$/, kind: "perpetual", quote: "USD", example: "BTCUSD" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        {
          source: "api",
          field: "openInterest",
          counts: "contracts",
          label: "instant",
          basis: "documented",
          note: "ccxt reads only openInterestRv, which these contracts lack: its amount is undefined.",
        },
      ],
    },
  ],
};
