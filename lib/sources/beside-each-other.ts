import { alignTo } from "../series/align.js";
import type { Candles } from "../series/candles.js";
import { timeGrid } from "../series/grid.js";
import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import { intervalText, isoTime } from "../series/time.js";
import type { Dataset, Provenance, SourceFile } from "./dataset.js";
import { issueAt } from "./quality/issue-at.js";
import type { QualityIssue } from "./quality/quality.js";

/** How to join. */
export interface BesideOptions {
  /** What messages and issues call each dataset, as many as there are. Default the names of its columns. */
  readonly labels?: readonly string[] | undefined;
}

/**
 * Datasets of one asset, such as those of several venues, as one: their columns of open interest side by side, in the
 * order given, on one grid from the first of their times to the last. What one of them does not reach is NaN and told as
 * `composition`: its start is no inflow, its end no outflow. Bars are those of the first dataset that has prices, funding
 * and other series are all of them, and each issue says which dataset it is of. One dataset alone is returned as it is.
 * @throws {RangeError} if there is none, or if they differ in asset or interval, are not in coins and in dollars, lie on
 *   different grids, or have a column of the same name
 */
export function besideEachOther(datasets: readonly Dataset[], { labels }: BesideOptions = {}): Dataset {
  const [first, ...others] = datasets;
  if (first === undefined) throw new RangeError("besideEachOther: no dataset given; give at least one");
  if (others.length === 0) return first;
  const names = datasets.map((dataset, index) => labels?.[index] ?? labelOf(dataset));
  check(datasets, names);
  const times = gridOf(datasets, names);
  const reference = datasets.find(({ candles }) => candles.close.values.some((value) => !Number.isNaN(value))) ?? first;
  return {
    asset: first.asset,
    intervalMs: first.intervalMs,
    candles: candlesOn(times, reference.candles),
    openInterest: besides(
      datasets.map(({ openInterest }) => openInterest),
      times,
    ),
    openInterestUsd: besides(
      datasets.map(({ openInterestUsd }) => openInterestUsd),
      times,
    ),
    funding: datasets.flatMap(({ funding }) => funding),
    ...(datasets.some((dataset) => dataset.others !== undefined) && {
      others: datasets.flatMap((dataset) => dataset.others ?? []),
    }),
    quality: {
      rowsRead: datasets.reduce((sum, { quality }) => sum + quality.rowsRead, 0),
      issues: datasets.flatMap(({ quality, openInterest }, index) => [
        ...quality.issues.map((issue) => ({ ...issue, where: `${names[index]}: ${issue.where}` })),
        ...reachIssues(openInterest, times),
      ]),
    },
    provenance: joinedProvenance(datasets.map(({ provenance }) => provenance)),
  };
}

function labelOf({ openInterest, funding, provenance }: Dataset): string {
  const names = openInterest.names.length > 0 ? openInterest.names : funding.map(({ name }) => name);
  return names.length === 0 ? provenance.source : names.join(", ");
}

function check(datasets: readonly Dataset[], names: readonly string[]): void {
  const [first] = datasets as readonly [Dataset];
  const owners = new Map<string, string>();
  for (const [index, { asset, intervalMs, openInterest, openInterestUsd }] of datasets.entries()) {
    const name = names[index] as string;
    if (openInterest.unit !== "base" || openInterestUsd.unit !== "usd") {
      throw new RangeError(
        `besideEachOther: ${name} has open interest in ${openInterest.unit} and ${openInterestUsd.unit}; give it in base and in usd`,
      );
    }
    if (asset !== first.asset) {
      throw new RangeError(
        `besideEachOther: ${name} is of ${asset}, ${names[0]} of ${first.asset}; join those of one asset`,
      );
    }
    if (intervalMs !== first.intervalMs) {
      throw new RangeError(
        `besideEachOther: ${name} has bars of ${intervalText(intervalMs)}, ${names[0]} of ${intervalText(first.intervalMs)}; load them alike`,
      );
    }
    for (const column of openInterest.names) {
      const owner = owners.get(column);
      if (owner !== undefined) {
        throw new RangeError(
          `besideEachOther: a column "${column}" is in ${owner} and in ${name}; leave one out, or rename it`,
        );
      }
      owners.set(column, name);
    }
  }
}

/** Every instant between the first and the last time of any of them. */
function gridOf(datasets: readonly Dataset[], names: readonly string[]): Float64Array {
  const [{ intervalMs }] = datasets as readonly [Dataset];
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [index, { candles }] of datasets.entries()) {
    const { times } = candles;
    if (times.length === 0) continue;
    const start = times[0] as number;
    if (Number.isFinite(from) && (start - from) % intervalMs !== 0) {
      throw new RangeError(
        `besideEachOther: ${names[index]} has a bar that ends at ${isoTime(start)}, off the grid of ${intervalText(intervalMs)} of those before it; resample one`,
      );
    }
    from = Math.min(from, start);
    to = Math.max(to, times[times.length - 1] as number);
  }
  if (!Number.isFinite(from)) return new Float64Array(0);
  return timeGrid({ from: from - intervalMs, to, intervalMs, originMs: from });
}

function besides(panels: readonly Panel[], times: Float64Array): Panel {
  const [{ unit }] = panels as readonly [Panel];
  return new Panel(
    times,
    panels.flatMap((panel) => alignTo(panel, times).columns),
    unit,
  );
}

function candlesOn(times: Float64Array, { intervalMs, times: _, ...bars }: Candles): Candles {
  // Every series shares the one array of times.
  const on = (series: Series): Series =>
    new Series(times, alignTo(series, times).values, series.name, series.unit, series.identity);
  const { open, high, low, close, volume, takerBuyVolume } = bars;
  return {
    times,
    intervalMs,
    open: on(open),
    high: on(high),
    low: on(low),
    close: on(close),
    ...(volume && { volume: on(volume) }),
    ...(takerBuyVolume && { takerBuyVolume: on(takerBuyVolume) }),
  };
}

function reachIssues({ times: own, names }: Panel, times: Float64Array): readonly QualityIssue[] {
  if (own.length === 0) return names.flatMap((name) => issueAt("composition", name, times, "has no row at all"));
  if (own.length === times.length) return [];
  const first = own[0] as number;
  const last = own[own.length - 1] as number;
  return names.flatMap((name) => [
    ...issueAt(
      "composition",
      name,
      times.filter((time) => time < first),
      `is loaded from ${isoTime(first)}, after the first row; its start is no inflow`,
    ),
    ...issueAt(
      "composition",
      name,
      times.filter((time) => time > last),
      `is loaded up to ${isoTime(last)}, before the last row; its end is no outflow`,
    ),
  ]);
}

function joinedProvenance(all: readonly Provenance[]): Provenance {
  const files = new Map<string, SourceFile>();
  for (const { files: own } of all) for (const file of own) files.set(`${file.name} ${file.sha256}`, file);
  return {
    source: [...new Set(all.map(({ source }) => source))].join(" + "),
    simulated: all.some(({ simulated }) => simulated),
    description: [...new Set(all.map(({ description }) => description))].join(" "),
    files: [...files.values()],
  };
}
