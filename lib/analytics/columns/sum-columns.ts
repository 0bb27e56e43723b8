import type { Column } from "../../series/panel.js";

/** Sums over columns, row by row. */
export interface ColumnSums {
  /** Sum of the columns, length T; NaN where `over` says there is none. */
  readonly sums: Float64Array;
  /** How many columns are there in each row, length T. */
  readonly counts: Float64Array;
}

/** Rows that are worked on at a time: a column of them, with its sums, stays in the processor's nearest cache. */
export const blockRows: number = 1024;

/** Adds the columns row by row; `over` says what a missing one does to its row. */
export function sumColumns(
  columns: readonly Pick<Column, "values">[],
  length: number,
  over: "all" | "reporting",
): ColumnSums {
  const sums = new Float64Array(length);
  const counts = new Float64Array(length);
  for (let from = 0; from < length; from += blockRows) {
    const to = Math.min(from + blockRows, length);
    sumRows(columns, from, over, { sums: sums.subarray(from, to), counts: counts.subarray(from, to) });
  }
  return { sums, counts };
}

/** Writes the sums and counts of as many rows as there is room for, the first of them `from`. */
export function sumRows(
  columns: readonly Pick<Column, "values">[],
  from: number,
  over: "all" | "reporting",
  room: ColumnSums,
): void {
  room.sums.fill(0);
  if (over === "all") sumAll(columns, from, room);
  else sumReporting(columns, from, room);
}

/** A gap makes NaN of its sum: only then must columns be counted, rather than at each value. */
function sumAll(columns: readonly Pick<Column, "values">[], from: number, { sums, counts }: ColumnSums): void {
  for (const { values } of columns) {
    for (let i = 0; i < sums.length; i++) sums[i] = sums[i] + values[from + i];
  }
  for (let i = 0; i < sums.length; i++) {
    counts[i] = sums[i] === sums[i] ? columns.length : countPresent(columns, from + i);
  }
}

function sumReporting(columns: readonly Pick<Column, "values">[], from: number, { sums, counts }: ColumnSums): void {
  counts.fill(0);
  for (const { values } of columns) {
    for (let i = 0; i < sums.length; i++) {
      const value = values[from + i];
      if (value === value) {
        sums[i] = sums[i] + value;
        counts[i] = counts[i] + 1;
      }
    }
  }
  for (let i = 0; i < sums.length; i++) if (counts[i] === 0) sums[i] = Number.NaN;
}

function countPresent(columns: readonly Pick<Column, "values">[], row: number): number {
  let count = 0;
  for (const { values } of columns) if (!Number.isNaN(values[row])) count++;
  return count;
}
