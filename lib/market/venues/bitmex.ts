import type { Venue } from "../venue.js";

const sidesNote = "The documentation does not say.";

/** BitMEX: inverse XBTUSD, linear in USDT, quanto settled in XBT. */
export const bitmex: Venue = {
  name: "bitmex",
  title: "BitMEX",
  aliases: ["bitmexfutures"],
  codes: { XBT: "BTC" },
  markets: [
    {
      name: "inverse",
      title: "BitMEX inverse",
      margin: "inverse",
      settle: "base",
      contractSize: { XBT: 1 },
      contractBasis: "measured",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>XBT)USD$/, kind: "perpetual", quote: "USD", example: "XBTUSD" },
        { pattern: /^(?<code>XBT)[FGHJKMNQUVXZ]\d{2}$/, kind: "future", quote: "USD", example: "XBTM25" },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        {
          source: "api",
          field: "openInterest",
          counts: "contracts",
          label: "instant",
          basis: "measured",
          note: "ccxt up to the release that had this venue called a contract 100,000,000 large: that is satoshi, not dollars.",
        },
        {
          source: "api",
          field: "openValue",
          counts: "base",
          scale: 1e-8,
          label: "instant",
          basis: "measured",
          note: "Satoshi at the venue's mark price.",
        },
      ],
    },
    {
      name: "linear",
      title: "BitMEX linear",
      margin: "linear",
      settle: "USDT",
      contractSize: { XBT: 1e-6, ETH: 1e-5 },
      contractBasis: "measured",
      fundingIntervalHours: 8,
      symbols: [{ pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT)$/, kind: "perpetual", example: "XBTUSDT" }],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterest", counts: "contracts", label: "instant", basis: "measured" },
        {
          source: "api",
          field: "openValue",
          counts: "quote",
          scale: 1e-6,
          label: "instant",
          basis: "measured",
          note: "Millionths of a USDT at the venue's mark price.",
        },
      ],
    },
    {
      name: "quanto",
      title: "BitMEX quanto",
      margin: "quanto",
      settle: "BTC",
      contractSize: { ETH: 1e-6 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>(?!XBT)[A-Z0-9]+?)USD$/, kind: "perpetual", quote: "USD", example: "ETHUSD" },
        {
          pattern: /^(?<code>(?!XBT)[A-Z0-9]+?)USD[FGHJKMNQUVXZ]\d{2}$/,
          kind: "future",
          quote: "USD",
          example: "ETHUSDM25",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterest", counts: "contracts", label: "instant", basis: "documented" },
      ],
    },
  ],
};
