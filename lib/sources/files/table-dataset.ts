import type { Candles } from "../../series/candles.js";
import type { Identity } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { resample, resampleCandles } from "../../series/resample.js";
import { Series } from "../../series/series.js";
import { intervalMs } from "../../series/time.js";
import type { Dataset, SourceFile } from "../dataset.js";
import { fillIssues } from "../quality/fill-issues.js";
import { usualStepMs } from "../quality/grid-issues.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { rowsOnGrid } from "../rows-on-grid.js";
import { atSameInstants } from "../same-instants.js";
import { fileGrid } from "./file-grid.js";
import type { FileTable } from "./file-table.js";
import { removeImpossibleOpenInterest } from "./impossible-cells.js";
import type { TableOptions } from "./table-options.js";
import { type TablePanel, tablePanel } from "./table-panel.js";
import { tablePrices } from "./table-prices.js";

/** A table and the file that it is from. */
export interface TableSource {
  readonly table: FileTable;
  readonly file: SourceFile;
}

/** Where prices are, beside a price column of the table itself. */
export interface PriceFile extends TableSource {
  /** Column of times there. Default `time`, or the only one whose type is a time. */
  readonly timeColumn?: string | undefined;
  /** Column of prices. Default none: the file has bars, in columns open, high, low and close. */
  readonly valueColumn?: string | undefined;
  /** What its times say. Default `start` for bars, and for one column what the times of the open interest say. */
  readonly label?: TableOptions["label"] | undefined;
}

/** A table of open interest with everything declared. */
export interface DeclaredTable {
  readonly source: TableSource;
  readonly options: TableOptions & { readonly unit: "usd" | "base" };
  readonly asset: string;
  /** Length of a bar, a multiple of the table's own step. Default the step. */
  readonly interval?: string | undefined;
  /** ISO time, left out of the period. */
  readonly from?: string | undefined;
  /** ISO time; a date alone includes that day. */
  readonly to?: string | undefined;
  /** Column of the price at the instant of a row. In a long table each key's own. */
  readonly priceColumn?: string | undefined;
  /** Wide: columns of prices by the name of the column of the result that each is of. */
  readonly priceColumns?: Readonly<Record<string, string>> | undefined;
  readonly priceFile?: PriceFile | undefined;
  /** Price bars of the table's own step. */
  readonly prices?: Candles | undefined;
  /** The last row is of a bar that may not have been over. */
  readonly lastIsOpen?: boolean | undefined;
  /** Name of the source in the provenance. */
  readonly sourceName: string;
  /** How a shape that was recognised is read, told as `label`. */
  readonly shape?: string | undefined;
  /** Function that messages name. */
  readonly owner: string;
}

/**
 * A dataset from a table of open interest: in coins and dollars, each the other by the price at that instant, its own where
 * the table has one for each column; candles from bars of price, or where there are none from consecutive prices
 * (`snapshotCandles`). Without any price the other unit and the candles are missing, told as `no-price`. A bar longer than
 * the table's step holds the last value in it; where that is not the one at its end it is told as `fill`. Open interest
 * below zero and prices of zero or less are gaps, told as `invalid`. No funding.
 * @throws {RangeError} as `tablePanel` does, and if prices (`tablePrices`), interval or period (`fileGrid`) do not fit
 */
