import { openInterestField } from "../../market/open-interest-fields.js";
import { minuteMs } from "../../series/time.js";
import { csvTimes } from "../csv/csv-times.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import type { ArchiveContract } from "./archive-contract.js";
import { binanceRows } from "./binance-rows.js";
import { rowsOfFile } from "./rows-of-file.js";

/** Ratios that a metrics file publishes beside the open interest, by their names in it. */
export const ratioColumns = [
  "count_toptrader_long_short_ratio",
  "sum_toptrader_long_short_ratio",
  "count_long_short_ratio",
  "sum_taker_long_short_vol_ratio",
] as const;

const fileColumns = ["create_time", "symbol", "sum_open_interest", "sum_open_interest_value", ...ratioColumns];

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
  /** As in `ratioColumns`, NaN where blank. */
  readonly ratios: readonly Float64Array[];
  readonly issues: readonly QualityIssue[];
}

/** Which columns of a market's metrics files hold what. */
export interface MetricsColumns {
  /** Column of coins. */
  readonly coins: string;
  /** Column of dollars, or of contracts of so many dollars. */
  readonly dollars: string;
  /** Dollars of one in that column: 1, or the size of an inverse contract. */
  readonly dollarsEach: number;
  /** How the archive is reported to label the files of this market where prices do not tell. */
  readonly label: "start" | undefined;
}

/**
 * The columns of a contract's metrics files by the registry: USD-M has coins and their value in dollars, COIN-M contracts
 * of so many dollars and their value in coins.
 */
export function metricsColumns({ market, instrument: { contractSize } }: ArchiveContract): MetricsColumns {
  const fields = ["sum_open_interest", "sum_open_interest_value"].map((name) =>
    openInterestField("binance", market, "archive", name),
  );
  const coins = fields.find(({ counts }) => counts === "base") as (typeof fields)[number];
  const dollars = fields.find(({ counts }) => counts !== "base") as (typeof fields)[number];
  return {
    coins: coins.field,
    dollars: dollars.field,
    dollarsEach: dollars.counts === "contracts" ? contractSize : 1,
    label: coins.label === "start" ? "start" : undefined,
  };
}

/**
 * Open interest of one daily metrics file, its cells as they are; rows whose label is off the five-minute grid are left out
 * and told as `invalid`, as are those of another day than the file's.
 * @throws {RangeError} naming file, line and column of what cannot be read, or a row of another symbol, or if no row is of
 *   the file's day
 */
export function binanceMetrics(
  bytes: Uint8Array,
  symbol: string,
  { coins, dollars, dollarsEach }: MetricsColumns,
  name: string,
): BinanceMetrics {
  const { count, texts, numbers, fail } = binanceRows(bytes, fileColumns, name);
  const stranger = texts("symbol").findIndex((each) => each !== symbol);
  if (stranger >= 0) fail(stranger, "symbol", `"${texts("symbol")[stranger]}" in a file of ${symbol}; fetch it again`);
  const all = csvTimes(texts("create_time"), "UTC", (row, problem) => fail(row, "create_time", problem)).times;
  const values = numbers(dollars);
  if (dollarsEach !== 1) for (let row = 0; row < count; row++) values[row] = (values[row] as number) * dollarsEach;
  const given = [numbers(coins), values, ...ratioColumns.map(numbers)];

  const offGrid = all.filter((label) => label % metricsStepMs !== 0);
  const onGrid = offGrid.length === 0 ? given : given.map((column) => column.filter((_, row) => isOnGrid(all, row)));
  const labels = offGrid.length === 0 ? all : all.filter((_, row) => isOnGrid(all, row));
  const own = rowsOfFile(labels, onGrid, name);
  const { times, columns, issues } = sortedRows(own.times, own.columns, name);
  return {
    count,
    labels: times,
    openInterest: columns[0] as Float64Array,
    value: columns[1] as Float64Array,
    ratios: columns.slice(2),
    issues: [
      ...issues,
      ...issueAt("invalid", name, offGrid, "labels off the five-minute grid; left out"),
      ...own.issues,
    ],
  };
}

function isOnGrid(labels: Float64Array, row: number): boolean {
  return (labels[row] as number) % metricsStepMs === 0;
}
