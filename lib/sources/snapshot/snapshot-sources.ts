import { canonicalVenue } from "../../market/venues.js";
import type { SnapshotSource } from "./snapshot-source.js";
import { binanceCoinM, binanceUsdM } from "./venues/binance.js";
import { bingx } from "./venues/bingx.js";
import { bitfinex } from "./venues/bitfinex.js";
import { bitget } from "./venues/bitget.js";
import { bybit } from "./venues/bybit.js";
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

const sources: readonly SnapshotSource[] = [
  binanceUsdM,
  binanceCoinM,
  bybit,
  okx,
  gate,
  bitget,
  htx,
  deribit,
  hyperliquid,
  kucoin,
  bitfinex,
  bingx,
  kraken,
  mexc,
  dydx,
  phemex,
];

/** Venues whose open interest of this moment can be asked for, by canonical name. */
export const snapshotVenues: readonly string[] = [...new Set(sources.map(({ venue }) => venue))];

/**
 * What is asked for venues by any of their names, each once, in the order given.
 * @throws {RangeError} for a venue that cannot be asked, naming those that can, or if there is none
 */
export function snapshotSources(venues: readonly string[], owner: string): readonly SnapshotSource[] {
  if (venues.length === 0) {
    throw new RangeError(
      `${owner}: venues is empty; leave it out for all, or name some of ${snapshotVenues.join(", ")}`,
    );
  }
  const names = new Set(
    venues.map((name) => {
      const known = canonicalVenue(name);
      if (snapshotVenues.includes(known)) return known;
      throw new RangeError(`${owner}: unknown venue "${name}"; known: ${snapshotVenues.join(", ")}`);
    }),
  );
  return [...names].flatMap((name) => sources.filter(({ venue }) => venue === name));
}
