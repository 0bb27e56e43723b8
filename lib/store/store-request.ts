import { basename, resolve } from "node:path";
import { intervalMs as intervalOf } from "../series/time.js";
import { periodEnd, periodStart } from "../sources/period.js";
import {
  askedVenues,
  knownSource,
  ownOptions,
  type SourceOptions,
  sourceNames,
  usualInterval,
} from "../sources/source-options.js";
import { storedQuery } from "./reading/stored-query.js";
import type { StoredQuery } from "./store-types.js";

/** What the options of a load ask of a store. */
export interface StoreRequest {
  /** What the store calls it: the source, or of a file its name. */
  readonly source: string;
  /** Whether it can be fetched; what was recorded or imported is in the store alone. */
  readonly isFetched: boolean;
  readonly asset: string;
  /** What the source is asked for, and what is stored: for the archive its five minutes. Undefined: a file's own step. */
  readonly storedMs: number | undefined;
  readonly storedInterval: string | undefined;
  /** What is read; undefined: as stored. */
  readonly barMs: number | undefined;
  /** Bounds, epoch milliseconds UTC; undefined where left out. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Undefined where it is not fetched: whatever was asked. */
  readonly query: StoredQuery | undefined;
  /** Whether the source lies in a folder, and tells by itself from when to when it goes. */
  readonly isLocal: boolean;
  /** Whether the source is asked month by month. */
  readonly isMonthly: boolean;
  /** Whether the source is the archive, which gives whole bars, and all that are asked for: empty where it has nothing. */
  readonly isMade: boolean;
  /** Whether it is a file or the sample, which is read each time. */
  readonly isAtHand: boolean;
  /** Whether it is a file, which the store calls by a name that another one may have. */
  readonly isFile: boolean;
}

/**
 * Reads the options of a load. A source that nobody fetches, such as `recorded` or the name of a file that was imported, is
 * looked for in the store.
 * @param fetchesAll whether what fetches knows sources of its own
 * @throws {RangeError} for an interval or a time that cannot be, or a file that has the name of a source
 */
export function storeRequest(options: SourceOptions, fetchesAll: boolean): StoreRequest {
  const shared = {
    asset: (options.asset || "BTC").toUpperCase(),
    from: options.from ? periodStart(options.from) : undefined,
    to: options.to ? periodEnd(options.to) : undefined,
  };
  const isKnown = sourceNames.some((name) => name === (options.source || "sample"));
  const asked = isKnown ? knownAsk(options) : fetchesAll ? foreignAsk(options) : storedAsk(options);
  const { source, interval, isMade = false, query } = asked;
  const barMs = interval === undefined ? undefined : intervalOf(interval);
  // Every interval of the archive is made of its five minutes, which are stored once.
  const storedInterval = isMade && barMs !== undefined && barMs % intervalOf("5m") === 0 ? "5m" : interval;
  return {
    ...shared,
    source,
    isFetched: isKnown || fetchesAll,
    storedMs: storedInterval === undefined ? undefined : intervalOf(storedInterval),
    storedInterval,
    barMs,
    query: query !== undefined && interval === undefined ? { ...query, interval: "own" } : query,
    isLocal: asked.isLocal,
    isMonthly: isMade || !asked.isLocal,
    isMade,
    isAtHand: asked.isAtHand ?? false,
    isFile: asked.isFile ?? false,
  };
}

type Ask = Pick<StoreRequest, "source" | "query" | "isLocal"> & {
  readonly interval: string | undefined;
  readonly isMade?: boolean;
  readonly isAtHand?: boolean;
  readonly isFile?: boolean;
};

/** What is asked of a source of this library. Where its data lies does not change what it is. */
function knownAsk(options: SourceOptions): Ask {
  const source = knownSource(options);
  const own = ownOptions(options);
  const isFile = source === "file" || source === "csv";
  return {
    source: isFile ? fileName(own, options.path ?? "") : source,
    interval: options.interval || usualInterval(source),
    isMade: source === "binance-archive",
    query: storedQuery({ ...own, venues: askedVenues(options), prices: options.prices }),
    isLocal: source === "sample" || isFile || Boolean(options.path),
    isAtHand: source === "sample" || isFile,
    isFile,
  };
}

function foreignAsk(options: SourceOptions): Ask {
  const isLocal = Boolean(options.path);
  const interval = options.interval || (isLocal ? undefined : "1h");
  return { source: options.source as string, interval, query: storedQuery(options), isLocal };
}

function storedAsk({ source = "", interval }: SourceOptions): Ask {
  return { source, interval: interval || undefined, query: undefined, isLocal: false };
}

/** Endings that tell how a file is written, and not which one it is. */
const endings = /\.(csv|tsv|txt|json|ndjson|jsonl|parquet|arrow|feather|ipc|gz)$/i;

/** What a store calls a file: its `name`, or that of the file without its known endings, such as `.csv.gz`. */
function fileName({ name }: Readonly<Record<string, unknown>>, path: string): string {
  const stored = typeof name === "string" && name !== "" ? name : withoutEndings(basename(resolve(path)));
  if (stored !== "recorded" && !sourceNames.some((source) => source === stored)) return stored;
  throw new RangeError(`load: a file "${stored}" would be taken for the source of that name; give another \`name\``);
}

function withoutEndings(name: string): string {
  const short = name.replace(endings, "");
  return short === name || short === "" ? name : withoutEndings(short);
}
