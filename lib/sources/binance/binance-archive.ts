import { alignTo } from "../../series/align.js";
import type { Candles } from "../../series/candles.js";
import { timeGrid } from "../../series/grid.js";
import type { Identity, Unit } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { resample, resampleCandles } from "../../series/resample.js";
import { Series } from "../../series/series.js";
import { dayMs, intervalMs, intervalText, isoTime } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import { type Period, period } from "../period.js";
import { fillIssues } from "../quality/fill-issues.js";
import { gapIssues, staleIssues } from "../quality/grid-issues.js";
import type { QualityIssue } from "../quality/quality.js";
import { atSameInstants } from "../same-instants.js";
import { sortedRows } from "../sorted-rows.js";
import { type ArchiveStore, folderStore, httpStore } from "./archive-store.js";
import { type BinanceFiles, binanceFiles } from "./binance-files.js";
import { klineFields } from "./binance-klines.js";
import { metricsStepMs } from "./binance-metrics.js";
import { metricsFolder, metricsPart } from "./binance-paths.js";
import type { FetchOptions } from "./fetch-bytes.js";
import { type FileLabel, joinedMetrics } from "./joined-metrics.js";
import type { PartReaderOptions } from "./part-reader.js";

/** Which part of the archive is loaded, and from where. */
export interface BinanceArchiveOptions extends FetchOptions, PartReaderOptions {
  /** Base asset. Default `BTC`. */
  readonly asset?: string;
  /** Name of the instrument in the archive. Default the asset with USDT, its perpetual: `BTCUSDT`. */
  readonly symbol?: string;
  /** Length of a bar, a multiple of 5m. Default `1h`. */
  readonly interval?: string;
  /** ISO time, left out of the period. Default, for a folder: the start of the first day it has. */
  readonly from?: string;
  /** ISO time; a date alone includes that day. Default, for a folder: the end of the last day it has. */
  readonly to?: string;
  /** Local folder that holds `data/`, or that folder itself. Goes before `url`. */
  readonly path?: string;
  /** Address below which `data/` lies. Default the public archive, https://data.binance.vision. */
  readonly url?: string;
}

/** A dataset with what was found out about each metrics file. */
export interface BinanceArchive extends Dataset {
  /** What the time labels of each metrics file mean, in order of their days. */
  readonly labels: readonly FileLabel[];
}

/**
 * One USDT-margined instrument from the archive that Binance publishes: open interest in coins and dollars (metrics),
 * candles (klines) and funding, on a regular grid of bar ends with NaN where there is nothing.
 *
 * A snapshot of open interest stands at the instant it was taken, whatever its file's labels mean (`metricsLabel`), and a
 * bar longer than five minutes holds the last one in it; where that is not the one at its end it is counted as `fill`.
 * A candle is missing where one of its five-minute bars is. Hashes are compared with the `.CHECKSUM` files.
 * @throws {RangeError} for a period, interval or asset that cannot be, a file that is damaged, fails its checksum or cannot
 *   be read (naming it), or if there is nothing of the period (naming what was looked for, and where)
 * @throws {Error} if the address does not answer
 */
export async function loadBinanceArchive(options: BinanceArchiveOptions = {}): Promise<BinanceArchive> {
  const {
    asset = "BTC",
    symbol = `${asset}USDT`,
    interval = "1h",
    path,
    url = "https://data.binance.vision",
  } = options;
  const barMs = intervalMs(interval);
  if (barMs % metricsStepMs !== 0) {
    throw new RangeError(
      `loadBinanceArchive: interval ${interval} is not a multiple of 5m; give 5m, 15m, 1h, 4h or 1d`,
    );
  }
  const store = path === undefined ? httpStore(url, options) : folderStore(path);
  const asked = await askedPeriod(store, symbol, options);
  const grid = timeGrid({ ...asked, intervalMs: barMs });
  if (grid.length === 0) {
    throw new RangeError(
      `loadBinanceArchive: no bar of ${interval} ends after ${isoTime(asked.from)} and by ${isoTime(asked.to)}; widen the period`,
    );
  }
  const whole = { from: (grid[0] as number) - barMs, to: grid[grid.length - 1] as number };
  const files = await binanceFiles(store, symbol, whole, options);
  await checkFound(files, store, symbol, whole);
  return dataset(files, { asset, symbol, barMs, ...whole });
}

interface Plan extends Period {
  readonly asset: string;
  readonly symbol: string;
  readonly barMs: number;
}

function dataset(files: BinanceFiles, { asset, symbol, barMs, from, to }: Plan): BinanceArchive {
  const identity = instrumentOf(asset, symbol);
  const native = timeGrid({ from, to, intervalMs: metricsStepMs });
  const klines = joinedKlines(files);
  const metrics = joinedMetrics(files.metrics, { ends: klines.times, ...klines.fields }, { from, to });

  const panelOf = (values: Float64Array, unit: Unit) =>
    alignTo(new Panel(metrics.times, [{ name: "binance", values, identity }], unit), native);
  const snapshots = panelOf(metrics.openInterest, "base");
  const candles = candlesOn(native, klines, identity);
  const isNative = barMs === metricsStepMs;
  const openInterest = isNative ? snapshots : resample(snapshots, barMs, { take: "last" });
  const snapshotValues = snapshots.columns.map(({ values }) => values);
  return {
    asset,
    intervalMs: barMs,
    candles: isNative ? candles : resampleCandles(candles, barMs),
    openInterest,
    openInterestUsd: atSameInstants(panelOf(metrics.value, "usd"), snapshots, openInterest),
    funding: funding(files, { from, to }, identity),
    labels: metrics.labels,
    quality: {
      rowsRead: files.rowsRead,
      issues: [
        ...files.issues,
        ...metrics.issues,
        ...gapIssues(within(metrics.times, from, to), metricsStepMs, "metrics"),
        ...klines.issues,
        ...gapIssues(within(klines.times, from, to), metricsStepMs, "klines"),
        ...fillIssues(snapshots, openInterest, metricsStepMs, "metrics"),
        ...staleIssues(native, snapshotValues, "metrics"),
      ],
    },
    provenance: {
      source: "binance-archive",
      simulated: false,
      description: `Open interest of ${symbol} on Binance in coins and in USDT at its mark price, one side counted, with its trade candles and funding, as bars of ${intervalText(barMs)} stamped with their ends`,
      files: files.files,
    },
  };
}

