import { intervalMs as intervalOf } from "../series/time.js";
import type { LoadOptions } from "../sources/load.js";
import { periodEnd, periodStart } from "../sources/period.js";
import { storedQuery } from "./reading/stored-query.js";
import type { StoredQuery } from "./store-types.js";

/** What the options of a load ask of a store. */
export interface StoreRequest {
  readonly source: string;
  readonly asset: string;
  /** What the source is asked for, and what is stored: for the archive its five minutes. Undefined: a file's own step. */
  readonly storedMs: number | undefined;
  readonly storedInterval: string | undefined;
  /** What is read; undefined: as stored. */
  readonly barMs: number | undefined;
  /** Bounds, epoch milliseconds UTC; undefined where left out. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly query: StoredQuery;
  /** Whether the source is at hand, and tells by itself from when to when it goes. */
  readonly isLocal: boolean;
  /** Whether the source is asked month by month; a file is read whole anyway. */
  readonly isMonthly: boolean;
}

const archive = "binance-archive";

/**
 * Reads the options of a load.
 * @throws {RangeError} for an interval or a time that cannot be
 */
export function storeRequest(options: LoadOptions): StoreRequest {
  const source = options.source || "sample";
  const isArchive = source === archive;
  const isLocal = source === "sample" || Boolean(options.path);
  const isFile = isLocal && !isArchive && source !== "sample";
  const interval = options.interval || (isFile ? undefined : "1h");
  const barMs = interval === undefined ? undefined : intervalOf(interval);
  // Every interval of the archive is made of its five minutes, which are stored once.
  const isMade = isArchive && barMs !== undefined && barMs % intervalOf("5m") === 0;
  const storedInterval = isMade ? "5m" : interval;
  // Where the archive is fetched from does not change what it holds.
  const { path, ...others } = options;
  const asked = storedQuery(isArchive ? others : { ...others, path });
  return {
    source,
    asset: (options.asset || "BTC").toUpperCase(),
    storedMs: storedInterval === undefined ? undefined : intervalOf(storedInterval),
    storedInterval,
    barMs,
    from: options.from ? periodStart(options.from) : undefined,
    to: options.to ? periodEnd(options.to) : undefined,
    query: interval === undefined ? { ...asked, interval: "own" } : asked,
    isLocal,
    isMonthly: isArchive || !isLocal,
  };
}
