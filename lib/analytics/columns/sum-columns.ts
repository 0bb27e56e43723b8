import type { Column } from "../../series/panel.js";

/** Sums over columns, row by row. */
export interface ColumnSums {
  /** Sum of the columns, length T; NaN where `over` says there is none. */
  readonly sums: Float64Array;
  /** How many columns are there in each row, length T. */
  readonly counts: Float64Array;
}

/** Adds the columns row by row; `over` says what a missing one does to its row. */
export function sumColumns(
  columns: readonly Pick<Column, "values">[],
  length: number,
  over: "all" | "reporting",
): ColumnSums {
  const sums = new Float64Array(length);
  const counts = new Float64Array(length);
  for (const { values } of columns) {
    for (let t = 0; t < length; t++) {
      const value = values[t];
      if (value === value) {
        sums[t] = sums[t] + value;
        counts[t] = counts[t] + 1;
      }
    }
  }
  const needed = over === "all" ? columns.length : 1;
  for (let t = 0; t < length; t++) if (counts[t] < needed) sums[t] = Number.NaN;
  return { sums, counts };
}
