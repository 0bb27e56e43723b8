import { csvTimes } from "../csv/csv-times.js";
import { type SortedRows, sortedRows } from "../sorted-rows.js";
import { binanceRows } from "./binance-rows.js";

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

/** What is taken of a kline, in the order of the columns of `binanceKlines`. */
export const klineFields = ["open", "high", "low", "close", "volume", "taker_buy_volume"] as const;

/** Klines of one file, in order of time. */
export interface BinanceKlines extends SortedRows {
  /** Data rows in the file. */
  readonly count: number;
}

/**
 * Klines of one file, stamped with their ENDS: open time plus `intervalMs`. Columns as in `klineFields`.
 * Open times in milliseconds and in microseconds both occur and are told by their size.
 * @throws {RangeError} naming file, line and column of what cannot be read
 */
export function binanceKlines(bytes: Uint8Array, intervalMs: number, name: string): BinanceKlines {
  const { count, texts, numbers, fail } = binanceRows(bytes, fileColumns, name);
  const { times } = csvTimes(texts("open_time"), "UTC", (row, problem) => fail(row, "open_time", problem));
  const ends = times.map((time) => time + intervalMs);
  return { count, ...sortedRows(ends, klineFields.map(numbers), name) };
}
