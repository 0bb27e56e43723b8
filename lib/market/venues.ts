import type { Market, Venue } from "./venue.js";
import { binance } from "./venues/binance.js";
import { bingx } from "./venues/bingx.js";
import { bitfinex } from "./venues/bitfinex.js";
import { bitget } from "./venues/bitget.js";
import { bitmex } from "./venues/bitmex.js";
import { bybit } from "./venues/bybit.js";
import { cme } from "./venues/cme.js";
import { delta } from "./venues/delta.js";
import { deribit } from "./venues/deribit.js";
import { dydx } from "./venues/dydx.js";
import { gate } from "./venues/gate.js";
import { htx } from "./venues/htx.js";
import { hyperliquid } from "./venues/hyperliquid.js";
import { kraken } from "./venues/kraken.js";
import { kucoin } from "./venues/kucoin.js";
import { mexc } from "./venues/mexc.js";
import { okx } from "./venues/okx.js";
import { phemex } from "./venues/phemex.js";
import { namedVenues, smallerVenues } from "./venues/smaller.js";

/**
 * Every venue that is known here, with its markets and what its open interest holds. Each fact carries its basis
 * (`Basis`); what is `unverified` in it, such as the sides that Binance counts or the contract sizes of MEXC, is to be
 * checked before money depends on it. `openInterestFields()` lists the same as a flat table.
 */
export const venues: readonly Venue[] = [
  binance,
  bybit,
  okx,
  bitget,
  gate,
  htx,
  deribit,
  hyperliquid,
  kucoin,
  bingx,
  bitfinex,
  kraken,
  bitmex,
  dydx,
  phemex,
  mexc,
  delta,
  cme,
  ...smallerVenues,
  ...namedVenues,
];

const venuesByName: ReadonlyMap<string, Venue> = new Map(
  venues.flatMap((venue) => [venue.name, ...venue.aliases].map((name) => [name, venue] as const)),
);

/**
 * The one name by which this library knows a venue: its letters and digits in lower case, a renamed or differently
 * written venue under its present name. `GATE.IO` and `Gate` are `gate`, `OKEX` is `okx`, `Huobi` is `htx`,
 * `Crypto.com` is `cryptocom`. A venue that is not in the registry keeps its own name: nothing is guessed. An arm under
 * another supervisor is another venue: `binanceus` is not `binance`.
 * @throws {RangeError} if the name has no letter or digit
 */
export function canonicalVenue(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (plain === "") throw new RangeError(`canonicalVenue: "${name}" is not a venue's name; give letters or digits`);
  return venuesByName.get(plain)?.name ?? plain;
}

/**
 * A venue of the registry by any of its names.
 * @throws {RangeError} if it is not there, naming those that are
 */
export function venue(name: string): Venue {
  const found = venuesByName.get(canonicalVenue(name));
  if (found !== undefined) return found;
  throw new RangeError(`venue: unknown venue "${name}"; known: ${venues.map(({ name }) => name).join(", ")}`);
}

/**
 * The rules shared by contracts of one kind at a venue, such as `market("binance", "coin-m")`.
 * @throws {RangeError} if the venue or its market is not in the registry, naming those that are
 */
export function market(venueName: string, marketName: string): Market {
  const { title, markets } = venue(venueName);
  const found = markets.find(({ name }) => name === marketName);
  if (found !== undefined) return found;
  const known = markets.length === 0 ? "none" : markets.map(({ name }) => name).join(", ");
  throw new RangeError(`market: ${title} has no market "${marketName}"; known: ${known}`);
}
