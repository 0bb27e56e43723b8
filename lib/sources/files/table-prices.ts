import { basename } from "node:path";
import type { Candles } from "../../series/candles.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { intervalText } from "../../series/time.js";
import { usualStepMs } from "../quality/grid-issues.js";
import type { QualityIssue } from "../quality/quality.js";
import { type Grid, rowsOnGrid } from "../rows-on-grid.js";
import { removeImpossiblePrices } from "./impossible-cells.js";
import { snapshotCandles } from "./snapshot-candles.js";
import type { DeclaredTable, PriceFile } from "./table-dataset.js";
import { tablePanel } from "./table-panel.js";

/** Prices on the grid of a table of open interest. */
export interface TablePrices {
  /** Price of each column of the open interest, NaN where there is none. */
  readonly prices: readonly Float64Array[];
  /** What the price is called; undefined where there is none. */
  readonly name: string | undefined;
  /** Whether columns have prices of their own. */
  readonly own: boolean;
  readonly candles: Candles;
  /** What the candles are from, if not from prices at instants. */
  readonly from: string | undefined;
  readonly rowsRead: number;
  /** What was found in reading the file of prices, over all of it. */
  readonly issues: readonly QualityIssue[];
  /** What was found on the grid. */
  readonly placed: readonly QualityIssue[];
}

/** Prices at instants, on the grid. */
interface Instants {
  readonly reference: Series;
  readonly prices: readonly Float64Array[];
  readonly own: boolean;
  readonly issues: readonly QualityIssue[];
}

const owner = "tablePrices";

/**
 * The price of each column at each instant, from the table's own columns, else the close of the bar that ends there or the
 * price that the other file has there; and candles, from bars or else from consecutive prices. Prices of zero or less are
 * gaps, told as `invalid`.
 * @param read the open interest, on the grid
 * @throws {RangeError} if bars are of another length than the grid's step, their closes differ from the table's own prices by
 *   more than 5 % on the median, or a column of the open interest has no price of its own where others have
 */
export function tablePrices(declared: DeclaredTable, read: Panel, grid: Grid): TablePrices {
  const { asset, priceFile, prices: given } = declared;
  const instants = ownPrices(declared, read, grid);
  const other =
    priceFile !== undefined
      ? filePrices(priceFile, declared, grid)
      : given !== undefined
        ? givenPrices(given, grid, asset)
        : undefined;
  const rowsRead = other?.rowsRead ?? 0;
  const issues = other?.issues ?? [];
  const placed = [...(instants?.issues ?? []), ...(other?.placed ?? [])];
  const shared = { rowsRead, issues, placed, own: instants?.own ?? false };
  const reference = instants?.reference ?? other?.close;
  if (reference === undefined) {
    const nothing = new Series(grid.times, missing(grid), "price", "price", { asset });
    const candles = snapshotCandles(nothing, grid.stepMs);
    const prices = read.columns.map(() => nothing.values);
    return { ...shared, prices, name: undefined, candles, from: undefined, placed: [...placed, noPrice(grid)] };
  }
  if (instants !== undefined && other !== undefined) compare(instants.reference, other.close, other.from);
  return {
    ...shared,
    prices: instants?.prices ?? read.columns.map(() => reference.values),
    name: reference.name,
    candles: other?.candles ?? snapshotCandles(reference, grid.stepMs),
    from: other?.candles === undefined ? undefined : other.from,
  };
}

/** Prices in the table itself. */
function ownPrices(declared: DeclaredTable, read: Panel, grid: Grid): Instants | undefined {
  const { source, options, priceColumn, priceColumns, asset } = declared;
  if (priceColumn === undefined && priceColumns === undefined) return undefined;
  const isLong = options.layout === "long";
  const shape =
    priceColumns !== undefined
      ? { layout: "wide" as const, columns: swapped(priceColumns) }
      : isLong
        ? { valueColumn: priceColumn }
        : { layout: "wide" as const, columns: [priceColumn as string], venues: false };
  const found = tablePanel(
    source.table,
    { ...options, ...shape, unit: "price", scale: 1, identities: {} },
    declared.owner,
  );
  const onGrid = rowsOnGrid(rowsOf(found.panel), 0, grid, source.file.name);
  const values = onGrid.columns as readonly Float64Array[];
  const names = found.panel.names;
  const issues = [
    ...found.quality.issues.filter(({ where }) => names.includes(where) && !read.names.includes(where)),
    ...names.flatMap((name, index) => removeImpossiblePrices(priceName(name, read), grid.times, values[index])),
  ];
  const isOwn = isLong || priceColumns !== undefined;
  const prices = read.names.map((name) => {
    const index = isOwn ? names.indexOf(name) : 0;
    if (index >= 0) return values[index];
    throw new RangeError(`${owner}: column "${name}" has no price of its own; those that have: ${names.join(", ")}`);
  });
  const identity = isOwn ? { asset, venue: found.panel.columns[0]?.identity.venue } : { asset };
  const reference = new Series(grid.times, values[0] ?? missing(grid), "price", "price", withoutUndefined(identity));
  return { reference, prices, own: isOwn && names.length > 1, issues };
}

