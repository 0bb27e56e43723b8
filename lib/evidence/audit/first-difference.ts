import { firstAfter } from "../../series/search.js";
import type { OutputColumn } from "./output-columns.js";

/** Where two versions of a column part. */
export interface Difference {
  /** Row of the first column; where only the second has the instant, the row it would be at. */
  readonly row: number;
  /** Epoch milliseconds UTC. */
  readonly time: number;
  /** NaN where the column has no such row, too. */
  readonly value: number;
  readonly otherwise: number;
  /** Rows that differ, this one included. */
  readonly rows: number;
}

/**
 * The first row known at the cut at which two versions of a column differ, undefined if there is none. A row that only
 * one of them has differs from a gap unless it is one.
 * @param other absent is a column of gaps
 * @param cut rows with time + delay ≤ cut are compared; the delay is that of `column`
 * @param tolerance two numbers agree within tolerance × the larger of 1 and both sizes; 0 asks for the same number
 */
export function firstDifference(
  column: OutputColumn,
  other: OutputColumn | undefined,
  { cut, tolerance }: { readonly cut: number; readonly tolerance: number },
): Difference | undefined {
  const rows = firstAfter(column.times, cut - column.delayMs);
  const otherRows = other === undefined ? 0 : firstAfter(other.times, cut - column.delayMs);
  let first: Omit<Difference, "rows"> | undefined;
  let count = 0;
  let row = 0;
  let otherRow = 0;
  while (row < rows || otherRow < otherRows) {
    const here = row < rows ? column.times[row] : Number.POSITIVE_INFINITY;
    const there = other !== undefined && otherRow < otherRows ? other.times[otherRow] : Number.POSITIVE_INFINITY;
    const time = Math.min(here, there);
    const value = here === time ? column.values[row] : Number.NaN;
    const otherwise = other !== undefined && there === time ? other.values[otherRow] : Number.NaN;
    if (!agree(value, otherwise, tolerance)) {
      first ??= { row, time, value, otherwise };
      count++;
    }
    if (here === time) row++;
    if (there === time) otherRow++;
  }
  return first && { ...first, rows: count };
}

function agree(one: number, other: number, tolerance: number): boolean {
  if (one === other || (one !== one && other !== other)) return true;
  return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one), Math.abs(other));
}
