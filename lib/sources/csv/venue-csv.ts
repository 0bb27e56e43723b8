import type { Dataset } from "../dataset.js";
import { fileBytes } from "../files/file-bytes.js";
import { inOneLine } from "../files/one-line.js";
import { type TableSource, tableDataset } from "../files/table-dataset.js";
import { chartColumnsLeft, chartShape } from "./chart-export.js";
import { type CsvTableOptions, csvTable } from "./csv-table.js";
import { declaredVenueCsv, type VenueCsvOptions } from "./venue-csv-options.js";

/**
 * A dataset from a CSV of open interest by venue: in coins and dollars, each the other by the price at that instant, and
 * candles from `pricePath`, or where there is none from the prices in `priceColumn` (`snapshotCandles`).
 * Columns are told by their venues unless `venues` is false. A bar longer than the file's step holds the last value in it;
 * where that is not the one at its end it is told as `fill`. Open interest below zero and prices of zero or less are gaps,
 * told as `invalid`. No funding.
 * @throws {RangeError} as `readCsv` does; if the file is not there, a part is not declared or there is no price
 *   (`declaredVenueCsv`), prices do not fit (`tablePrices`), or interval or period do not (`fileGrid`)
 */
export async function loadVenueCsv(options: VenueCsvOptions): Promise<Dataset> {
  return inOneLine(() => load(options));
}

async function load(options: VenueCsvOptions): Promise<Dataset> {
  const { asset = "BTC", from, to, interval, priceTimeColumn = "time" } = options;
  const { path, csv, priceColumn, pricePath, isChart } = await declaredVenueCsv(options);
  const source = await csvSource(path, csv);
  return tableDataset({
    source,
    options: isChart ? { ...csv, except: chartColumnsLeft(source.table.header) } : csv,
    asset,
    from,
    to,
    interval,
    priceColumn,
    priceFile:
      pricePath === undefined ? undefined : { ...(await csvSource(pricePath, {})), timeColumn: priceTimeColumn },
    sourceName: "csv",
    shape: isChart ? chartShape : undefined,
    owner: "readCsv",
  });
}

/** The table of a CSV file, which messages call by its base name unless it is given another. */
export async function csvSource(path: string, options: CsvTableOptions): Promise<TableSource> {
  const { bytes, file } = await fileBytes(path, "readCsvFile");
  return { table: csvTable(bytes, { ...options, name: options.name ?? file.name }), file };
}
