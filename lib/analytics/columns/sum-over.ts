import type { Column } from "../../series/panel.js";
import type { SumOptions } from "./addable.js";
import { type ColumnSums, sumColumns } from "./sum-columns.js";

/**
 * Sums over columns row by row, as `SumOptions` says, with how many columns report in each row. Where none reports there
 * is no sum.
 */
export function sumOver(
  columns: readonly Column[],
  times: Float64Array,
  over: NonNullable<SumOptions["over"]>,
): ColumnSums {
  const needed = over === "all" ? absentAsZero(columns, times) : columns;
  if (needed === columns) return sumColumns(columns, times.length, over);
  const { sums } = sumColumns(needed, times.length, over);
  const { counts } = sumColumns(columns, times.length, "reporting");
  for (let t = 0; t < sums.length; t++) if (counts[t] === 0) sums[t] = Number.NaN;
  return { sums, counts };
}

/**
 * The columns for a sum over all of them: a dated contract that is not listed yet, or has expired, holds nothing and is not
 * missing, so its gaps before its first value and from `identity.expiry` on are zeros. No row depends on a later one.
 * @returns the same array if there is no such gap
 */
export function absentAsZero(columns: readonly Column[], times: Float64Array): readonly Column[] {
  const filled = columns.map((column) => {
    const { kind, expiry = Number.POSITIVE_INFINITY } = column.identity;
    const dated = kind === "future" || kind === "option" || expiry < Number.POSITIVE_INFINITY;
    if (!dated) return column;
    let values = column.values;
    let listed = false;
    for (let t = 0; t < times.length; t++) {
      if (values[t] === values[t]) listed = true;
      else if (!listed || times[t] >= expiry) {
        if (values === column.values) values = values.slice();
        values[t] = 0;
      }
    }
    return values === column.values ? column : { ...column, values };
  });
  return filled.every((column, j) => column === columns[j]) ? columns : filled;
}
