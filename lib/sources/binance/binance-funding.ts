import { hourMs, minuteMs } from "../../series/time.js";
import { csvTimes } from "../csv/csv-times.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import { binanceRows } from "./binance-rows.js";
import { rowsOfFile } from "./rows-of-file.js";

const fileColumns = ["calc_time", "funding_interval_hours", "last_funding_rate"];

/** Funding settlements in order of time. */
export interface BinanceFunding {
  /** Data rows in the file. */
  readonly count: number;
  /** Settlement, epoch milliseconds UTC. */
  readonly times: Float64Array;
  /** Fraction of the position paid by longs to shorts at that settlement. */
  readonly rates: Float64Array;
  readonly issues: readonly QualityIssue[];
}

/**
 * Funding rates of one file. Settlements are on the whole hour, and the archive stamps them some milliseconds late; a
 * stamp less than a minute away from a whole hour is moved to it. Others are kept as they are and told as `invalid`; those
 * of another month than the file's are left out and told so too.
 * @throws {RangeError} naming file, line and column of what cannot be read, or if no row is of the file's month
 */
export function binanceFunding(bytes: Uint8Array, name: string): BinanceFunding {
  const { count, texts, numbers, fail } = binanceRows(bytes, fileColumns, name);
  const stamps = csvTimes(texts("calc_time"), "UTC", (row, problem) => fail(row, "calc_time", problem)).times;
  const times = stamps.map((stamp) => {
    const settlement = Math.round(stamp / hourMs) * hourMs;
    return Math.abs(stamp - settlement) < minuteMs ? settlement : stamp;
  });
  const own = rowsOfFile(times, [numbers("last_funding_rate")], name);
  const sorted = sortedRows(own.times, own.columns, name);
  const odd = sorted.times.filter((time) => time % hourMs !== 0);
  return {
    count,
    times: sorted.times,
    rates: sorted.columns[0] as Float64Array,
    issues: [
      ...sorted.issues,
      ...issueAt("invalid", name, odd, "funding stamps that are not near a whole hour; kept"),
      ...own.issues,
    ],
  };
}
