import type { Venue } from "../venue.js";

const sidesNote = "The documentation says of volume and amount that they sum both buy and sell sides.";

/** HTX, formerly Huobi: USDT and coin-margined contracts. */
export const htx: Venue = {
  name: "htx",
  title: "HTX",
  aliases: ["huobi", "huobidm", "huobifutures", "huobiglobal"],
  markets: [
    {
      name: "linear",
      title: "HTX USDT-M",
      margin: "linear",
      settle: "quote",
      contractSize: { BTC: 0.001, ETH: 0.01 },
      contractBasis: "unverified",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT)$/, kind: "perpetual", example: "BTC-USDT" },
        {
          pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDT)-(?<date>\d{6})$/,
          kind: "future",
          expiryHour: 8,
          example: "BTC-USDT-250627",
        },
      ],
      sides: 2,
      sidesBasis: "documented",
      sidesNote,
      openInterest: [
        { source: "api", field: "volume", counts: "contracts", label: "instant", basis: "measured" },
        { source: "api", field: "amount", counts: "base", label: "instant", basis: "measured" },
        { source: "api", field: "value", counts: "quote", label: "instant", basis: "measured" },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "contracts",
          label: "instant",
          basis: "measured",
          note: "The history's field of the same name is coins.",
        },
        { source: "ccxt snapshot", field: "openInterestValue", counts: "quote", label: "instant", basis: "measured" },
        {
          source: "ccxt history",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "Coins because ccxt asks for amount_type 2; contracts with {amount_type: 1}. The label is called the recording time. since and until do not reach the venue, which gives the newest 200 rows at most.",
        },
        { source: "ccxt history", field: "openInterestValue", counts: "quote", label: "instant", basis: "measured" },
      ],
    },
    {
      name: "inverse",
      title: "HTX COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 100, others: 10 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+)-USD$/, kind: "perpetual", quote: "USD", example: "BTC-USD" },
        {
          pattern: /^(?<code>[A-Z0-9]+?)(?<date>\d{6})$/,
          kind: "future",
          quote: "USD",
          expiryHour: 8,
          example: "BTC250627",
        },
      ],
      sides: 2,
      sidesBasis: "documented",
      sidesNote,
      openInterest: [
        { source: "api", field: "volume", counts: "contracts", label: "instant", basis: "documented" },
        { source: "api", field: "amount", counts: "base", label: "instant", basis: "measured" },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "contracts",
          label: "instant",
          basis: "measured",
        },
        {
          source: "ccxt history",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          basis: "documented",
          note: "Coins because ccxt asks for amount_type 2; contracts with {amount_type: 1}. The label is called the recording time.",
        },
      ],
    },
  ],
};