export function tableDataset(declared: DeclaredTable): Dataset {
  const { source, asset, from, to, interval, sourceName, owner } = declared;
  const { file } = source;
  const { panel, quality, open } = readPanel(declared);
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
  const found = tablePrices(declared, read, grid);
  const other = converted(read, found.prices, found.name);

  const isLonger = barMs !== undefined && barMs !== stepMs;
  const inBars = (data: Panel) => (isLonger ? resample(data, barMs, { take: "last", sourceIntervalMs: stepMs }) : data);
  const readBars = inBars(read);
  const otherBars = atSameInstants(other, read, readBars);
  const start = (times[0] as number) - stepMs;
  const end = times[times.length - 1] as number;
  const within = [...quality.issues, ...found.issues].filter(
    (issue) => issue.kind !== "gap" && (issue.from ?? end) <= end && (issue.to ?? end) > start,
  );
  const live = to === undefined ? panel.times.filter((time) => time > end) : [];
  const candles = isLonger ? resampleCandles(found.candles, barMs) : found.candles;
  return {
    asset,
    intervalMs: barMs ?? stepMs,
    candles: onTimes(candles, readBars.times),
    openInterest: read.unit === "base" ? readBars : otherBars,
    openInterestUsd: read.unit === "usd" ? readBars : otherBars,
    funding: [],
    quality: {
      rowsRead: quality.rowsRead + found.rowsRead,
      issues: [
        ...(declared.shape === undefined ? [] : [shapeIssue(panel, file.name, declared.shape)]),
        ...within,
        ...placed.issues,
        ...impossible,
        ...open,
        ...issueAt("invalid", file.name, live, "rows after the last whole bar, as of one that is not over; left out"),
        ...found.placed,
        ...fillIssues(read, readBars, stepMs, file.name),
      ],
    },
    provenance: {
      source: sourceName,
      simulated: false,
      description: description(read, file.name, found),
      files: [file, ...(declared.priceFile === undefined ? [] : [declared.priceFile.file])],
    },
  };

  function readPanel({ options, lastIsOpen }: DeclaredTable): TablePanel & { readonly open: readonly QualityIssue[] } {
    const all = tablePanel(source.table, withStep(source.table, options, owner), owner);
    if (lastIsOpen !== true || all.panel.length === 0) return { ...all, open: [] };
    const last = all.panel.times.subarray(-1);
    const kept = all.panel.slice(Number.NEGATIVE_INFINITY, (last[0] as number) - 1);
    const detail = "the last bar, which may not have been over when the file was written; left out";
    return { ...all, panel: kept, open: issueAt("incomplete", file.name, last, detail) };
  }
}

/** Candles that share the times of the open interest. */
function onTimes(candles: Candles, times: Float64Array): Candles {
  const of = (series: Series): Series => new Series(times, series.values, series.name, series.unit, series.identity);
  const { intervalMs, open, high, low, close, volume, takerBuyVolume } = candles;
  return {
    times,
    intervalMs,
    open: of(open),
    high: of(high),
    low: of(low),
    close: of(close),
    ...(volume && { volume: of(volume) }),
    ...(takerBuyVolume && { takerBuyVolume: of(takerBuyVolume) }),
  };
}

/** Labels that are the starts of bars are moved by the step that the file itself has, unless it is given. */
export function withStep<O extends TableOptions>(table: FileTable, options: O, owner: string): O {
  if (options.label !== "start" || options.intervalMs !== undefined) return options;
  const { panel } = tablePanel(table, { ...options, label: "instant" }, owner);
  const step = usualStepMs(panel.times);
  return step > 0 ? { ...options, intervalMs: step } : options;
}

/** Dollars to coins or coins to dollars, by the price at each instant. */
function converted({ times, columns, unit }: Panel, prices: readonly Float64Array[], name: string | undefined): Panel {
  const toCoins = unit === "usd";
  const atPrice = columns.map((column, index) => {
    const price = prices[index] as Float64Array;
    const identity: Identity = name === undefined ? column.identity : { ...column.identity, convertedAt: name };
    const values = column.values.map((value, row) => (toCoins ? value / price[row] : value * price[row]));
    return { ...column, values, identity };
  });
  return new Panel(times, atPrice, toCoins ? "base" : "usd");
}

function shapeIssue({ times }: Panel, where: string, detail: string): QualityIssue {
  return { kind: "label", where, count: times.length, from: times[0], to: times[times.length - 1], detail };
}

function description(
  { unit, columns }: Panel,
  where: string,
  { name, from, own }: { readonly name: string | undefined; readonly from: string | undefined; readonly own: boolean },
): string {
  const what = `Open interest of ${columns.length} columns in ${unit} from ${where}`;
  if (name === undefined) return `${what}; no price, so that ${unit === "usd" ? "coins" : "dollars"} are missing`;
  const other = unit === "usd" ? "coins are dollars divided" : "dollars are coins multiplied";
  const at = own ? "the price of each column at that instant" : "the price at that instant";
  const candles =
    from === undefined
      ? "candles are made of consecutive prices and lack what was between"
      : `candles are from ${from}`;
  return `${what}; ${other} by ${at}; ${candles}`;
}
