import type { ExchangeClient } from "../exchange/exchange-client.js";
import type { ListedInstrument, ListedMarket } from "./listed-instruments.js";

/** What a venue publishes of one instrument at one moment, unread. */
export interface Reading {
  /** Its name at the venue. */
  readonly instrument: string;
  /** Cells by the name of their field, as the registry names it under `api`. */
  readonly published: Readonly<Record<string, unknown>>;
  /** Cell of dollars for one coin; undefined where the venue gives none here. */
  readonly price?: unknown;
  /** Which price it is. Default `mark`. */
  readonly priceName?: string;
  /** Cell of the time at which the open interest was true; undefined where the venue gives none. */
  readonly time?: unknown;
}

/** What a source needs to ask. */
export interface SourceCalls {
  /**
   * The body of one of the exchange's public calls, by the name of ccxt's method for it. Failures that may pass are tried
   * again; the answer is still unread.
   */
  readonly call: (method: string, query?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Runs one task for each instrument; one that fails is told and loses only its own. */
  readonly each: (
    instruments: readonly ListedInstrument[],
    task: (instrument: ListedInstrument) => Promise<readonly Reading[]>,
  ) => Promise<readonly Reading[]>;
}

/** One part of a venue that is asked through one exchange of ccxt. */
export interface SnapshotSource {
  /** Canonical venue name. */
  readonly venue: string;
  /** How a message calls it. */
  readonly title: string;
  /** ccxt's name of the exchange. */
  readonly exchange: string;
  /** What ccxt's `options.fetchMarkets.types` is set to, so that no list is asked for in vain. Absent: as it is. */
  readonly marketTypes?: readonly string[] | Readonly<Record<string, unknown>>;
  /** The venue's own name of a market. Default ccxt's `id`. */
  readonly nameOf?: (market: ListedMarket) => string | undefined;
  /** Readings of at least the given instruments, of which there is one at least; others are ignored. */
  readonly read: (instruments: readonly ListedInstrument[], calls: SourceCalls) => Promise<readonly Reading[]>;
}

/** Asking for each is the smaller answer up to so many instruments; beyond, all in one call. */
export const fewInstruments = 4;

/** A public call of the exchange by the name of ccxt's method, such as `fapiPublicGetOpenInterest`. */
export function endpoint(
  client: ExchangeClient,
  method: string,
): (query: Readonly<Record<string, unknown>>) => Promise<unknown> {
  const found = (client as unknown as Readonly<Record<string, unknown>>)[method];
  if (typeof found === "function") return (query) => found.call(client, query) as Promise<unknown>;
  throw new Error(`exchangeSnapshots: ccxt's ${client.id} has no ${method}; install the version this library names`);
}