function priceName(name: string, read: Panel): string {
  return read.names.includes(name) ? `price of ${name}` : name;
}

/** Prices in a file of their own: bars, or one column. */
function filePrices({ table, file, timeColumn, valueColumn, label }: PriceFile, declared: DeclaredTable, grid: Grid) {
  const identity = { asset: declared.asset };
  const { options } = declared;
  const bars = tablePanel(
    table,
    {
      timeColumn: timeColumn ?? (table.header.includes("time") ? "time" : undefined),
      timeZone: options.timeZone,
      decimal: options.decimal,
      unit: "price",
      // Read as instants, because the length of the bars is only known once they are read; they are moved below.
      label: "instant",
      columns: valueColumn === undefined ? ["open", "high", "low", "close"] : [valueColumn],
    },
    declared.owner,
  );
  const barMs = usualStepMs(bars.panel.times);
  if (barMs !== grid.stepMs) {
    throw new RangeError(
      `${owner}: bars of ${intervalText(barMs)} in ${file.name} for open interest every ${intervalText(grid.stepMs)}; give bars of that length`,
    );
  }
  const isStart = (label ?? (valueColumn === undefined ? "start" : options.label)) === "start";
  const onGrid = rowsOnGrid(rowsOf(bars.panel), isStart ? barMs : 0, grid, file.name);
  const values = onGrid.columns as readonly Float64Array[];
  const impossible = bars.panel.names.flatMap((name, index) =>
    removeImpossiblePrices(`${file.name} ${name}`, grid.times, values[index]),
  );
  const shared = {
    from: basename(file.name),
    rowsRead: bars.quality.rowsRead,
    issues: bars.quality.issues,
    placed: [...onGrid.issues, ...impossible],
  };
  const named = ["open", "high", "low", "close"].map(
    (name, index) => new Series(grid.times, values[index] ?? values[0], name, "price", identity),
  ) as [Series, Series, Series, Series];
  if (valueColumn !== undefined) {
    return { ...shared, close: named[3].with(named[3].values, { name: "price" }), candles: undefined };
  }
  const [open, high, low, close] = named;
  return { ...shared, close, candles: { times: grid.times, intervalMs: barMs, open, high, low, close } };
}

/** Price bars that the caller has. */
function givenPrices(bars: Candles, grid: Grid, asset: string) {
  if (bars.intervalMs !== grid.stepMs) {
    throw new RangeError(
      `${owner}: prices in bars of ${intervalText(bars.intervalMs)} for open interest every ${intervalText(grid.stepMs)}; give bars of that length`,
    );
  }
  const { open, high, low, close, volume, takerBuyVolume } = bars;
  const fields = { open, high, low, close, volume, takerBuyVolume };
  const onGrid = Object.entries(fields).flatMap(([field, series]) => {
    if (series === undefined) return [];
    const [values] = rowsOnGrid({ times: series.times, columns: [series.values] }, 0, grid, "prices").columns;
    return [[field, new Series(grid.times, values, series.name, series.unit, { asset, ...series.identity })] as const];
  });
  const placed = rowsOnGrid({ times: bars.times, columns: [] }, 0, grid, "prices").issues;
  const series = Object.fromEntries(onGrid) as Record<"open" | "high" | "low" | "close", Series>;
  const candles: Candles = { times: grid.times, intervalMs: bars.intervalMs, ...series };
  return { from: "the prices given", rowsRead: 0, issues: [], placed, close: candles.close, candles };
}

/** Refuses prices that are not of what the table's own prices are of, as of another asset. */
function compare(column: Series, close: Series, where: string): void {
  const errors = column.values
    .map((price, row) => Math.abs((close.values[row] as number) / price - 1))
    .filter((error) => !Number.isNaN(error))
    .sort();
  const median = errors[errors.length >> 1];
  if (median === undefined || median <= 0.05) return;
  throw new RangeError(
    `${owner}: closes in ${where} differ from the price column by ${(median * 100).toPrecision(2)} % on the median; give bars of the same asset`,
  );
}

function noPrice({ times }: Grid): QualityIssue {
  const detail = "no price, so that coins and dollars cannot be told from each other; give priceColumn or pricePath";
  return { kind: "no-price", where: "price", count: times.length, from: times[0], to: times[times.length - 1], detail };
}

function missing({ times }: Grid): Float64Array {
  return new Float64Array(times.length).fill(Number.NaN);
}

/** A column of prices may be that of several columns, but a column of the file has one name in the result. */
function swapped(priceColumns: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const columns = Object.fromEntries(Object.entries(priceColumns).map(([of, column]) => [column, of]));
  if (Object.keys(columns).length === Object.keys(priceColumns).length) return columns;
  throw new RangeError(
    `${owner}: priceColumns name one column of prices twice; give one column to each, or priceColumn`,
  );
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function rowsOf({ times, columns }: Panel) {
  return { times, columns: columns.map(({ values }) => values) };
}
