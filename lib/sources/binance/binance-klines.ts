import { csvTimes } from "../csv/csv-times.js";
import { issueAt } from "../quality/issue-at.js";
import { type SortedRows, sortedRows } from "../sorted-rows.js";
import { type BinanceRows, binanceRows } from "./binance-rows.js";
import { rowsOfFile } from "./rows-of-file.js";

const fileColumns = [
  "open_time",
  "open",
  "high",
  "low",
  "close",
  "volume",
  "close_time",
  "quote_volume",
  "count",
  "taker_buy_volume",
  "taker_buy_quote_volume",
  "ignore",
];

/** What is taken of a kline, in the order of the columns of `binanceKlines`; volumes in coins. */
export const klineFields = ["open", "high", "low", "close", "volume", "taker_buy_volume"] as const;

/** Columns of coins in files of inverse contracts: there `volume` counts contracts, and the other asset is the coin. */
const inverseColumns: Readonly<Record<string, string>> = {
  volume: "quote_volume",
  taker_buy_volume: "taker_buy_quote_volume",
};

/** Klines of one file, in order of time. */
export interface BinanceKlines extends SortedRows {
  /** Data rows in the file. */
  readonly count: number;
}

/** What the klines are of. */
export interface KlinesOptions {
  /** Length of a kline in milliseconds. */
  readonly intervalMs: number;
  /** Dollars of an inverse contract; undefined where volumes are in coins as they stand. */
  readonly contractSize?: number | undefined;
}

/**
 * Klines of one file, stamped with their ENDS: open time plus `intervalMs`. Columns as in `klineFields`.
 * Open times in milliseconds and in microseconds both occur and are told by their size. Of an inverse contract the coins
 * traded are taken; where contracts × size / coins is no price between the kline's low and high it is told as
 * `implied-price`, since the column would mean something else. Rows of another time than the file's are left out and told
 * as `invalid`.
 * @throws {RangeError} naming file, line and column of what cannot be read, or if no row is of the file's time
 */
export function binanceKlines(
  bytes: Uint8Array,
  { intervalMs, contractSize }: KlinesOptions,
  name: string,
): BinanceKlines {
  const rows = binanceRows(bytes, fileColumns, name);
  const { times } = csvTimes(rows.texts("open_time"), "UTC", (row, problem) => rows.fail(row, "open_time", problem));
  const ends = times.map((time) => time + intervalMs);
  const column = (field: string): string => (contractSize === undefined ? field : (inverseColumns[field] ?? field));
  const columns = klineFields.map((field) => rows.numbers(column(field)));
  const own = rowsOfFile(ends, columns, name);
  const inOrder = sortedRows(own.times, own.columns, name);
  const sorted = { ...inOrder, issues: [...inOrder.issues, ...own.issues] };
  if (contractSize === undefined) return { count: rows.count, ...sorted };
  const odd = impliedPriceOff(rows, columns, ends, contractSize);
  const detail = `bars whose contracts of ${contractSize} dollars and coins traded imply no price between low and high; kept`;
  return { count: rows.count, ...sorted, issues: [...sorted.issues, ...issueAt("implied-price", name, odd, detail)] };
}

/** Coins are published with eight digits, so a bar of few contracts implies its price only to about a thousandth. */
const tolerance = 2e-3;

function impliedPriceOff(
  { numbers }: BinanceRows,
  columns: readonly Float64Array[],
  ends: Float64Array,
  contractSize: number,
): readonly number[] {
  const [, high, low, , coins] = columns as readonly Float64Array[] & { readonly length: 6 };
  const contracts = numbers("volume");
  const odd: number[] = [];
  for (let row = 0; row < ends.length; row++) {
    const price = ((contracts[row] as number) * contractSize) / ((coins as Float64Array)[row] as number);
    if (!(price > 0)) continue;
    const isBelow = price < ((low as Float64Array)[row] as number) * (1 - tolerance);
    if (isBelow || price > ((high as Float64Array)[row] as number) * (1 + tolerance)) odd.push(ends[row] as number);
  }
  return odd;
}
