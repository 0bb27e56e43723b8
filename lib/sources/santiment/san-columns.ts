import { z } from "zod";
import { canonicalVenue } from "../../market/venues.js";
import type { Identity } from "../../series/identity.js";
import type { SanClient } from "./san-client.js";
import { ownersDocument } from "./san-documents.js";
import { SanFailure } from "./san-failure.js";
import { checked } from "./san-rows.js";

/** A metric of open interest: by exchange, by settlement currency, or of the asset. */
export type SanMetric = "exchange_open_interest" | "open_interest_per_settlement_currency" | "total_open_interest";

/** The funding rates that go with each metric of open interest. */
export const fundingOf: Readonly<Record<SanMetric, string>> = {
  exchange_open_interest: "funding_rates_aggregated_by_exchange",
  open_interest_per_settlement_currency: "funding_rates_aggregated_by_settlement_currency",
  total_open_interest: "total_funding_rates_aggregated_per_asset",
};

/** One column of a metric. */
export interface SanColumn {
  readonly name: string;
  /** Every name that Santiment has for the exchange or currency, without regard to case; none for the asset as a whole. */
  readonly owners: readonly string[];
  /** Venue or settlement currency, and what follows from it. */
  readonly identity: Identity;
  /** False for one that was not named by the caller, and may be left out if it has nothing. */
  readonly isAsked: boolean;
}

/** Which columns. */
export interface SanColumnsOptions {
  readonly asset: string;
  readonly slug: string;
  /** Default: all. */
  readonly venues?: readonly string[] | undefined;
  /** Default: all. */
  readonly currencies?: readonly string[] | undefined;
}

/** Exchanges that its documentation lists. */
const documentedExchanges = [
  "Binance",
  "Bitfinex",
  "Bitget",
  "Bitmex",
  "Btcex",
  "Bybit",
  "Crosstower",
  "Cryptodotcom",
  "Deribit",
  "Kraken",
  "Okex",
];

/** Its documentation names USDT alone; the others are those of the contracts that it collects. */
const usualCurrencies = ["USDT", "USDC", "BUSD", "USD"];

/**
 * The columns of a metric: those asked for, else those that Santiment names for the asset, else those of its documentation.
 * @throws {RangeError} if a venue is not among those that Santiment names, naming them
 */
export async function sanColumns(
  client: SanClient,
  metric: SanMetric,
  { asset, slug, venues, currencies }: SanColumnsOptions,
): Promise<readonly SanColumn[]> {
  if (metric === "total_open_interest") return [{ name: "total", owners: [], identity: {}, isAsked: true }];
  if (metric === "open_interest_per_settlement_currency") {
    if (currencies !== undefined) return unique(currencies.map((currency) => currencyColumn(currency, asset, true)));
    const named = (await namedOwners(client, metric, slug)) ?? [...usualCurrencies, asset];
    return byName(named.map((currency) => currencyColumn(currency, asset, false)));
  }
  const named = await namedOwners(client, metric, slug);
  const all = byName((named ?? documentedExchanges).map((owner) => venueColumn(owner, false)));
  if (venues === undefined) return all;
  return unique(
    venues.map((venue) => {
      const canonical = canonicalVenue(venue);
      const found = all.find(({ name }) => name === canonical);
      if (found !== undefined) return { ...found, isAsked: true };
      // The documented list is not all there may be.
      if (named === undefined) return venueColumn(venue, true);
      const known = all.map(({ name }) => name).join(", ");
      throw new RangeError(`loadSantiment: Santiment has no ${metric} of "${venue}" for ${slug}; known: ${known}`);
    }),
  );
}

const owners = z.object({ getLabelBasedMetricOwners: z.array(z.string().nullable()).nullish() });

/** Owners of a metric as Santiment tells them; undefined where it does not. */
async function namedOwners(client: SanClient, metric: SanMetric, slug: string): Promise<string[] | undefined> {
  try {
    const { data, what } = await client.ask(`owners of ${metric} ${slug}`, ownersDocument(metric, slug));
    const list = checked(owners, data, what).getLabelBasedMetricOwners ?? [];
    const named = list.filter((owner): owner is string => owner !== null && /[\p{L}\p{N}]/u.test(owner));
    return named.length === 0 ? undefined : named;
  } catch (cause) {
    if (cause instanceof SanFailure && (cause.kind === "unknown-field" || cause.kind === "other")) return undefined;
    throw cause;
  }
}

function venueColumn(owner: string, isAsked: boolean): SanColumn {
  const venue = canonicalVenue(owner);
  return { name: venue, owners: [owner], identity: { venue }, isAsked };
}

function currencyColumn(owner: string, asset: string, isAsked: boolean): SanColumn {
  const settle = owner.toUpperCase();
  // A contract that pays in its own coin is inverse. Of any other currency nobody says what it quotes.
  const identity: Identity = settle === asset ? { settle, margin: "inverse" } : { settle };
  return { name: settle, owners: [owner], identity, isAsked };
}

/** One column of each name, of all its owners: Santiment matches them without their case, so each is asked for once. */
function unique(columns: readonly SanColumn[]): readonly SanColumn[] {
  const byColumn = new Map<string, SanColumn>();
  for (const column of columns) {
    const { owners = [] } = byColumn.get(column.name) ?? {};
    const known = new Set(owners.map((owner) => owner.toLowerCase()));
    const added = column.owners.filter((owner) => !known.has(owner.toLowerCase()));
    byColumn.set(column.name, { ...column, owners: [...owners, ...added] });
  }
  return [...byColumn.values()];
}

/** In the order of their names, since the server keeps to none. */
function byName(columns: readonly SanColumn[]): readonly SanColumn[] {
  return [...unique(columns)].sort((a, b) => (a.name < b.name ? -1 : 1));
}
