import { alignTo } from "../series/align.js";
import type { Candles } from "../series/candles.js";
import { Panel } from "../series/panel.js";
import { resampleCandles } from "../series/resample.js";
import type { Series } from "../series/series.js";
import { intervalText } from "../series/time.js";
import type { Dataset } from "./dataset.js";
import { datasetOf } from "./dataset-series.js";
import type { QualityIssue } from "./quality/quality.js";

/** Open interest in dollars from a provider that tells no coins. */
export interface UsdData extends Pick<Dataset, "asset" | "intervalMs" | "funding" | "quality" | "provenance"> {
  /** Unit `usd`, on a regular grid of bar ends. */
  readonly openInterestUsd: Panel;
  readonly others?: readonly Series[];
  /** Bars of the same length or a whole part of it; coins are dollars by their close at the same instant. */
  readonly prices: Candles | undefined;
}

/**
 * A dataset from open interest in dollars: coins are dollars divided by the close of `prices` at that instant. Without
 * prices, coins and candles are missing, which is told as `no-price`.
 * @throws {RangeError} for prices of longer bars than the data, or of ones that do not fit into them
 */
export function usdDataset({ openInterestUsd, prices, others = [], quality, ...frame }: UsdData): Dataset {
  const { times } = openInterestUsd;
  const bars = prices === undefined ? undefined : barsOn(times, prices, frame.intervalMs);
  const issue = bars === undefined && times.length > 0 ? [noPrice(times)] : [];
  // The price of the instant itself, which is there even where a part of its bar is missing.
  const close = prices === undefined ? undefined : alignTo(prices.close, times);
  const coins = new Panel(
    times,
    openInterestUsd.columns.map(({ name, values, identity }) => ({
      name,
      values: values.map((value, row) => (close === undefined ? Number.NaN : value / (close.values[row] as number))),
      identity: { ...identity, convertedAt: "close" },
    })),
    "base",
  );
  const whole = { ...quality, issues: [...quality.issues, ...issue] };
  const empty = datasetOf([], { ...frame, times, quality: whole });
  return {
    ...empty,
    ...(bars && { candles: bars }),
    openInterest: coins,
    openInterestUsd,
    ...(others.length === 0 ? {} : { others }),
    funding: frame.funding,
  };
}

/**
 * Whether price bars make bars of a length, to be asked before anything is asked of a provider.
 * @throws {RangeError} if they are longer, or do not fit into them
 */
export function checkPriceBars(prices: Candles | undefined, barMs: number): void {
  if (prices === undefined || barMs % prices.intervalMs === 0) return;
  throw new RangeError(
    `usdDataset: price bars of ${intervalText(prices.intervalMs)} do not make bars of ${intervalText(barMs)}; give prices of ${intervalText(barMs)} or a whole part of it`,
  );
}

function barsOn(times: Float64Array, prices: Candles, barMs: number): Candles {
  checkPriceBars(prices, barMs);
  const bars = prices.intervalMs === barMs ? prices : resampleCandles(prices, barMs);
  const on = (series: Series): Series => alignTo(series, times);
  const { open, high, low, close, volume, takerBuyVolume } = bars;
  return {
    times,
    intervalMs: barMs,
    open: on(open),
    high: on(high),
    low: on(low),
    close: on(close),
    ...(volume && { volume: on(volume) }),
    ...(takerBuyVolume && { takerBuyVolume: on(takerBuyVolume) }),
  };
}

function noPrice(times: Float64Array): QualityIssue {
  return {
    kind: "no-price",
    where: "prices",
    count: times.length,
    from: times[0] as number,
    to: times[times.length - 1] as number,
    detail: "the source has no prices, so coins and candles are missing; give `prices`",
  };
}
