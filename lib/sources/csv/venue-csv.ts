import { Panel } from "../../series/panel.js";
import { resample, resampleCandles } from "../../series/resample.js";
import type { Series } from "../../series/series.js";
import { intervalMs } from "../../series/time.js";
import type { Dataset } from "../dataset.js";
import { fillIssues } from "../quality/fill-issues.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { rowsOnGrid } from "../rows-on-grid.js";
import { atSameInstants } from "../same-instants.js";
import { readCsvFile } from "./csv-file.js";
import { fileGrid } from "./file-grid.js";
import { removeImpossibleOpenInterest } from "./impossible-cells.js";
import { declaredVenueCsv, type VenueCsvOptions } from "./venue-csv-options.js";
import { venuePrices } from "./venue-prices.js";

/**
 * A dataset from a CSV of open interest by venue: in coins and dollars, each the other by the price at that instant, and
 * candles from `pricePath`, or where there is none from the prices in `priceColumn` (`snapshotCandles`).
 * Columns are told by their venues unless `venues` is false. A bar longer than the file's step holds the last value in it;
 * where that is not the one at its end it is told as `fill`. Open interest below zero and prices of zero or less are gaps,
 * told as `invalid`. No funding.
 * @throws {RangeError} as `readCsv` does; if a part is not declared or there is no price (`declaredVenueCsv`), prices do not
 *   fit (`venuePrices`), or interval or period do not (`fileGrid`)
 */
export async function loadVenueCsv(options: VenueCsvOptions): Promise<Dataset> {
  const { asset = "BTC", from, to, interval } = options;
  const declared = await declaredVenueCsv(options);
  const { panel, quality, file } = await readCsvFile(declared.path, declared.csv);
  const barMs = interval === undefined ? undefined : intervalMs(interval);
  const grid = fileGrid(panel.times, file.name, { barMs, from, to });
  const { times, stepMs } = grid;
  const placed = rowsOnGrid(
    { times: panel.times, columns: panel.columns.map(({ values }) => values) },
    0,
    grid,
    file.name,
  );
  const impossible = panel.names.flatMap((name, index) =>
    removeImpossibleOpenInterest(name, times, placed.columns[index] as Float64Array),
  );
  const columns = panel.columns.map(({ name, identity }, index) => ({
    name,
    values: placed.columns[index] as Float64Array,
    identity: { asset, sides: "unknown" as const, ...identity },
  }));
  const read = new Panel(times, columns, panel.unit);
  const { price, candles, bars, issues } = await venuePrices(declared, grid, { asset, ...options });
  const other = converted(read, price);

  const isLonger = barMs !== undefined && barMs !== stepMs;
  const inBars = (data: Panel) => (isLonger ? resample(data, barMs, { take: "last", sourceIntervalMs: stepMs }) : data);
  const readBars = inBars(read);
  const otherBars = atSameInstants(other, read, readBars);
  const start = (times[0] as number) - stepMs;
  const end = times[times.length - 1] as number;
  const found = [...quality.issues, ...(bars?.quality.issues ?? [])].filter(
    (issue) => issue.kind !== "gap" && (issue.from ?? end) <= end && (issue.to ?? end) > start,
  );
  const live = to === undefined ? panel.times.filter((time) => time > end) : [];
  return {
    asset,
    intervalMs: barMs ?? stepMs,
    candles: isLonger ? resampleCandles(candles, barMs) : candles,
    openInterest: read.unit === "base" ? readBars : otherBars,
    openInterestUsd: read.unit === "usd" ? readBars : otherBars,
    funding: [],
    quality: {
      rowsRead: quality.rowsRead + (bars?.quality.rowsRead ?? 0),
      issues: [
        ...(declared.isChart ? [chartIssue(panel, file.name)] : []),
        ...found,
        ...placed.issues,
        ...impossible,
        ...issueAt("invalid", file.name, live, "rows after the last whole bar, as of one that is not over; left out"),
        ...issues,
        ...fillIssues(read, readBars, stepMs, file.name),
      ],
    },
    provenance: {
      source: "csv",
      simulated: false,
      description: description(read, file.name, bars?.file.name),
      files: [file, ...(bars === undefined ? [] : [bars.file])],
    },
  };
}

/** Dollars to coins or coins to dollars, by the price at each instant. */
function converted({ times, columns, unit }: Panel, { name, values: price }: Series): Panel {
  const toCoins = unit === "usd";
  const each = (value: number, row: number) =>
    toCoins ? value / (price[row] as number) : value * (price[row] as number);
  const atPrice = columns.map((column) => ({
    ...column,
    values: column.values.map(each),
    identity: { ...column.identity, convertedAt: name },
  }));
  return new Panel(times, atPrice, toCoins ? "base" : "usd");
}

function chartIssue({ times }: Panel, where: string): QualityIssue {
  const detail = "read as a chart export: times are instants, although they are the starts of bars; values are dollars";
  return { kind: "label", where, count: times.length, from: times[0], to: times[times.length - 1], detail };
}

function description({ unit, columns }: Panel, where: string, bars: string | undefined): string {
  const other = unit === "usd" ? "coins are dollars divided" : "dollars are coins multiplied";
  const candles =
    bars === undefined
      ? "candles are made of consecutive prices and lack what was between"
      : `candles are from ${bars}`;
  return `Open interest of ${columns.length} columns in ${unit} from ${where}; ${other} by the price at that instant; ${candles}`;
}
