import { timeGrid } from "../series/grid.js";
import type { Panel } from "../series/panel.js";
import { resample, resampleCandles } from "../series/resample.js";
import type { Series } from "../series/series.js";
import { intervalText, isoTime } from "../series/time.js";
import type { Dataset } from "./dataset.js";
import { datasetOf, datasetSeries, type MeasuredSeries } from "./dataset-series.js";
import { fillIssues } from "./quality/fill-issues.js";
import { atSameInstants } from "./same-instants.js";

/**
 * A dataset in longer bars, those that it covers whole. A bar holds the last open interest in it, coins and dollars of one
 * instant; where that is not the one at its end it is told as `fill`. Candles are the first open, highest high, lowest low,
 * last close and sum of volumes, missing where one of their bars is. Funding and others keep their own times.
 * @param barMs length of a bar in milliseconds, a multiple of the dataset's
 * @param where what the issue calls the open interest
 * @returns the dataset itself where its bars are that long already
 * @throws {RangeError} if it is no multiple, or the dataset covers no bar
 */
export function resampledDataset(
  dataset: Dataset,
  barMs: number,
  { where = "open interest" }: { /** Default `open interest`. */ readonly where?: string } = {},
): Dataset {
  const { intervalMs, openInterest, quality, provenance } = dataset;
  if (barMs === intervalMs) return dataset;
  if (!(barMs % intervalMs === 0 && barMs > 0)) {
    throw new RangeError(
      `resampledDataset: bars of ${intervalText(barMs)} are no multiple of ${intervalText(intervalMs)}, the length of those given`,
    );
  }
  const whole = sliced(dataset, wholeBars(openInterest.times, intervalMs, barMs));
  const coinsFirst = !isConverted(whole.openInterest) || isConverted(whole.openInterestUsd);
  const first = coinsFirst ? whole.openInterest : whole.openInterestUsd;
  const second = coinsFirst ? whole.openInterestUsd : whole.openInterest;
  const firstBars = resample(first, barMs, { take: "last", sourceIntervalMs: intervalMs });
  const secondBars = atSameInstants(second, first, firstBars);
  return {
    ...whole,
    intervalMs: barMs,
    candles: resampleCandles(whole.candles, barMs),
    openInterest: coinsFirst ? firstBars : secondBars,
    openInterestUsd: coinsFirst ? secondBars : firstBars,
    quality: { ...quality, issues: [...quality.issues, ...fillIssues(first, firstBars, intervalMs, where)] },
    provenance: {
      ...provenance,
      description: `${provenance.description.replace(/\.$/, "")}; made into bars of ${intervalText(barMs)}`,
    },
  };
}

/** From before the first row of the first whole bar to the end of the last. */
function wholeBars(times: Float64Array, intervalMs: number, barMs: number): { from: number; to: number } {
  const from = (times[0] as number) - intervalMs;
  const to = times[times.length - 1] as number;
  const ends =
    times.length === 0 ? times : timeGrid({ from, to, intervalMs: barMs }).filter((end) => end - barMs >= from);
  if (ends.length === 0) {
    const has = times.length === 0 ? "which is empty" : `${isoTime(from)} to ${isoTime(to)}`;
    throw new RangeError(
      `resampledDataset: no whole bar of ${intervalText(barMs)} in the data, ${has}; take more of it`,
    );
  }
  return { from: (ends[0] as number) - barMs, to: ends[ends.length - 1] as number };
}

function sliced(dataset: Dataset, { from, to }: { readonly from: number; readonly to: number }): Dataset {
  const times = dataset.openInterest.slice(from, to).times;
  const { asset, intervalMs, quality, provenance } = dataset;
  const parts = datasetSeries(dataset).map(({ measure, series }): MeasuredSeries => {
    const part: Series = series.slice(from, to);
    return { measure, series: part };
  });
  return datasetOf(parts, { asset, intervalMs, quality, provenance, times });
}

/** Whether all of it was made of another measure by a price, and is missing where that is. */
function isConverted({ columns }: Panel): boolean {
  return columns.length > 0 && columns.every(({ identity }) => identity.convertedAt !== undefined);
}
