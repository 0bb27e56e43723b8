import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CsvOptions } from "./csv.js";

/**
 * How the per-exchange chart that data vendors export is read: `datetime`, `timestamp`, `price` and a column of dollars
 * for each exchange. Its label is the start of a bar, but the values are those at that very instant: their sum equals
 * the open, and not the close, of the vendor's own total.
 */
export const chartExport = {
  timeColumn: "timestamp",
  unit: "usd",
  label: "instant",
  except: ["datetime", "price"],
  priceColumn: "price",
} as const satisfies Partial<CsvOptions> & { readonly priceColumn: string };

/** What is told of a chart export. */
export const chartShape: string =
  "read as a chart export: times are instants, although they are the starts of bars; values are dollars";

/** Columns of a chart export that are no venues, of those that it has: `datetime` is not always there. */
export function chartColumnsLeft(header: readonly string[]): readonly string[] {
  return chartExport.except.filter((column) => header.includes(column));
}

/** The files of a folder of chart exports that are wanted. */
export interface ChartFiles {
  readonly path: string;
  /** Price bars of the same interval, where they are there. */
  readonly pricePath?: string;
}

const chartName = /^openInterest_exchange_history_chart_([A-Z0-9]+)_(\d+[a-z])\.csv(?:\.gz)?$/;

/**
 * The chart of an asset in a folder of exports, `openInterest_exchange_history_chart_BTC_4h.csv`, and beside it
 * `price_ohlc_history_4h.csv`.
 * @throws {RangeError} if there is no such chart, or several and no interval is given, naming those there are
 */
export async function chartFiles(folder: string, asset: string, interval: string | undefined): Promise<ChartFiles> {
  const names = (await readdir(folder)).sort();
  const charts = names.flatMap((name) => {
    const [, of, every] = chartName.exec(name) ?? [];
    return of === undefined ? [] : [{ name, of, every }];
  });
  const ofAsset = charts.filter(({ of }) => of === asset);
  // A chart can be resampled to a longer interval, so that one chart alone serves any.
  const wanted = ofAsset.length === 1 ? ofAsset : ofAsset.filter(({ every }) => every === interval);
  const [chart] = wanted;
  if (chart === undefined || wanted.length > 1) {
    const known = charts.length === 0 ? "none" : charts.map(({ name }) => name).join(", ");
    throw new RangeError(
      `chartFiles: no one openInterest_exchange_history_chart_${asset}_${interval ?? "*"}.csv in ${folder}; charts there: ${known}; give the path of a file`,
    );
  }
  const price = names.find((name) => name === `price_ohlc_history_${chart.every}.csv`);
  return { path: join(folder, chart.name), ...(price === undefined ? {} : { pricePath: join(folder, price) }) };
}
