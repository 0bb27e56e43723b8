import { fileURLToPath } from "node:url";
import { instrumentIdentity, type OpenInterestUnit } from "../../market/convert.js";
import { openInterestPanel } from "../../market/open-interest-panel.js";
import { alignTo } from "../../series/align.js";
import type { Candles } from "../../series/candles.js";
import { dropMissing } from "../../series/drop-missing.js";
import type { Identity, Unit } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { resampleCandles } from "../../series/resample.js";
import { Series } from "../../series/series.js";
import { hourMs, intervalMs, isoTime } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import { type Period, period } from "../period.js";
import type { LoadProgress } from "../progress.js";
import { columnIssues } from "../quality/column-issues.js";
import { gapIssues } from "../quality/grid-issues.js";
import type { QualityIssue } from "../quality/quality.js";
import type { SampleData } from "./sample-data.js";
import { reportedUnits, sampleAssets, sampleColumn } from "./sample-layout.js";

/** Which part of the bundled sample is loaded. */
export interface SampleOptions {
  /** `BTC` or `ETH`. Default `BTC`. */
  readonly asset?: string;
  /** Length of a bar, a whole number of hours. Default `1h`. */
  readonly interval?: string;
  /** ISO time, left out of the period. Default the start of the sample. */
  readonly from?: string;
  /** ISO time; a date alone includes that day. Default the end of the sample. */
  readonly to?: string;
  /** Folder that `writeSample` wrote. Default the one bundled with the package. */
  readonly path?: string;
  /** Called after each file. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** Works from `lib/` and from `dist/`, which lie beside `data/`. */
const bundled = fileURLToPath(new URL("../../../data/", import.meta.url));

/**
 * What the files as a whole are bound to show: contracts that are listed for a time and settlements some hours apart.
 * What the period asked for lacks is found in its open interest.
 */
const foreseen: readonly QualityIssue["kind"][] = ["gap", "blank", "composition", "stale"];

/**
 * The bundled sample: a simulated market, not a real one, of six fictional venues. Open interest of every contract that has
 * any in the period, in coins and in dollars at its own mark price, as reported: two venues count both sides, and
 * `countOneSide` makes them comparable. A bar holds the open interest at its end; the candles are those of the largest
 * perpetual. The quality tells a venue's outage (`blank`), a venue that joins and futures that start and expire
 * (`composition`).
 * @throws {RangeError} for an unknown asset (naming those known), an interval that is no whole number of hours, a period
 *   without a bar (naming that of the sample), or a file that cannot be read
 */
export async function loadSample(options: SampleOptions = {}): Promise<Dataset> {
  const { asset = "BTC", interval = "1h", path = bundled } = options;
  if (!sampleAssets.includes(asset)) {
    throw new RangeError(`loadSample: unknown asset "${asset}"; known: ${sampleAssets.join(", ")}`);
  }
  const barMs = intervalMs(interval);
  if (barMs % hourMs !== 0) {
    throw new RangeError(`loadSample: interval ${interval} is no whole number of hours; give 1h, 4h or 1d`);
  }
  const { readSample } = await import("./sample-data.js");
  const files = await readSample(path, asset, options);
  const asked = askedPeriod(files.mark.panel.times, options);
  const bars = slicedCandles(resampleCandles(hourlyCandles(files), barMs), asked);
  if (bars.times.length === 0) {
    const [first, last] = bounds(files.mark.panel.times);
    throw new RangeError(
      `loadSample: no bar of ${interval} ends after ${isoTime(asked.from)} and by ${isoTime(asked.to)}; the sample is from ${isoTime(first)} to ${isoTime(last)}`,
    );
  }
  const covered = { from: bars.times[0] - barMs, to: bars.times[bars.times.length - 1] };
  const hourly = {
    base: convertedPanel(files, "base").slice(covered.from, covered.to),
    usd: convertedPanel(files, "usd").slice(covered.from, covered.to),
  };
  const present = hourly.base.columns.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const names = present.map(({ name }) => name);
  const all = [...files.reported, files.mark, files.candles, files.funding];
  return {
    asset,
    intervalMs: barMs,
    candles: bars,
    openInterest: alignTo(hourly.base.select(names), bars.times),
    openInterestUsd: alignTo(hourly.usd.select(names), bars.times),
    funding: fundingSeries(files, covered),
    quality: {
      rowsRead: all.reduce((sum, { quality }) => sum + quality.rowsRead, 0),
      issues: [
        ...all.flatMap(({ quality }) => quality.issues.filter(({ kind }) => !foreseen.includes(kind))),
        ...gapIssues(hourly.base.times, hourMs, "open interest"),
        ...columnIssues(hourly.base.select(names)),
      ],
    },
    provenance: {
      source: "sample",
      simulated: true,
      description: `Simulated market, not real: open interest of ${asset} on six fictional venues as each reports it (cirrus and ember count both sides), in coins and in dollars at each contract's mark price, with candles and funding, bars of ${interval} stamped with their ends`,
      files: files.files,
    },
  };
}

function askedPeriod(times: Float64Array, asked: SampleOptions): Period {
  const [first, last] = bounds(times);
  return period(asked, { from: isoTime(first), to: new Date(last).toISOString() }, "loadSample");
}

/** Start of the first hour and end of the last. */
function bounds(times: Float64Array): [first: number, last: number] {
  return [times[0] - hourMs, times[times.length - 1]];
}

function hourlyCandles({ instruments, candles }: SampleData): Candles {
  const { sides: _, ...identity } = instrumentIdentity(instruments[0]);
  const { times } = candles.panel;
  const field = (name: string, unit: Unit): Series =>
    new Series(times, candles.panel.column(name).values, name, unit, identity);
  return {
    times,
    intervalMs: hourMs,
    open: field("open", "price"),
    high: field("high", "price"),
    low: field("low", "price"),
    close: field("close", "price"),
    volume: field("volume", "base"),
    takerBuyVolume: field("takerBuyVolume", "base"),
  };
}

function slicedCandles(candles: Candles, { from, to }: Period): Candles {
  const { intervalMs, open, high, low, close, volume, takerBuyVolume } = candles;
  const cut = (series: Series): Series => series.slice(from, to);
  const cutOpen = cut(open);
  return {
    times: cutOpen.times,
    intervalMs,
    open: cutOpen,
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: volume && cut(volume),
    takerBuyVolume: takerBuyVolume && cut(takerBuyVolume),
  };
}

/** Every contract's open interest in one unit at its own mark price, with the sides its venue counts. */
function convertedPanel({ instruments, reported, mark }: SampleData, unit: OpenInterestUnit): Panel {
  const series = instruments.map((instrument) =>
    reported[reportedUnits.indexOf(instrument.reports)].panel.column(sampleColumn(instrument)),
  );
  const byColumn = Object.fromEntries(instruments.map((instrument) => [sampleColumn(instrument), instrument]));
  return openInterestPanel(series, unit, { instruments: byColumn, prices: mark.panel, priceName: "mark" });
}

function fundingSeries({ instruments, funding }: SampleData, { from, to }: Period): readonly Series[] {
  return instruments
    .filter(({ kind }) => kind === "perpetual")
    .map((instrument) => {
      const { sides: _, ...identity }: Identity = instrumentIdentity(instrument);
      const { times, values, name, unit } = dropMissing(funding.panel.column(sampleColumn(instrument)));
      return new Series(times, values, name, unit, identity).slice(from, to);
    })
    .filter(({ length }) => length > 0);
}
