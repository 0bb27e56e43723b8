import { checkCount } from "./check.js";
import { mapColumns, type SeriesOrPanel } from "./map-columns.js";

/**
 * At each row the value `rows` rows earlier: y[t] = x[t − rows]; the first `rows` rows are NaN. It never looks ahead.
 * It counts rows, not time: put data with missing rows on a grid first (`onGrid`).
 * @throws {RangeError} if `rows` is not a whole number of at least 1
 */
export function lag<D extends SeriesOrPanel>(data: D, rows: number): D {
  checkCount(rows, "rows", "lag");
  return mapColumns(data, ({ values }) => {
    const result = new Float64Array(values.length).fill(Number.NaN);
    if (rows < values.length) result.set(values.subarray(0, values.length - rows), rows);
    return result;
  });
}
