import type { Venue } from "../venue.js";

const sidesNote = "The documentation does not say.";

/** Kraken Futures: PI_ and FI_ inverse, PF_ linear. */
export const kraken: Venue = {
  name: "kraken",
  title: "Kraken Futures",
  aliases: ["krakenfutures", "cryptofacilities"],
  codes: { XBT: "BTC" },
  markets: [
    {
      name: "inverse",
      title: "Kraken inverse",
      margin: "inverse",
      settle: "base",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 1,
      symbols: [
        { pattern: /^PI_(?<code>[A-Z0-9]+?)USD$/i, kind: "perpetual", quote: "USD", example: "PI_XBTUSD" },
        {
          pattern: /^FI_(?<code>[A-Z0-9]+?)USD_(?<date>\d{6})$/i,
          kind: "future",
          quote: "USD",
          example: "FI_XBTUSD_250627",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterest", counts: "contracts", label: "instant", basis: "documented" },
        {
          source: "ccxt ticker",
          field: "info.openInterest",
          counts: "contracts",
          label: "instant",
          basis: "measured",
          note: "ccxt has no open interest of this venue but passes on its ticker.",
        },
      ],
    },
    {
      name: "linear",
      title: "Kraken linear multi-collateral",
      margin: "linear",
      settle: "USD",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 1,
      symbols: [
        { pattern: /^PF_(?<code>[A-Z0-9]+?)USD$/i, kind: "perpetual", quote: "USD", example: "PF_XBTUSD" },
        {
          pattern: /^FF_(?<code>[A-Z0-9]+?)USD_(?<date>\d{6})$/i,
          kind: "future",
          quote: "USD",
          expiryHour: 8,
          example: "FF_XBTUSD_250627",
        },
      ],
      sides: "unknown",
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        { source: "api", field: "openInterest", counts: "base", label: "instant", basis: "documented" },
        { source: "ccxt ticker", field: "info.openInterest", counts: "base", label: "instant", basis: "measured" },
      ],
    },
  ],
};
