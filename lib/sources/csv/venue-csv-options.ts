import { isFolder } from "../files/file-bytes.js";
import { chartExport, chartFiles } from "./chart-export.js";
import type { CsvOptions } from "./csv.js";

/**
 * A CSV of open interest by venue, and where its price is. Where none of `timeColumn`, `unit` and `label` is given, it is
 * read as `chartExport` says.
 */
export interface VenueCsvOptions extends Partial<Omit<CsvOptions, "name">> {
  /** The file, gzipped or not, or a folder of chart exports (`chartFiles`). */
  readonly path: string;
  /** Base asset. Default `BTC`. */
  readonly asset?: string;
  /** `usd` or `base`. */
  readonly unit?: "usd" | "base";
  /** Length of a bar, a multiple of the file's own step. Default the file's step. */
  readonly interval?: string;
  /** ISO time, left out of the period. Default: before the file's first row. */
  readonly from?: string;
  /** ISO time; a date alone includes that day. Default: the file's last row. */
  readonly to?: string;
  /** Column of the price at the instant of the row, by which coins and dollars are converted. */
  readonly priceColumn?: string;
  /** A CSV of price bars labelled by their starts, with columns open, high, low and close. */
  readonly pricePath?: string;
  /** Time column of that file. Default `time`. */
  readonly priceTimeColumn?: string;
}

/** What of a file was declared, or the shape of a chart export if nothing was. */
export interface DeclaredVenueCsv {
  readonly path: string;
  readonly csv: CsvOptions & { readonly unit: "usd" | "base" };
  readonly priceColumn: string | undefined;
  readonly pricePath: string | undefined;
  /** Whether it is read as `chartExport` says. */
  readonly isChart: boolean;
}

/**
 * What a caller declared of a file, or the shape of a chart export if nothing was; a folder is searched for its chart.
 * @throws {RangeError} if only a part is declared, the unit is neither usd nor base, no price is given, or there is no such
 *   file
 */
export async function declaredVenueCsv(options: VenueCsvOptions): Promise<DeclaredVenueCsv> {
  const { path, asset = "BTC", interval, timeColumn, unit, label } = options;
  const found = (await isFolder(path, "loadVenueCsv"))
    ? await chartFiles(path, asset, interval)
    : { path, pricePath: undefined };
  const pricePath = options.pricePath ?? found.pricePath;
  const priceColumn = options.priceColumn ?? (timeColumn === undefined ? chartExport.priceColumn : undefined);
  const files = { path: found.path, pricePath, priceColumn };
  if (timeColumn === undefined && unit === undefined && label === undefined) {
    return { ...files, isChart: true, csv: { venues: true, ...options, ...chartExport } };
  }
  if (timeColumn === undefined || unit === undefined || label === undefined) {
    const absent = Object.entries({ timeColumn, unit, label }).filter(([, value]) => value === undefined);
    throw new RangeError(
      `loadVenueCsv: ${absent.map(([name]) => name).join(" and ")} not given; a file does not tell, so declare timeColumn, unit and label, or none of them for a chart export`,
    );
  }
  if (unit !== "usd" && unit !== "base") {
    throw new RangeError(`loadVenueCsv: unknown unit "${unit}"; known: usd, base`);
  }
  if (priceColumn === undefined && pricePath === undefined) {
    throw new RangeError("loadVenueCsv: no price to tell coins from dollars; give priceColumn or pricePath");
  }
  const except = [...(options.except ?? []), ...(priceColumn === undefined ? [] : [priceColumn])];
  return { ...files, isChart: false, csv: { venues: true, ...options, timeColumn, unit, label, except } };
}
