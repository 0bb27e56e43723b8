import type { Unit } from "../series/identity.js";
import type { Dataset } from "../sources/dataset.js";
import type { SourceOptions } from "../sources/source-options.js";

// Apart from what uses them, so that their types bring none of the database's.

/** What `Store.load` takes: the options of `load`, and what is asked of the source though it is stored. */
export interface StoreLoadOptions extends SourceOptions {
  /**
   * Fetches again what is there, so that what the source has changed is found: all of the period (`true`), or a length of
   * time at its end, such as `7d`. Default false.
   */
  readonly refresh?: boolean | string;
  /** Fetches nothing, reads no file or sample but what is stored of them, and tells what is missing. Default false. */
  readonly offline?: boolean;
  /** What answers in place of the sources. Default `loadSource`. */
  readonly fetch?: (options: SourceOptions) => Promise<Dataset>;
  /** The present, epoch milliseconds UTC, which decides what is final. Default the clock's. */
  readonly now?: number;
}

/** How a query of rows is run. */
export interface RowsOptions {
  /** Stops the query. */
  readonly signal?: AbortSignal | undefined;
}

/** How a query that gives a panel is run. */
export interface QueryOptions extends RowsOptions {
  /** Unit of every value. Default: that of the result's column `unit`, else `number`. */
  readonly unit?: Unit | undefined;
}

/** What a store holds of one source and asset in bars of one length. Made to be shown by `table`. */
export interface StoreInfoRow {
  readonly source: string;
  readonly asset: string;
  /** Length of a bar, such as `5m`; `own` for what stands at its own times, such as funding. */
  readonly interval: string;
  /** Venues, by comma; empty where all series are of no one venue. */
  readonly venues: string;
  /** First and last time of a value, ISO. */
  readonly from: string;
  readonly to: string;
  /** Values. */
  readonly rows: number;
  /** Bytes of the files, shared out by their rows. */
  readonly bytes: number;
  /** Ranges between the first fetch and the last of which none told. */
  readonly holes: number;
  /** Bars within the fetched ranges at which no series has a value. */
  readonly missing: number;
  /** Values that their source changed after they were stored. */
  readonly revised: number;
  readonly fetches: number;
  /** When a source was asked the last time, ISO. */
  readonly lastFetch: string;
}

/** What a store holds, a row for each source, asset and length of bars. */
export type StoreInfo = readonly StoreInfoRow[];
