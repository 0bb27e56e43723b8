import { minuteMs } from "../../series/time.js";
import { csvTimes } from "../csv/csv-times.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import { binanceRows } from "./binance-rows.js";

const fileColumns = [
  "create_time",
  "symbol",
  "sum_open_interest",
  "sum_open_interest_value",
  "count_toptrader_long_short_ratio",
  "sum_toptrader_long_short_ratio",
  "count_long_short_ratio",
  "sum_taker_long_short_vol_ratio",
];

/** Distance between rows of a metrics file in milliseconds. */
export const metricsStepMs: number = 5 * minuteMs;

/** Rows of one metrics file as labelled in the file, in order of the labels. */
export interface BinanceMetrics {
  /** Data rows in the file. */
  readonly count: number;
  /** `create_time` read as UTC; what it means is for `metricsLabel` to find out. */
  readonly labels: Float64Array;
  /** Coins, NaN where blank. */
  readonly openInterest: Float64Array;
  /** Dollars, NaN where blank. */
  readonly value: Float64Array;
  readonly issues: readonly QualityIssue[];
}

/**
 * Open interest of one daily metrics file, its cells as they are; rows whose label is off the five-minute grid are left out
 * and told as `invalid`.
 * @throws {RangeError} naming file, line and column of what cannot be read, or a row of another symbol
 */
export function binanceMetrics(bytes: Uint8Array, symbol: string, name: string): BinanceMetrics {
  const { count, texts, numbers, fail } = binanceRows(bytes, fileColumns, name);
  const stranger = texts("symbol").findIndex((each) => each !== symbol);
  if (stranger >= 0) fail(stranger, "symbol", `"${texts("symbol")[stranger]}" in a file of ${symbol}; fetch it again`);
  const all = csvTimes(texts("create_time"), "UTC", (row, problem) => fail(row, "create_time", problem)).times;
  const openInterest = numbers("sum_open_interest");
  const value = numbers("sum_open_interest_value");

  const onGrid: number[] = [];
  const offGrid: number[] = [];
  for (let row = 0; row < count; row++) {
    const label = all[row] as number;
    if (label % metricsStepMs === 0) onGrid.push(row);
    else offGrid.push(label);
  }
  const pick = (values: Float64Array) => Float64Array.from(onGrid, (row) => values[row] as number);
  const { times, columns, issues } = sortedRows(pick(all), [pick(openInterest), pick(value)], name);
  return {
    count,
    labels: times,
    openInterest: columns[0] as Float64Array,
    value: columns[1] as Float64Array,
    issues: [...issues, ...issueAt("invalid", name, offGrid, "labels off the five-minute grid; left out")],
  };
}
