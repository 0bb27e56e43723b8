import { canonicalVenue } from "../../market/venues.js";
import type { AskedSource } from "./asked-source.js";

/** Venues whose open interest of this moment can be asked for, by canonical name. */
export const snapshotVenues: readonly string[] = [
  "binance",
  "bybit",
  "okx",
  "gate",
  "bitget",
  "htx",
  "deribit",
  "hyperliquid",
  "kucoin",
  "bitfinex",
  "bingx",
  "kraken",
  "mexc",
  "dydx",
  "phemex",
];

/**
 * Canonical names of venues given by any of their names, each once, in the order given.
 * @throws {RangeError} for a venue that cannot be asked, naming those that can, or if there is none
 */
export function askedVenues(venues: readonly string[], owner: string): readonly string[] {
  if (venues.length === 0) {
    throw new RangeError(
      `${owner}: venues is empty; leave it out for all, or name some of ${snapshotVenues.join(", ")}`,
    );
  }
  const names = venues.map((name) => {
    const known = canonicalVenue(name);
    if (snapshotVenues.includes(known)) return known;
    throw new RangeError(`${owner}: unknown venue "${name}"; known: ${snapshotVenues.join(", ")}`);
  });
  return [...new Set(names)];
}

/** What is asked for venues by their canonical names, in their order. */
export async function snapshotSources(venues: readonly string[]): Promise<readonly AskedSource[]> {
  const [{ askedSource }, { venueSources }] = await Promise.all([
    import("./asked-source.js"),
    import("./venue-sources.js"),
  ]);
  return venues.flatMap((name) => venueSources.filter(({ venue }) => venue === name)).map(askedSource);
}
