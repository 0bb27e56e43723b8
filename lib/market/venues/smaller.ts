import type { OpenInterestField, SymbolForm, Venue } from "../venue.js";
import { coinAlone } from "./coin-alone.js";

/** What is told of a smaller venue: perpetuals in coins, each coin its own contract, sides unknown. */
interface Smaller {
  readonly name: string;
  readonly title: string;
  readonly aliases?: readonly string[];
  readonly settle: string;
  readonly symbol: SymbolForm;
  readonly openInterest: readonly OpenInterestField[];
}

const field = (
  field: string,
  counts: OpenInterestField["counts"],
  basis: OpenInterestField["basis"] = "unverified",
  note?: string,
): OpenInterestField => ({
  source: "ccxt snapshot",
  field,
  counts,
  label: "instant",
  basis,
  ...(note === undefined ? {} : { note }),
});

const noTime = "Its timestamp is undefined: stamp it with the moment of the answer.";

const smaller: readonly Smaller[] = [
  {
    name: "apex",
    title: "ApeX",
    aliases: ["apexpro", "apexomni"],
    settle: "quote",
    symbol: { pattern: /^(?<code>[A-Z0-9]+?)-?(?<quote>USDT|USDC)$/, kind: "perpetual", example: "BTCUSDT" },
    openInterest: [field("openInterestAmount", "base", "unverified", noTime)],
  },
  {
    name: "backpack",
    title: "Backpack",
    settle: "USDC",
    symbol: { pattern: /^(?<code>[A-Z0-9]+)_(?<quote>USDC)_PERP$/, kind: "perpetual", example: "BTC_USDC_PERP" },
    openInterest: [
      field(
        "openInterestValue",
        "base",
        "unverified",
        "ccxt puts the coins where a value belongs: the documented reply for BTC is 1273.85214; it has no history, though it says so.",
      ),
    ],
  },
  {
    name: "btse",
    title: "BTSE",
    settle: "quote",
    symbol: { pattern: /^(?<code>[A-Z0-9]+?)-?(?<quote>USDT)(?:-PERP)?$/, kind: "perpetual", example: "BTC-USDT" },
    openInterest: [field("openInterestAmount", "base"), field("openInterestValue", "usd")],
  },
  {
    name: "bullish",
    title: "Bullish",
    settle: "USDC",
    symbol: { pattern: /^(?<code>[A-Z0-9]+)-(?<quote>USDC)-PERP$/, kind: "perpetual", example: "BTC-USDC-PERP" },
    openInterest: [field("openInterestAmount", "base")],
  },
  {
    name: "extended",
    title: "Extended",
    settle: "USDC",
    symbol: { pattern: /^(?<code>[A-Z0-9]+)-USD$/, kind: "perpetual", quote: "USD", example: "BTC-USD" },
    openInterest: [
      { ...field("openInterestAmount", "base", "measured"), source: "ccxt history", label: "unknown" },
      { ...field("openInterestValue", "usd", "measured"), source: "ccxt history", label: "unknown" },
    ],
  },
  {
    name: "gemini",
    title: "Gemini",
    settle: "GUSD",
    symbol: { pattern: /^(?<code>[A-Za-z0-9]+?)gusdperp$/i, kind: "perpetual", quote: "GUSD", example: "btcgusdperp" },
    openInterest: [
      field("openInterestAmount", "base", "measured", noTime),
      field("openInterestValue", "usd", "measured", noTime),
    ],
  },
  {
    name: "pacifica",
    title: "Pacifica",
    settle: "USDC",
    symbol: coinAlone,
    openInterest: [
      field("openInterestAmount", "base"),
      field("openInterestValue", "usd", "measured", "ccxt's own product of the amount and the mark price."),
    ],
  },
  {
    name: "paradex",
    title: "Paradex",
    settle: "USDC",
    symbol: { pattern: /^(?<code>[A-Z0-9]+)-USD-PERP$/, kind: "perpetual", quote: "USD", example: "BTC-USD-PERP" },
    openInterest: [field("openInterestAmount", "base")],
  },
  {
    name: "weex",
    title: "WEEX",
    settle: "quote",
    symbol: { pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT)$/, kind: "perpetual", example: "BTCUSDT" },
    openInterest: [field("openInterestAmount", "base")],
  },
  {
    name: "woofipro",
    title: "WOOFi Pro",
    settle: "USDC",
    symbol: { pattern: /^PERP_(?<code>[A-Z0-9]+)_(?<quote>USDC)$/, kind: "perpetual", example: "PERP_BTC_USDC" },
    openInterest: [field("openInterestAmount", "base")],
  },
  {
    name: "xt",
    title: "XT",
    aliases: ["xtcom"],
    settle: "quote",
    symbol: { pattern: /^(?<code>[a-z0-9]+)_(?<quote>usdt)$/i, kind: "perpetual", example: "btc_usdt" },
    openInterest: [field("openInterestAmount", "base", "measured"), field("openInterestValue", "usd", "measured")],
  },
];

/** Venues whose open interest is known here through ccxt alone. */
export const smallerVenues: readonly Venue[] = smaller.map(
  ({ name, title, aliases = [], settle, symbol, openInterest }) => ({
    name,
    title,
    aliases,
    markets: [
      {
        name: "linear",
        title: `${title} perpetuals`,
        margin: "linear" as const,
        settle,
        contractSize: { others: 1 },
        contractBasis: "unverified" as const,
        symbols: [symbol],
        sides: "unknown" as const,
        sidesBasis: "unverified" as const,
        openInterest,
      },
    ],
  }),
);

const nameOnly = (name: string, title: string, aliases: readonly string[] = []): Venue => ({
  name,
  title,
  aliases,
  markets: [],
});

/** Venues of which aggregators tell and only the names are known here. */
export const namedVenues: readonly Venue[] = [
  nameOnly("bitunix", "Bitunix"),
  nameOnly("coinbase", "Coinbase", ["coinbaseinternational", "coinbaseintl", "coinbaseinternationalexchange"]),
  nameOnly("coinex", "CoinEx"),
  nameOnly("cryptocom", "Crypto.com", ["cryptodotcom", "cryptocomexchange"]),
  nameOnly("lbank", "LBank"),
  nameOnly("whitebit", "WhiteBIT"),
];
