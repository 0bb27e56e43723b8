import { checkCount } from "./check.js";
import { logGrowth } from "./log-growth.js";
import { mapColumns, type SeriesOrPanel } from "./map-columns.js";

/**
 * Change over so many rows: y[t] = x[t] − x[t − rows], in the unit of x. NaN in the first `rows` rows and where either
 * value is missing. It counts rows, not time: put data with missing rows on a grid first (`onGrid`).
 * @throws {RangeError} if `rows` is not a whole number of at least 1
 */
export function difference<D extends SeriesOrPanel>(data: D, rows: number = 1): D {
  checkCount(rows, "rows", "difference");
  return mapColumns(data, ({ values }) => {
    const result = new Float64Array(values.length).fill(Number.NaN);
    for (let row = rows; row < values.length; row++) result[row] = values[row] - values[row - rows];
    return result;
  });
}

/**
 * Simple return over so many rows, a fraction: y[t] = x[t] / x[t − rows] − 1. NaN in the first `rows` rows, where either
 * value is missing, and where the earlier one is 0. It counts rows, not time (`onGrid`).
 * @throws {RangeError} if `rows` is not a whole number of at least 1
 */
export function simpleReturns<D extends SeriesOrPanel>(data: D, rows: number = 1): D {
  checkCount(rows, "rows", "simpleReturns");
  const returns = (values: Float64Array): Float64Array => {
    const result = new Float64Array(values.length).fill(Number.NaN);
    for (let row = rows; row < values.length; row++) {
      const earlier = values[row - rows];
      // The difference first: x / y − 1 would lose the digits of a small change.
      if (earlier !== 0) result[row] = (values[row] - earlier) / earlier;
    }
    return result;
  };
  return mapColumns(data, ({ values }) => returns(values), { unit: "fraction" });
}

/**
 * Log return over so many rows, a pure number: y[t] = ln(x[t] / x[t − rows]). NaN in the first `rows` rows, and where
 * either value is missing or not above 0. It counts rows, not time (`onGrid`).
 * @throws {RangeError} if `rows` is not a whole number of at least 1
 */
export function logReturns<D extends SeriesOrPanel>(data: D, rows: number = 1): D {
  checkCount(rows, "rows", "logReturns");
  const returns = (values: Float64Array): Float64Array => {
    const result = new Float64Array(values.length).fill(Number.NaN);
    for (let row = rows; row < values.length; row++) result[row] = logGrowth(values[row - rows], values[row]);
    return result;
  };
  return mapColumns(data, ({ values }) => returns(values), { unit: "number" });
}
