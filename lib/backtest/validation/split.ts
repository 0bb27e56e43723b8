/** Rows `start` to before `end`, counted from 0. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Rows to choose a strategy on, and rows to judge the choice on; ranges rise, do not touch the other side's, and hold
 * rows.
 */
export interface Split {
  readonly train: readonly RowRange[];
  readonly test: readonly RowRange[];
}

/** The rows of the ranges one by one, in their order. */
export function splitRows(ranges: readonly RowRange[]): Int32Array {
  const rows = new Int32Array(rowCount(ranges));
  let place = 0;
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row++) rows[place++] = row;
  }
  return rows;
}

/** Number of rows in the ranges. */
export function rowCount(ranges: readonly RowRange[]): number {
  return ranges.reduce((count, { start, end }) => count + end - start, 0);
}
