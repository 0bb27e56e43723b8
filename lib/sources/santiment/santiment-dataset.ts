import { timeGrid } from "../../series/grid.js";
import { Panel } from "../../series/panel.js";
import { dayMs, intervalMs, intervalText, isoTime, minuteMs } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import { columnIssues } from "../quality/column-issues.js";
import { issueAt } from "../quality/issue-at.js";
import { rowsOnGrid } from "../rows-on-grid.js";
import { checkPriceBars, usdDataset } from "../usd-dataset.js";
import { type FundingRead, readFunding } from "./read-funding.js";
import { type ReadOptions, readOpenInterest } from "./read-open-interest.js";
import { type PriceRead, priceMetric, readPrice } from "./read-price.js";
import { accessReader, type SanAccess } from "./san-access.js";
import { sanClient } from "./san-client.js";
import { fundingOf, sanColumns } from "./san-columns.js";
import { SanFailure } from "./san-failure.js";
import { type AskedPeriod, cutIssues, type SanPeriod, type ServedPeriod, sanPeriod } from "./san-period.js";
import { sanPlan } from "./san-plan.js";
import { sanProgress, sanReader } from "./san-reader.js";
import { sanSlug } from "./san-slug.js";
import { checkSantimentOptions, type SantimentOptions } from "./santiment-options.js";

/** The dataset that `loadSantiment` gives; apart from it, so that what reads answers is loaded when there are any. */
export async function santimentDataset(options: SantimentOptions): Promise<Dataset> {
  const { asset = "BTC", metric = "exchange_open_interest", form = "timeseriesDataJson" } = options;
  const { slug = sanSlug(asset), includeIncomplete = false, now = Date.now(), prices } = options;
  const { callsPerMinute, divider } = sanPlan(options.plan ?? "free");
  checkSantimentOptions({ ...options, metric, form });
  const barMs = barLength(options.interval ?? "5m");
  checkPriceBars(prices, barMs);

  const progress = sanProgress(options.onProgress ?? (() => {}));
  const client = sanClient({
    ...options,
    callsPerMinute,
    onAnswer: progress.answered,
    onWait: ({ what }) => progress.waiting(what),
  });
  const access = accessReader(client, slug);
  const open = await access(metric);
  checkAccess(open, metric, barMs);
  const what = `${metric} of ${slug}`;
  const asked: AskedPeriod = { what, access: open, barMs, from: options.from, to: options.to, now, includeIncomplete };
  const period = sanPeriod(asked);
  const columns = await sanColumns(client, metric, { ...options, asset, slug });
  const fundingAccess = options.funding === false ? undefined : await access(fundingOf[metric]);

  const reader = sanReader(client, { intervalMs: barMs, divider, form, pointsPerCall: options.pointsPerCall });
  const whole = { slug, asset, interval: intervalText(barMs), barMs, includeIncomplete, now };
  const range: ReadOptions = { ...whole, metric, from: period.from, to: period.to };
  const each = reader.calls([range]);
  const names = columns.reduce((sum, { owners }) => sum + Math.max(1, owners.length), 0);
  const rounds = names * (fundingAccess?.isAccessible ? 2 : 1) + (prices === undefined ? 1 : 0);
  progress.expect(each * rounds);

  const read = await readOpenInterest(reader, columns, range);
  const served = servedPeriod(read.panel, barMs);
  if (served === undefined) throw nothing(what, columns.length, period);
  const part = { ...whole, from: served.firstEnd - barMs, to: served.lastEnd };
  const funding: FundingRead =
    fundingAccess === undefined
      ? { series: [], issues: [], rowsRead: 0 }
      : await readFunding(reader, read.columns, fundingAccess, { ...part, metric: fundingOf[metric] });
  const times = timeGrid({ from: part.from, to: part.to, intervalMs: barMs });
  const price: PriceRead =
    prices === undefined ? await readPrice(reader, times, part) : { candles: prices, issues: [], rowsRead: 0 };

  const rows = { times: read.panel.times, columns: read.panel.columns.map(({ values }) => values) };
  const placed = rowsOnGrid(rows, 0, { times, stepMs: barMs }, "open interest");
  const onGrid = read.panel.columns.map((column, index) => ({
    ...column,
    values: placed.columns[index] as Float64Array,
  }));
  return usdDataset({
    asset,
    intervalMs: barMs,
    openInterestUsd: new Panel(times, onGrid, "usd"),
    prices: price.candles,
    funding: [],
    others: funding.series,
    quality: {
      rowsRead: read.rowsRead + funding.rowsRead + price.rowsRead,
      issues: [
        ...cutIssues(asked, period, served),
        ...issueAt(
          "label",
          metric,
          times,
          `a row's label is the start of its bar, and its value the last in it; stamped with the end, ${intervalText(barMs)} later`,
        ),
        ...read.issues,
        ...placed.issues,
        ...columnIssues(read.panel),
        ...funding.issues,
        ...price.issues,
      ],
    },
    provenance: {
      source: "santiment",
      simulated: false,
      description: description(options, { what, columns: onGrid.length, funding: funding.series.length }),
      files: client.files,
    },
  });
}

