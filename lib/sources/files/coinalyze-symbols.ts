import { instrumentIdentity } from "../../market/convert.js";
import { instrument } from "../../market/instrument.js";
import { canonicalVenue } from "../../market/venues.js";
import type { Identity } from "../../series/identity.js";

type Rename = (name: string) => string;

const asItIs: Rename = (name) => name;
const perpetual = /^(.+?)(USDT|USDC|USD)_PERP$/;

/**
 * Exchanges by the code after the dot in Coinalyze's symbols, and how the venue's own name of a contract is made of what is
 * before it.
 * Source: answers of its `/exchanges` and `/future-markets` as published by users; of BitMEX, OKX and HTX only perpetuals
 * are renamed.
 */
const exchanges: Readonly<Record<string, readonly [venue: string, rename: Rename]>> = {
  A: ["Binance", (name) => name.replace(/^(.+)(USDT|USDC|BUSD)_PERP$/, "$1$2")],
  "0": ["BitMEX", (name) => name.replace(/^(.+?)(USDT|USD|EUR|ETH)_PERP$/, "$1$2").replace(/^BTC/, "XBT")],
  "2": ["Deribit", asItIs],
  "3": ["OKX", (name) => name.replace(perpetual, "$1-$2-SWAP")],
  "4": ["Huobi", (name) => name.replace(perpetual, "$1-$2")],
  "6": ["Bybit", asItIs],
  "7": ["Phemex", asItIs],
  "8": ["dYdX", asItIs],
  C: ["Coinbase", asItIs],
  F: ["Bitfinex", (name) => name.replace(/^(.+)USDT_PERP$/, "t$1F0:USTF0")],
  G: ["Gemini", asItIs],
  H: ["Hyperliquid", asItIs],
  K: [
    "Kraken",
    (name) =>
      name
        .toUpperCase()
        .replace(/^BTCUSD_PERP$/, "PI_XBTUSD")
        .replace(/^(.+)USD_PERP$/, "PI_$1USD"),
  ],
  P: ["Poloniex", asItIs],
  V: ["Vertex", asItIs],
  W: ["WOO X", asItIs],
  Y: ["Gate.io", asItIs],
};

/** What one of Coinalyze's symbols names. */
export interface CoinalyzeMarket {
  /** Name for a column: venue and the venue's own name of the contract. */
  readonly name: string;
  /** Asset and margin are absent where the registry does not know the contract. */
  readonly identity: Identity;
}

/**
 * The contract that a symbol of Coinalyze names: `BTCUSDT_PERP.A` is Binance's BTCUSDT, `BTCUSD_PERP.A` its inverse
 * contract, and not the same at all. Sides are unknown: nobody says whether Coinalyze counts as the venue does.
 * @throws {RangeError} if the symbol has no code, its code is unknown (naming those known), or it is of a spot market
 */
export function coinalyzeMarket(symbol: string, owner: string): CoinalyzeMarket {
  const at = symbol.lastIndexOf(".");
  const code = symbol.slice(at + 1);
  const exchange = at > 0 && Object.hasOwn(exchanges, code) ? exchanges[code] : undefined;
  if (exchange === undefined) {
    const known = Object.entries(exchanges).map(([each, [venue]]) => `${each} ${venue}`);
    throw new RangeError(
      `${owner}: ${JSON.stringify(symbol)} has no code of a known exchange; known: ${known.join(", ")}`,
    );
  }
  const [title, rename] = exchange;
  const own = symbol.slice(0, at);
  if (code === "A" && !/_(?:PERP|\d{6})$/.test(own)) {
    throw new RangeError(`${owner}: ${symbol} is a spot market of Binance, which has no open interest; leave it out`);
  }
  const venue = canonicalVenue(title);
  const named = rename(own);
  return { name: `${venue} ${named}`, identity: { ...registered(venue, named), sides: "unknown" } };
}

function registered(venue: string, symbol: string): Identity {
  try {
    return instrumentIdentity(instrument(venue, symbol));
  } catch {
    // The registry does not know every venue's contracts; where their margin matters, the caller refuses.
    return { venue, instrument: symbol };
  }
}
