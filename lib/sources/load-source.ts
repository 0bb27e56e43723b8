import type { Candles } from "../series/candles.js";
import { loadBinanceArchive } from "./binance/binance-archive.js";
import { loadBinance } from "./binance-history.js";
import { loadBlocklens } from "./blocklens/blocklens.js";
import type { Dataset } from "./dataset.js";
import { loadExchange } from "./exchange/exchange.js";
import { loadFile } from "./files/file.js";
import { loadSample } from "./sample/sample.js";
import { loadSantiment } from "./santiment/santiment.js";
import {
  askedVenues,
  knownSource,
  ownOptions,
  type SourceName,
  type SourceOptions,
  sourceNames,
  usualInterval,
} from "./source-options.js";

/**
 * Open interest, price and funding of one asset from the named source, on one regular grid of bar ends.
 * @throws {RangeError} for an unknown source (naming those known), an option that is needed and not there or that the source
 *   does not have, and as the source's own loader does
 * @throws {TypeError} if the options are no object, as the name of a source alone is not
 */
export async function loadSource(options: SourceOptions = {}): Promise<Dataset> {
  checkOptions(options);
  const plain = plainOptions(options);
  const { source, path, venues, own, shared } = plain;
  switch (source) {
    case "sample":
      return loadSample({ ...shared, path });
    case "binance-archive":
      // A symbol tells its asset; one that was not asked for must not contradict it.
      return loadBinanceArchive({
        ...own,
        ...shared,
        ...(own.symbol && !options.asset ? { asset: undefined } : {}),
        path,
      });
    case "binance": {
      const { margin, ...archive } = own as NonNullable<SourceOptions["archive"]>;
      const { url, onWait: _, ...asked } = shared;
      return loadBinance({ ...asked, margin, archive: { ...archive, path, url } });
    }
    case "exchange":
      return loadExchange({ now: Date.now(), ...own, ...shared, ...(venues && { venues }) });
    case "blocklens":
      return withPrices(options, (prices) => loadBlocklens({ ...own, ...shared, venues, prices }));
    case "santiment":
      return withPrices(options, (prices) => loadSantiment({ ...own, ...shared, venues, prices }));
    case "file":
    case "csv": {
      const { asset, interval, from, to } = shared;
      const file = { ...own, asset, interval, from, to, path: neededPath(path, source) };
      return withPrices(options, (prices) => loadFile({ ...file, prices }));
    }
  }
}

/** Sources of several venues, of which some can be asked for. */
const ofVenues: readonly SourceName[] = ["exchange", "blocklens", "santiment"];

function plainOptions(options: SourceOptions) {
  const source = knownSource(options);
  const own = ownOptions(options);
  const venues = askedVenues(options);
  if (venues !== undefined && !ofVenues.includes(source)) {
    throw new RangeError(
      `load: source "${source}" takes no venues; leave them out and select columns, or take ${ofVenues.join(", ")}`,
    );
  }
  return {
    source,
    path: options.path || undefined,
    venues,
    own,
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

function neededPath(path: string | undefined, source: SourceName): string {
  if (path !== undefined) return path;
  throw new RangeError(`load: source "${source}" needs a path; give a file or a folder of exports`);
}

/** A dataset that a loader makes with prices: those given, or loaded from the source that is named, which is told with it. */
async function withPrices(
  options: SourceOptions,
  loaded: (prices: Candles | undefined) => Promise<Dataset>,
): Promise<Dataset> {
  const { prices } = options;
  if (prices === undefined || prices === "") return loaded(undefined);
  if (typeof prices !== "string") return loaded(prices);
  const priced = await loadSource(priceOptions(options, prices));
  const dataset = await loaded(priced.candles);
  const { provenance, quality } = dataset;
  return {
    ...dataset,
    quality: {
      rowsRead: quality.rowsRead + priced.quality.rowsRead,
      issues: [
        ...quality.issues,
        ...priced.quality.issues.map((issue) => ({ ...issue, where: `prices: ${issue.where}` })),
      ],
    },
    provenance: {
      ...provenance,
      simulated: provenance.simulated || priced.provenance.simulated,
      description: `${provenance.description.replace(/\.$/, "")}; prices: ${priced.provenance.description}`,
      files: [...provenance.files, ...priced.provenance.files],
    },
  };
}

/** The same asset, period and bars of another source. */
function priceOptions(options: SourceOptions, prices: string): SourceOptions {
  const { asset, from, to, onProgress, onWait, signal } = options;
  const source = knownSource(options);
  const interval = options.interval || usualInterval(source);
  if (interval === undefined || !from) {
    throw new RangeError(
      `load: prices from "${prices}" need ${interval === undefined ? "an interval" : "a from"}; give it, or give prices as candles`,
    );
  }
  return { source: prices, asset, interval, from, to, onProgress, onWait, signal };
}

/** Text and lists have none of the fields looked for, and would load the sample. */
function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  const text = typeof options === "string" ? JSON.stringify(options) : String(options);
  const example = typeof options === "string" && sourceNames.some((name) => name === options) ? text : '"file"';
  throw new TypeError(`load: ${text} is no object of options; give one such as { source: ${example} }`);
}
