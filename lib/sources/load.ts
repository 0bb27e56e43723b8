import { type BinanceArchiveOptions, loadBinanceArchive } from "./binance/binance-archive.js";
import { loadVenueCsv } from "./csv/venue-csv.js";
import type { VenueCsvOptions } from "./csv/venue-csv-options.js";
import type { Dataset } from "./dataset.js";
import { type ExchangeOptions, loadExchange } from "./exchange/exchange.js";
import type { LoadProgress } from "./progress.js";
import { loadSample } from "./sample/sample.js";

/** Where a dataset can come from. */
export type SourceName = "sample" | "binance-archive" | "csv" | "exchange";

/** Every source, in the order of the definition. */
export const sourceNames: readonly SourceName[] = ["sample", "binance-archive", "csv", "exchange"];

/** What `load` takes. Empty text counts as left out, so that a notebook's parameters can be handed on as they are. */
export interface LoadOptions {
  /**
   * - `sample`: the simulated market that comes with the package
   * - `binance-archive`: Binance's public archive, from a folder (`path`) or over HTTP
   * - `csv`: a CSV of open interest by venue (`path`, and `csv` for what a file cannot tell)
   * - `exchange`: the recent past straight from an exchange (`exchange`)
   *
   * Default `sample`.
   */
  readonly source?: SourceName | (string & {});
  /** Base asset, in capital or small letters. Default `BTC`. */
  readonly asset?: string;
  /** Length of a bar, such as `1h`. Default `1h`, for a CSV its own step. */
  readonly interval?: string;
  /** ISO time, left out of the period: rows have from < bar end ≤ to. Default: all the source has. */
  readonly from?: string;
  /** ISO time; a date alone includes that whole day. Default: all the source has. */
  readonly to?: string;
  /** Folder or file of the source. */
  readonly path?: string;
  /** Address of the archive, where it is not loaded from a folder. */
  readonly url?: string;
  /** Called after each file or request. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Stops loading from the network. */
  readonly signal?: AbortSignal;
  /** More of the archive. */
  readonly archive?: Pick<BinanceArchiveOptions, "symbol" | "parallelism" | "timeoutMs" | "retries" | "backoffMs">;
  /** How the CSV is read. Default as the export of a vendor's chart (`chartExport`). */
  readonly csv?: Omit<VenueCsvOptions, "path" | "asset" | "interval" | "from" | "to">;
  /** Which exchange, and what it is asked through. `now` is the clock's if left out. */
  readonly exchange?: Partial<Pick<ExchangeOptions, "exchange" | "now" | "client" | "retryDelaysMs">>;
}

/**
 * Open interest, price and funding of one asset from the named source, on one regular grid of bar ends.
 * @throws {RangeError} for an unknown source (naming those known) or a needed option that is not there, and as the source's
 *   own loader does
 * @throws {TypeError} if the options are no object, as the name of a source alone is not
 */
export async function load(options: LoadOptions = {}): Promise<Dataset> {
  checkOptions(options);
  const { onProgress, signal } = options;
  const source = options.source || "sample";
  const path = options.path || undefined;
  const url = options.url || undefined;
  const asked = {
    asset: (options.asset || "BTC").toUpperCase(),
    interval: options.interval || undefined,
    from: options.from || undefined,
    to: options.to || undefined,
    onProgress,
  };
  switch (source) {
    case "sample":
      return loadSample({ ...asked, path });
    case "binance-archive":
      return loadBinanceArchive({ ...options.archive, ...asked, path, url, signal });
    case "csv":
      if (path === undefined)
        throw new RangeError('load: source "csv" needs a path; give a file or a folder of exports');
      return loadVenueCsv({ ...options.csv, ...asked, path });
    case "exchange":
      return loadExchange({ now: Date.now(), ...options.exchange, ...asked, signal });
    default:
      throw new RangeError(`load: unknown source "${source}"; known: ${sourceNames.join(", ")}`);
  }
}

/** Text and lists have none of the fields looked for, and would load the sample. */
function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  const text = typeof options === "string" ? JSON.stringify(options) : String(options);
  const example = typeof options === "string" && sourceNames.some((name) => name === options) ? text : '"csv"';
  throw new TypeError(`load: ${text} is no object of options; give one such as { source: ${example} }`);
}
