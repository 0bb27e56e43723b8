import { basename } from "node:path";
import type { Candles } from "../../series/candles.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { intervalText } from "../../series/time.js";
import { usualStepMs } from "../quality/grid-issues.js";
import type { QualityIssue } from "../quality/quality.js";
import { type Grid, rowsOnGrid } from "../rows-on-grid.js";
import { type CsvFile, readCsvFile } from "./csv-file.js";
import { removeImpossiblePrices } from "./impossible-cells.js";
import { snapshotCandles } from "./snapshot-candles.js";
import type { DeclaredVenueCsv } from "./venue-csv-options.js";

/** Prices on the grid of a file of open interest. */
export interface VenuePrices {
  /** Price at each instant. */
  readonly price: Series;
  readonly candles: Candles;
  /** The file of price bars, where there is one. */
  readonly bars: CsvFile | undefined;
  readonly issues: readonly QualityIssue[];
}

/**
 * The price at each instant, from the file's own column if it has one and else the close of the bar that ends there;
 * and the candles, from the file of bars or else from consecutive prices. Prices of zero or less are gaps, told as `invalid`.
 * @throws {RangeError} if the bars are of another length than the grid's step, or their closes differ from the column by
 *   more than 5 % on the median
 */
export async function venuePrices(
  { path, csv, priceColumn, pricePath }: DeclaredVenueCsv,
  grid: Grid,
  { asset, priceTimeColumn = "time" }: { readonly asset: string; readonly priceTimeColumn?: string | undefined },
): Promise<VenuePrices> {
  const identity = { asset };
  const file =
    priceColumn === undefined
      ? undefined
      : await readCsvFile(path, {
          ...csv,
          unit: "price",
          layout: "wide",
          columns: [priceColumn],
          venues: false,
          scale: 1,
          identities: {},
        });
  const own =
    file === undefined ? undefined : (rowsOnGrid(rowsOf(file.panel), 0, grid, path).columns[0] as Float64Array);
  const column = own === undefined ? undefined : new Series(grid.times, own, "price", "price", identity);
  const ownIssues = [
    ...(file?.quality.issues.filter(({ where }) => where === priceColumn) ?? []),
    ...(own === undefined ? [] : removeImpossiblePrices(priceColumn as string, grid.times, own)),
  ];
  if (pricePath === undefined) {
    const price = column as Series;
    return { price, candles: snapshotCandles(price, grid.stepMs), bars: undefined, issues: ownIssues };
  }
  const bars = await readCsvFile(pricePath, {
    timeColumn: priceTimeColumn,
    unit: "price",
    // Read as instants, because the length of the bars is only known once they are read; they are moved below.
    label: "instant",
    columns: ["open", "high", "low", "close"],
  });
  const barMs = usualStepMs(bars.panel.times);
  if (barMs !== grid.stepMs) {
    throw new RangeError(
      `venuePrices: bars of ${intervalText(barMs)} in ${bars.file.name} for open interest every ${intervalText(grid.stepMs)}; give bars of that length`,
    );
  }
  const placed = rowsOnGrid(rowsOf(bars.panel), barMs, grid, bars.file.name);
  const impossible = bars.panel.names.flatMap((name, index) =>
    removeImpossiblePrices(`${bars.file.name} ${name}`, grid.times, placed.columns[index] as Float64Array),
  );
  const [open, high, low, close] = bars.panel.names.map(
    (name, index) => new Series(grid.times, placed.columns[index] as Float64Array, name, "price", identity),
  ) as [Series, Series, Series, Series];
  if (column !== undefined) compare(column, close, basename(pricePath));
  const candles = { times: grid.times, intervalMs: barMs, open, high, low, close };
  return { price: column ?? close, candles, bars, issues: [...ownIssues, ...placed.issues, ...impossible] };
}

/** Refuses price bars that are not of the price in the file, as of another asset. */
function compare(column: Series, close: Series, where: string): void {
  const errors = column.values
    .map((price, row) => Math.abs((close.values[row] as number) / price - 1))
    .filter((error) => !Number.isNaN(error))
    .sort();
  const median = errors[errors.length >> 1];
  if (median === undefined || median <= 0.05) return;
  throw new RangeError(
    `venuePrices: closes in ${where} differ from the price column by ${(median * 100).toPrecision(2)} % on the median; give bars of the same asset`,
  );
}

function rowsOf({ times, columns }: Panel) {
  return { times, columns: columns.map(({ values }) => values) };
}
