import { alignTo } from "../../series/align.js";
import type { Candles } from "../../series/candles.js";
import { timeGrid } from "../../series/grid.js";
import type { Identity, Unit } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { concatenated } from "../concatenated.js";
import type { Dataset } from "../dataset.js";
import type { Period } from "../period.js";
import { gapIssues, staleIssues } from "../quality/grid-issues.js";
import type { QualityIssue } from "../quality/quality.js";
import { resampledDataset } from "../resampled-dataset.js";
import { sortedRows } from "../sorted-rows.js";
import type { ArchiveContract } from "./archive-contract.js";
import type { BinanceFiles } from "./binance-files.js";
import { klineFields } from "./binance-klines.js";
import { metricsColumns, metricsStepMs, ratioColumns } from "./binance-metrics.js";
import { type FileLabel, type JoinedMetrics, joinedMetrics } from "./joined-metrics.js";

/** What to make of the files. */
export interface ArchivePlan extends Period {
  readonly contract: ArchiveContract;
  readonly barMs: number;
  /** From here on a contract has expired and nothing is missed; the end of the period for others. */
  readonly liveTo: number;
}

/** The dataset that files of the archive hold, on the grid of bars from `from` to `to`. */
export function archiveDataset(
  files: BinanceFiles,
  { contract, barMs, from, to, liveTo }: ArchivePlan,
): Dataset & { readonly labels: readonly FileLabel[] } {
  const { identity, instrument } = contract;
  const native = timeGrid({ from, to, intervalMs: metricsStepMs });
  const klines = joinedKlines(files);
  const deciding = { ends: klines.times, ...klines.fields };
  const metrics = joinedMetrics(files.metrics, metricsColumns(contract), deciding, { from, to });

  const panelOf = (values: Float64Array, unit: Unit) =>
    alignTo(new Panel(metrics.times, [{ name: "binance", values, identity }], unit), native);
  const snapshots = panelOf(metrics.openInterest, "base");
  const others = ratios(metrics, native, identity);
  const fiveMinutes: Dataset = {
    asset: instrument.asset,
    intervalMs: metricsStepMs,
    candles: candlesOn(native, klines, identity),
    openInterest: snapshots,
    openInterestUsd: panelOf(metrics.value, "usd"),
    funding: funding(files, { from, to }, identity),
    ...(others.length === 0 ? {} : { others }),
    quality: {
      rowsRead: files.rowsRead,
      issues: [
        ...files.issues,
        ...metrics.issues,
        ...gapIssues(within(metrics.times, from, liveTo), metricsStepMs, "metrics"),
        ...klines.issues,
        ...gapIssues(within(klines.times, from, liveTo), metricsStepMs, "klines"),
        ...staleIssues(
          native,
          snapshots.columns.map(({ values }) => values),
          "metrics",
        ),
      ],
    },
    provenance: {
      source: "binance-archive",
      simulated: false,
      description: description(contract),
      files: files.files,
    },
  };
  return { ...resampledDataset(fiveMinutes, barMs, { where: "metrics" }), labels: metrics.labels };
}

function description({ symbol, instrument: { kind, margin, settle, contractSize } }: ArchiveContract): string {
  const dollars = margin === "inverse" ? `contracts of ${contractSize} dollars` : settle;
  const funding = kind === "perpetual" ? " and funding" : "";
  return `Open interest of ${symbol} on Binance in coins and in ${dollars} at its mark price, one side counted, with its trade candles${funding}, every five minutes, bars stamped with their ends`;
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

/** Those of the ratios that the market publishes, every five minutes: a ratio of longer bars cannot be made from them. */
function ratios(metrics: JoinedMetrics, native: Float64Array, { sides: _, ...identity }: Identity): readonly Series[] {
  return ratioColumns.flatMap((name, index) => {
    const values = metrics.ratios[index] as Float64Array;
    if (values.every(Number.isNaN)) return [];
    return [alignTo(new Series(metrics.times, values, name, "number", identity), native)];
  });
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
