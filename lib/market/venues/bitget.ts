import type { OpenInterestField, Venue } from "../venue.js";

const fields: readonly OpenInterestField[] = [
  { source: "api", field: "size", counts: "base", label: "instant", basis: "documented" },
  { source: "api", field: "openInterest", counts: "base", label: "instant", basis: "unverified" },
  { source: "ccxt snapshot", field: "openInterestAmount", counts: "base", label: "instant", basis: "measured" },
];

const sidesNote =
  "Nobody says; an aggregator shows the venue at six tenths of what it reports itself, without a reason.";

/** Bitget: USDT, USDC and coin-margined perpetuals. */
export const bitget: Venue = {
  name: "bitget",
  title: "Bitget",
  aliases: ["bitgetfutures"],
  markets: [
    {
      name: "linear",
      title: "Bitget USDT-M and USDC-M",
      margin: "linear",
      settle: "quote",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT)$/, kind: "perpetual", example: "BTCUSDT" },
        { pattern: /^(?<code>[A-Z0-9]+?)PERP$/, kind: "perpetual", quote: "USDC", example: "BTCPERP" },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
    {
      name: "inverse",
      title: "Bitget COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: {},
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+?)USD$/, kind: "perpetual", quote: "USD", example: "BTCUSD" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields.map((field) => ({ ...field, basis: "unverified" as const })),
    },
  ],
};
