import type { Candles } from "../series/candles.js";
import type { BinanceArchiveOptions } from "./binance/binance-archive.js";
import type { BlocklensOptions } from "./blocklens/blocklens.js";
import { checkNames } from "./check-names.js";
import type { ExchangeOptions } from "./exchange/exchange.js";
import type { FileOptions } from "./files/file-options.js";
import type { HttpWait } from "./http/http-wait.js";
import type { LoadProgress } from "./progress.js";
import type { SantimentOptions } from "./santiment/santiment-options.js";
import { readSettings } from "./source-settings.js";

/** Where a dataset can come from. */
export type SourceName =
  | "sample"
  | "binance-archive"
  | "binance"
  | "exchange"
  | "blocklens"
  | "santiment"
  | "file"
  | "csv";

/** Every source, in the order of the definition. */
export const sourceNames: readonly SourceName[] = [
  "sample",
  "binance-archive",
  "binance",
  "exchange",
  "blocklens",
  "santiment",
  "file",
  "csv",
];

/** What `loadSource` takes. Empty text counts as left out, so that a notebook's parameters can be handed on as they are. */
export interface SourceOptions {
  /**
   * - `sample`: the simulated market that comes with the package
   * - `binance-archive`: Binance's public archive, from a folder (`path`) or over HTTP
   * - `binance`: the archive, and from where it ends the exchange itself
   * - `exchange`: the recent past straight from exchanges (`venues`), through ccxt
   * - `blocklens`: daily dollars of several venues from Blocklens
   * - `santiment`: dollars of several venues every five minutes from Santiment
   * - `file`: a CSV, Parquet, Arrow, Feather or JSON file, or an export of a vendor (`path`, and `file` for what it cannot tell)
   * - `csv`: another name of `file`
   *
   * Default `sample`.
   */
  readonly source?: SourceName | (string & {});
  /** Base asset, in capital or small letters. Default `BTC`. */
  readonly asset?: string;
  /** Venues by any name they go by, as a list or as text with commas between. Default: all that the source has. */
  readonly venues?: readonly string[] | string;
  /** Length of a bar, such as `1h`. Default the usual one of the source, for a file its own step. */
  readonly interval?: string;
  /** ISO time, left out of the period: rows have from < bar end ≤ to. Default: all the source has. */
  readonly from?: string;
  /** ISO time; a date alone includes that whole day. Default: all the source has. */
  readonly to?: string;
  /** Folder or file of the source. */
  readonly path?: string;
  /** Address of the source, where it is another than its own. */
  readonly url?: string;
  /** Price bars for a source without prices, or the name of another source that has them. Default none. */
  readonly prices?: Candles | SourceName | (string & {});
  /** More options of the source as text, `name=value; name=value` or a JSON object, for those who have text only. */
  readonly settings?: string | Readonly<Record<string, unknown>>;
  /** Called after each file or request. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Called when a provider makes us wait. */
  readonly onWait?: (wait: HttpWait) => void;
  /** Stops loading from the network. */
  readonly signal?: AbortSignal;
  /** More of the archive. */
  readonly archive?: Omit<BinanceArchiveOptions, keyof SharedOptions | "path" | "onWait">;
  /** Which exchange, and what it is asked through. `now` is the clock's if left out. */
  readonly exchange?: Partial<Omit<ExchangeOptions, keyof SharedOptions | "venues">>;
  /** More of Blocklens. */
  readonly blocklens?: Omit<BlocklensOptions, keyof SharedOptions | "venues" | "prices" | "onWait">;
  /** More of Santiment. */
  readonly santiment?: Omit<SantimentOptions, keyof SharedOptions | "venues" | "prices" | "onWait">;
  /** How a file is read, a CSV too. Default as the export of a vendor, known by its shape. */
  readonly file?: Omit<FileOptions, keyof SharedOptions | "path" | "prices">;
  /** The same, where the source is called `csv`. */
  readonly csv?: Omit<FileOptions, keyof SharedOptions | "path" | "prices">;
}

/** What all sources take in the same way. */
type SharedOptions = Pick<SourceOptions, "asset" | "interval" | "from" | "to" | "onProgress" | "signal" | "url">;

/** Group of each source's own options. */
const groupOf = {
  sample: undefined,
  "binance-archive": "archive",
  binance: "archive",
  exchange: "exchange",
  blocklens: "blocklens",
  santiment: "santiment",
  csv: "csv",
  file: "file",
} as const satisfies Readonly<Record<SourceName, keyof SourceOptions | undefined>>;

/**
 * The source that options name.
 * @throws {RangeError} for an unknown one, naming those known
 */
export function knownSource({ source }: SourceOptions): SourceName {
  const known = sourceNames.find((name) => name === (source || "sample"));
  if (known !== undefined) return known;
  throw new RangeError(`load: unknown source "${source}"; known: ${sourceNames.join(", ")}`);
}

/** Every option there is. */
const optionNames = Object.keys({
  source: true,
  asset: true,
  venues: true,
  interval: true,
  from: true,
  to: true,
  path: true,
  url: true,
  prices: true,
  settings: true,
  onProgress: true,
  onWait: true,
  signal: true,
  archive: true,
  exchange: true,
  blocklens: true,
  santiment: true,
  file: true,
  csv: true,
} satisfies Readonly<Record<keyof SourceOptions, true>>);

/** Sources over the network alone, which read nothing at a path. */
const withoutPath: readonly SourceName[] = ["exchange", "blocklens", "santiment"];

/**
 * Refuses what would be passed over without a word; what is undefined or empty text counts as left out.
 * @throws {RangeError} for an option that there is not (naming those there are), the group of another source, or a path that
 *   the source does not read
 */
function checkUsed(options: SourceOptions, source: SourceName): void {
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [name]));
  const unknown = given.find((name) => !optionNames.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`load: there is no option "${unknown}"; known: ${optionNames.join(", ")}`);
  }
  const group = groupOf[source];
  const groups: readonly (string | undefined)[] = Object.values(groupOf);
  const other = given.find((name) => groups.includes(name) && name !== group);
  if (other !== undefined) {
    throw new RangeError(
      `load: option "${other}" is not of the source "${source}"; ${group === undefined ? "leave it out" : `its own are in ${group}`}`,
    );
  }
  if (given.includes("path") && withoutPath.includes(source)) {
    throw new RangeError(`load: source "${source}" reads nothing at a path; leave path out`);
  }
}

/**
 * The options that only the source itself has: those of its group, and over them its settings.
 * @throws {RangeError} for an option or a setting that it has not, one that it would pass over, or one that cannot be read
 */
export function ownOptions(options: SourceOptions): Readonly<Record<string, unknown>> {
  const source = knownSource(options);
  checkUsed(options, source);
  const group = groupOf[source];
  return { ...(group && (options[group] as object)), ...readSettings(source, options.settings ?? "") };
}

/** Length of a bar where none is asked for; undefined where a file has its own. */
export function usualInterval(source: SourceName): string | undefined {
  if (source === "file" || source === "csv") return undefined;
  return source === "blocklens" ? "1d" : source === "santiment" ? "5m" : "1h";
}

/**
 * Venues as a list; undefined where none is named.
 * @throws {TypeError} if they are neither a list of names nor text
 */
export function askedVenues({ venues }: SourceOptions): readonly string[] | undefined {
  if (venues === undefined || venues === "") return undefined;
  const list: unknown = typeof venues === "string" ? venues.split(",").map((name) => name.trim()) : venues;
  checkNames("load", "venues", list);
  return list;
}
