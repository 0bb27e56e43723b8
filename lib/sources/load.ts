import type { Candles } from "../series/candles.js";
import { type BinanceArchiveOptions, loadBinanceArchive } from "./binance/binance-archive.js";
import { loadBinance } from "./binance-history.js";
import { type BlocklensOptions, loadBlocklens } from "./blocklens/blocklens.js";
import { loadVenueCsv } from "./csv/venue-csv.js";
import type { VenueCsvOptions } from "./csv/venue-csv-options.js";
import type { Dataset } from "./dataset.js";
import { type ExchangeOptions, loadExchange } from "./exchange/exchange.js";
import { loadFile } from "./files/file.js";
import type { FileOptions } from "./files/file-options.js";
import type { HttpWait } from "./http/http-wait.js";
import type { LoadProgress } from "./progress.js";
import { loadSample } from "./sample/sample.js";
import { loadSantiment } from "./santiment/santiment.js";
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
  | "csv"
  | "file";

/** Every source, in the order of the definition. */
export const sourceNames: readonly SourceName[] = [
  "sample",
  "binance-archive",
  "binance",
  "exchange",
  "blocklens",
  "santiment",
  "csv",
  "file",
];

/** What `load` takes. Empty text counts as left out, so that a notebook's parameters can be handed on as they are. */
export interface LoadOptions {
  /**
   * - `sample`: the simulated market that comes with the package
   * - `binance-archive`: Binance's public archive, from a folder (`path`) or over HTTP
   * - `binance`: the archive, and from where it ends the exchange itself
   * - `exchange`: the recent past straight from exchanges (`venues`), through ccxt
   * - `blocklens`: daily dollars of several venues from Blocklens
   * - `santiment`: dollars of several venues every five minutes from Santiment
   * - `csv`: a CSV of open interest by venue (`path`, and `csv` for what a file cannot tell)
   * - `file`: a CSV, Parquet, Arrow, Feather or JSON file, or an export of a vendor (`path`, and `file`)
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
  /** How the CSV is read. Default as the export of a vendor's chart (`chartExport`). */
  readonly csv?: Omit<VenueCsvOptions, keyof SharedOptions | "path">;
  /** How the file is read. */
  readonly file?: Omit<FileOptions, keyof SharedOptions | "path" | "prices">;
}

type SharedOptions = Pick<LoadOptions, "asset" | "interval" | "from" | "to" | "onProgress" | "signal" | "url">;

/**
 * Open interest, price and funding of one asset from the named source, on one regular grid of bar ends.
 * @throws {RangeError} for an unknown source (naming those known), an option that is needed and not there or that the source
 *   does not have, and as the source's own loader does
 * @throws {TypeError} if the options are no object, as the name of a source alone is not
 */
export async function load(options: LoadOptions = {}): Promise<Dataset> {
  checkOptions(options);
  const plain = plainOptions(options);
  const { source, path, venues, own, shared } = plain;
  switch (source) {
    case "sample":
      return loadSample({ ...shared, path });
    case "binance-archive":
      return loadBinanceArchive({ ...own, ...shared, path });
    case "binance": {
      const { margin, ...archive } = own as NonNullable<LoadOptions["archive"]>;
      const { url, onWait: _, ...asked } = shared;
      return loadBinance({ ...asked, margin, archive: { ...archive, path, url } });
    }
    case "exchange":
      return loadExchange({ now: Date.now(), ...own, ...shared, ...(venues && { venues }) });
    case "blocklens":
      return loadBlocklens({ ...own, ...shared, venues, prices: await pricesOf(options) });
    case "santiment":
      return loadSantiment({ ...own, ...shared, venues, prices: await pricesOf(options) });
    case "csv":
      return loadVenueCsv({ ...own, ...shared, path: neededPath(path, source) });
    case "file": {
      const { asset, interval, from, to } = shared;
      const prices = await pricesOf(options);
      return loadFile({ ...own, asset, interval, from, to, path: neededPath(path, source), prices });
    }
  }
}

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
} as const satisfies Readonly<Record<SourceName, keyof LoadOptions | undefined>>;

/** Sources of several venues, of which some can be asked for. */
const ofVenues: readonly SourceName[] = ["exchange", "blocklens", "santiment"];

function plainOptions(options: LoadOptions) {
  const source = knownSource(options.source || "sample");
  const group = groupOf[source];
  const venues = listOf(options.venues);
  if (venues !== undefined && !ofVenues.includes(source)) {
    throw new RangeError(
      `load: source "${source}" takes no venues; leave them out and select columns, or take ${ofVenues.join(", ")}`,
    );
  }
  return {
    source,
    path: options.path || undefined,
    venues,
    own: { ...(group && (options[group] as object)), ...readSettings(source, options.settings ?? "") },
    shared: {
      asset: (options.asset || "BTC").toUpperCase(),
      interval: options.interval || undefined,
      from: options.from || undefined,
      to: options.to || undefined,
      url: options.url || undefined,
      onProgress: options.onProgress,
      onWait: options.onWait,
      signal: options.signal,
    },
  };
}

function knownSource(source: string): SourceName {
  const known = sourceNames.find((name) => name === source);
  if (known !== undefined) return known;
  throw new RangeError(`load: unknown source "${source}"; known: ${sourceNames.join(", ")}`);
}

function listOf(venues: LoadOptions["venues"]): readonly string[] | undefined {
  if (venues === undefined || venues === "") return undefined;
  return typeof venues === "string" ? venues.split(",").map((name) => name.trim()) : venues;
}

function neededPath(path: string | undefined, source: SourceName): string {
  if (path !== undefined) return path;
  throw new RangeError(`load: source "${source}" needs a path; give a file or a folder of exports`);
}

/** The given bars, or those of the same period from the source that is named. */
async function pricesOf(options: LoadOptions): Promise<Candles | undefined> {
  const { prices, asset, interval, from, to, onProgress, onWait, signal } = options;
  if (prices === undefined || prices === "") return undefined;
  if (typeof prices !== "string") return prices;
  const shared = { asset, interval, from, to, onProgress, onWait, signal };
  return (await load({ ...shared, source: prices })).candles;
}

/** Text and lists have none of the fields looked for, and would load the sample. */
function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  const text = typeof options === "string" ? JSON.stringify(options) : String(options);
  const example = typeof options === "string" && sourceNames.some((name) => name === options) ? text : '"csv"';
  throw new TypeError(`load: ${text} is no object of options; give one such as { source: ${example} }`);
}