interface JoinedKlines {
  readonly times: Float64Array;
  readonly fields: Readonly<Record<(typeof klineFields)[number], Float64Array>>;
  readonly issues: readonly QualityIssue[];
}

function joinedKlines({ klines }: BinanceFiles): JoinedKlines {
  const fields = klineFields.map((_, index) =>
    concatenated(klines.map(({ columns }) => columns[index] as Float64Array)),
  );
  const { times, columns, issues } = sortedRows(concatenated(klines.map((file) => file.times)), fields, "klines");
  const named = Object.fromEntries(klineFields.map((field, index) => [field, columns[index] as Float64Array]));
  return { times, fields: named as JoinedKlines["fields"], issues };
}

function candlesOn(native: Float64Array, { times, fields }: JoinedKlines, identity: Identity): Candles {
  const on = (values: Float64Array, name: string, unit: Unit) =>
    alignTo(new Series(times, values, name, unit, identity), native);
  return {
    times: native,
    intervalMs: metricsStepMs,
    open: on(fields.open, "open", "price"),
    high: on(fields.high, "high", "price"),
    low: on(fields.low, "low", "price"),
    close: on(fields.close, "close", "price"),
    volume: on(fields.volume, "volume", "base"),
    takerBuyVolume: on(fields.taker_buy_volume, "takerBuyVolume", "base"),
  };
}

function funding(files: BinanceFiles, { from, to }: Period, identity: Identity): readonly Series[] {
  if (files.funding.length === 0) return [];
  const { times, columns } = sortedRows(
    concatenated(files.funding.map((file) => file.times)),
    [concatenated(files.funding.map(({ rates }) => rates))],
    "funding",
  );
  return [new Series(times, columns[0] as Float64Array, "binance", "fraction", identity).slice(from, to)];
}

/** Times in (from, to], with the bounds that make a hole at either edge a hole between two times. */
function within(times: Float64Array, from: number, to: number): Float64Array {
  const inside = times.filter((time) => time > from && time <= to);
  return Float64Array.from([from, ...inside, to + metricsStepMs]);
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** What a symbol of the USDT-margined archive is: `BTCUSDT` and `BTCUSDC` are perpetuals, `BTCUSDT_260327` is dated. */
function instrumentOf(asset: string, symbol: string): Identity {
  const kind = symbol.includes("_") ? "future" : "perpetual";
  const settle = /USD[A-Z]$/.exec(symbol.split("_")[0] as string)?.[0];
  return { asset, venue: "binance", instrument: symbol, kind, margin: "linear", settle, sides: 1 };
}

async function askedPeriod(store: ArchiveStore, symbol: string, { from, to }: BinanceArchiveOptions): Promise<Period> {
  if (from !== undefined && to !== undefined) return period({ from, to }, { from, to }, "loadBinanceArchive");
  if (store.names === undefined) {
    throw new RangeError("loadBinanceArchive: from and to are needed to load over HTTP; give two dates");
  }
  const days = (await store.names(`${metricsFolder}/${symbol}`))
    .flatMap((name) => /-metrics-(\d{4}-\d{2}-\d{2})\.zip$/.exec(name)?.[1] ?? [])
    .sort();
  if (days.length === 0) throw await nothing(store, symbol, metricsPart(symbol, 0).path.replace("1970-01-01", "*"));
  const data = { from: days[0] as string, to: days[days.length - 1] as string };
  return period({ from, to }, data, "loadBinanceArchive");
}

async function checkFound(
  { metrics, klines }: BinanceFiles,
  store: ArchiveStore,
  symbol: string,
  { from, to }: Period,
) {
  const days = `${isoTime(from)} to ${isoTime(to)}`;
  if (metrics.length === 0)
    throw await nothing(store, symbol, `${metricsPart(symbol, dayOf(from)).path} and on, ${days}`);
  if (klines.length > 0) return;
  throw new RangeError(
    `loadBinanceArchive: metrics of ${symbol} but no 5m klines in ${store.place} for ${days}; without them nobody knows what the metrics' time labels mean, so add futures/um/monthly/klines/${symbol}/5m`,
  );
}

async function nothing(store: ArchiveStore, symbol: string, lookedFor: string): Promise<RangeError> {
  const symbols = (await store.names?.(metricsFolder)) ?? [];
  const known = symbols.length > 0 && !symbols.includes(symbol) ? `; symbols there: ${symbols.join(", ")}` : "";
  return new RangeError(
    `loadBinanceArchive: no metrics of ${symbol} in ${store.place}; looked for data/${lookedFor}${known}; check asset, period and place`,
  );
}

function dayOf(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}
