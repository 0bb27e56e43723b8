import type { OpenInterestField, Venue } from "../venue.js";

const sidesNote = "The documentation does not say.";

const fields: readonly OpenInterestField[] = [
  { source: "api", field: "holdVol", counts: "contracts", label: "instant", basis: "documented" },
  {
    source: "ccxt ticker",
    field: "info.holdVol",
    counts: "contracts",
    label: "instant",
    basis: "measured",
    note: "ccxt has no open interest of this venue but passes on its ticker.",
  },
];

/** MEXC: linear and inverse perpetuals. */
export const mexc: Venue = {
  name: "mexc",
  title: "MEXC",
  aliases: ["mexcfutures", "mexcglobal"],
  markets: [
    {
      name: "linear",
      title: "MEXC USDT-M",
      margin: "linear",
      settle: "quote",
      contractSize: { BTC: 0.0001, ETH: 0.01 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+)_(?<quote>USDT|USDC)$/, kind: "perpetual", example: "BTC_USDT" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
    {
      name: "inverse",
      title: "MEXC COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 100, ETH: 10 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+)_USD$/, kind: "perpetual", quote: "USD", example: "BTC_USD" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
  ],
};
