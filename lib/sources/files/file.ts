import type { Dataset } from "../dataset.js";
import type { FileOptions } from "./file-options.js";
import { inOneLine } from "./one-line.js";

/**
 * A dataset from a file of open interest: CSV, Parquet, Arrow, Feather or JSON, wide with a column for each venue or long
 * with columns that name a value, in coins or dollars, the other by the file's own price, that of another file or price
 * bars; without a price the other is missing, told as `no-price`. What the file cannot tell is declared: the column of times
 * unless it alone has the type of a time, `unit` and `label`.
 *
 * Exports of vendors need no declaration where their shape tells what they are: the chart by exchange of CoinGlass, as CSV or
 * as its interface answers, and Coinalyze's `open-interest-history` with its `unit`; totals of CoinGlass need `vendor`.
 *
 * A whole number is a time in seconds, milliseconds, microseconds or nanoseconds since 1970 by its size (`csvTimes`).
 * @throws {RangeError} for options that cannot be or do not suffice, a file that is not there, damaged, of no known format or
 *   too large, and as `tablePanel` and `tableDataset` do, in one line that names the file and where in it
 */
export async function loadFile(given: FileOptions): Promise<Dataset> {
  const { fileDataset } = await import("./file-dataset.js");
  return inOneLine(() => fileDataset(given));
}
