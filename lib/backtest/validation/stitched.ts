import type { ReturnMatrix } from "../../statistics/return-matrix.js";
import { sameBarMark } from "../results/same-bar-mark.js";
import type { RowRange } from "./split.js";

/** Rows for which one column is held. */
export interface Piece extends RowRange {
  /** Number of the column, −1 for none. */
  readonly column: number;
}

/** The returns of each piece's column in its rows, length T; NaN in rows of no piece or no column. */
export function stitched({ times, columns }: ReturnMatrix, pieces: readonly Piece[]): Float64Array {
  const returns = new Float64Array(times.length).fill(Number.NaN);
  for (const { start, end, column } of pieces) {
    if (column >= 0) returns.set(columns[column].subarray(start, end), start);
  }
  return returns;
}

/** What a name of stitched returns ends with, where a column is marked as of same-bar fills. */
export function sameBarSuffix({ names }: ReturnMatrix): string {
  return names.some((name) => name.includes(sameBarMark)) ? ` ${sameBarMark}` : "";
}
