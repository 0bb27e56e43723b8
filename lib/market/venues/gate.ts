import type { OpenInterestField, Venue } from "../venue.js";

const sidesNote =
  "position_size is documented as the long side; open_interest was measured by a third party at twice that, so it may count both.";

const fields: readonly OpenInterestField[] = [
  {
    source: "api",
    field: "position_size",
    counts: "contracts",
    label: "instant",
    sides: 1,
    basis: "documented",
    note: "Of the list of contracts; no history.",
  },
  { source: "api", field: "open_interest", counts: "contracts", label: "unknown", basis: "measured" },
  { source: "api", field: "open_interest_usd", counts: "usd", label: "unknown", basis: "measured" },
  {
    source: "ccxt history",
    field: "openInterestAmount",
    counts: "contracts",
    label: "unknown",
    basis: "measured",
    note: "From contract_stats; until is ignored, 100 rows a call.",
  },
  { source: "ccxt history", field: "openInterestValue", counts: "usd", label: "unknown", basis: "measured" },
];

/** Gate: USDT and BTC settled contracts. */
export const gate: Venue = {
  name: "gate",
  title: "Gate",
  aliases: ["gateio", "gatefutures"],
  markets: [
    {
      name: "linear",
      title: "Gate USDT",
      margin: "linear",
      settle: "quote",
      contractSize: { BTC: 0.0001, ETH: 0.01 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)_(?<quote>USDT)$/, kind: "perpetual", example: "BTC_USDT" },
        {
          pattern: /^(?<code>[A-Z0-9]+)_(?<quote>USDT)_(?<date>\d{8})$/,
          kind: "future",
          expiryHour: 8,
          example: "BTC_USDT_20250627",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
    {
      name: "inverse",
      title: "Gate BTC",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>BTC)_USD$/, kind: "perpetual", quote: "USD", example: "BTC_USD" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: fields,
    },
  ],
};
