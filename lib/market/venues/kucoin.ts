import type { OpenInterestField, Venue } from "../venue.js";

const sidesNote = "The documentation does not say.";

const fields: readonly OpenInterestField[] = [
  {
    source: "api",
    field: "openInterest",
    counts: "contracts",
    label: "instant",
    basis: "documented",
    note: "Of a snapshot; what the labels of the history mean is not said.",
  },
  { source: "ccxt snapshot", field: "openInterestAmount", counts: "contracts", label: "instant", basis: "measured" },
  {
    source: "ccxt history",
    field: "openInterestAmount",
    counts: "contracts",
    label: "unknown",
    basis: "measured",
    note: "Kept for 7 days, for 70 at one row a day.",
  },
];

/** KuCoin: linear and inverse futures. */
export const kucoin: Venue = {
  name: "kucoin",
  title: "KuCoin",
  aliases: ["kucoinfutures"],
  codes: { XBT: "BTC" },
  markets: [
    {
      name: "linear",
      title: "KuCoin USDT-M and USDC-M",
      margin: "linear",
      settle: "quote",
      contractSize: { XBT: 0.001, ETH: 0.01 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT|USDC)M$/, kind: "perpetual", example: "XBTUSDTM" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
    {
      name: "inverse",
      title: "KuCoin COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: { others: 1 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+?)USDM$/, kind: "perpetual", quote: "USD", example: "XBTUSDM" },
        { pattern: /^(?<code>[A-Z0-9]+?)M[HMUZ]\d{2}$/, kind: "future", quote: "USD", example: "XBTMM25" },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
  ],
};
