import type { Candles } from "../series/candles.js";
import type { Identity, Unit } from "../series/identity.js";
import { Panel } from "../series/panel.js";
import { Series } from "../series/series.js";
import type { Dataset } from "./dataset.js";

/** What one series of a dataset tells, and so where in the dataset it belongs. */
export type Measure =
  | "open"
  | "high"
  | "low"
  | "close"
  | "volume"
  | "taker_buy_volume"
  | "open_interest"
  | "open_interest_usd"
  | "funding_rate"
  | "other";

/** One series of a dataset. */
export interface MeasuredSeries {
  readonly measure: Measure;
  readonly series: Series;
}

/** Every series of a dataset, in the order in which `datasetOf` takes them. */
export function datasetSeries({
  candles,
  openInterest,
  openInterestUsd,
  funding,
  others = [],
}: Dataset): readonly MeasuredSeries[] {
  const { open, high, low, close, volume, takerBuyVolume } = candles;
  const bars = { open, high, low, close, volume, taker_buy_volume: takerBuyVolume };
  return [
    ...Object.entries(bars).flatMap(([measure, series]) =>
      series === undefined ? [] : [{ measure: measure as Measure, series }],
    ),
    ...columnsOf(openInterest).map((series) => ({ measure: "open_interest" as const, series })),
    ...columnsOf(openInterestUsd).map((series) => ({ measure: "open_interest_usd" as const, series })),
    ...funding.map((series) => ({ measure: "funding_rate" as const, series })),
    ...others.map((series) => ({ measure: "other" as const, series })),
  ];
}

/** What a dataset has beside its series. */
export type DatasetFrame = Pick<Dataset, "asset" | "intervalMs" | "quality" | "provenance"> & {
  /** Bar ends, the grid of all but funding and others; series on it share this very array. */
  readonly times: Float64Array;
};

/**
 * A dataset from its series. Those on the grid must have its times; a bar field that is not there is NaN, but for volumes,
 * which are left out.
 */
export function datasetOf(parts: readonly MeasuredSeries[], { times, ...frame }: DatasetFrame): Dataset {
  const of = (measure: Measure): readonly Series[] =>
    parts.filter((part) => part.measure === measure).map(({ series }) => series);
  const panelOf = (measure: Measure, unit: Unit): Panel =>
    new Panel(
      times,
      of(measure).map(({ name, values, identity }) => ({ name, values, identity })),
      unit,
    );
  const others = of("other");
  return {
    ...frame,
    candles: candlesOf(of, times, frame),
    openInterest: panelOf("open_interest", "base"),
    openInterestUsd: panelOf("open_interest_usd", "usd"),
    funding: of("funding_rate"),
    ...(others.length === 0 ? {} : { others }),
  };
}

function candlesOf(
  of: (measure: Measure) => readonly Series[],
  times: Float64Array,
  { asset, intervalMs }: Pick<Dataset, "asset" | "intervalMs">,
): Candles {
  const price = (name: "open" | "high" | "low" | "close"): Series => of(name)[0] ?? noPrice(name, times, { asset });
  const [volume] = of("volume");
  const [takerBuyVolume] = of("taker_buy_volume");
  return {
    times,
    intervalMs,
    open: price("open"),
    high: price("high"),
    low: price("low"),
    close: price("close"),
    ...(volume && { volume }),
    ...(takerBuyVolume && { takerBuyVolume }),
  };
}

function noPrice(name: string, times: Float64Array, identity: Identity): Series {
  return new Series(times, new Float64Array(times.length).fill(Number.NaN), name, "price", identity);
}

function columnsOf(panel: Panel): readonly Series[] {
  return panel.names.map((name) => panel.column(name));
}
