import { moments } from "../../statistics/moments.js";
import { completeColumns, type ReturnColumns } from "../../statistics/return-columns.js";

/**
 * Mean of the correlations between the returns of N strategies, over all N (N − 1) / 2 pairs, in the rows that all
 * have. Columns that do not vary have no correlation and are left out. NaN if fewer than two are left.
 * It describes the whole sample at once: no row of it is a signal.
 * Source: definition; the sum over pairs is (Σ_t (Σ_j z[j][t])² − N T) / 2 with z the standardised returns, so that it
 * costs T N and not T N².
 * @param of N columns of T returns, NaN for a gap
 * @throws {RangeError} if there is no column, columns differ in length, or a value is infinite
 */
export function averageCorrelation(of: ReturnColumns): number {
  const { columns } = completeColumns(of, "averageCorrelation");
  const total = new Float64Array(columns[0].length);
  let varying = 0;
  for (const column of columns) {
    const { n, mean, deviation } = moments(column);
    if (!(deviation > 0)) continue;
    varying++;
    const population = deviation * Math.sqrt((n - 1) / n);
    for (let t = 0; t < total.length; t++) total[t] += (column[t] - mean) / population;
  }
  if (varying < 2) return Number.NaN;
  let squares = 0;
  for (let t = 0; t < total.length; t++) squares += total[t] * total[t];
  const average = (squares / total.length - varying) / (varying * (varying - 1));
  return Math.min(1, Math.max(-1, average));
}