/** Santiment cuts longer bars at multiples of their length from 1970, a Thursday. */
function barLength(interval: string): number {
  const barMs = intervalMs(interval);
  if (barMs % (5 * minuteMs) !== 0) {
    throw new RangeError(`loadSantiment: interval ${interval} is not a multiple of 5m; give 5m, 15m, 1h, 4h or 1d`);
  }
  if (barMs % (7 * dayMs) !== 0) return barMs;
  throw new RangeError(
    `loadSantiment: Santiment's weeks begin on Thursdays, not Mondays as here; load 1d and make weeks of it`,
  );
}

function checkAccess({ isAccessible, minIntervalMs }: SanAccess, metric: string, barMs: number): void {
  if (!isAccessible) {
    throw new SanFailure(
      "no-access",
      `loadSantiment: ${metric} is not open to this key, or without one; give the key of a plan that includes it`,
    );
  }
  // A shorter interval would be answered with longer bars, without a word.
  if (barMs >= minIntervalMs) return;
  throw new RangeError(
    `loadSantiment: Santiment has ${metric} every ${intervalText(minIntervalMs)} at most, not every ${intervalText(barMs)}; give a longer interval`,
  );
}

/** From the first to the last row with any value; undefined if there is none. */
function servedPeriod({ times, columns }: Panel, barMs: number): ServedPeriod | undefined {
  const has = (time: number, row: number): boolean =>
    time % barMs === 0 && columns.some(({ values }) => !Number.isNaN(values[row]));
  const firstEnd = times.find(has);
  return firstEnd === undefined ? undefined : { firstEnd, lastEnd: times.findLast(has) as number };
}

function nothing(what: string, columns: number, { from, to }: SanPeriod): RangeError {
  const where = columns === 1 ? "" : ` for any of ${columns} columns`;
  return new RangeError(
    `loadSantiment: Santiment has no value of ${what}${where} from ${isoTime(from)} to ${isoTime(to)}; ask for another period, or check venues, currencies and slug`,
  );
}

function description(
  { prices }: SantimentOptions,
  { what, columns, funding }: { readonly what: string; readonly columns: number; readonly funding: number },
): string {
  const price =
    prices === undefined
      ? `the closes of the candles are the last ${priceMetric} of each bar, their opens, highs and lows are not told`
      : "prices are those given";
  const rates =
    funding === 0
      ? ""
      : "; funding rates are averages weighted by open interest, as fractions, sampled at the ends of bars, for settlement periods that are not told";
  return `Santiment's ${what} in dollars, ${columns === 1 ? "one column" : `${columns} columns`}, over all contracts as each exchange counts its sides, stamped with the ends of bars and known an hour later; ${price}${rates}`;
}
