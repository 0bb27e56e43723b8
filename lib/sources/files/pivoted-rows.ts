import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";

/** Columns by name over shared times. */
export interface PivotedRows {
  /** Epoch milliseconds UTC, strictly rising. */
  readonly times: Float64Array;
  /** In the order in which they first appear. */
  readonly names: readonly string[];
  /** By name; an object has names that are whole numbers before others. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly issues: readonly QualityIssue[];
}

/**
 * Rows of (time, key, value) turned into a column for each key over all the times there are, NaN where a key has no row.
 * Each key's rows are sorted and merged as `sortedRows` does, and reported under the key.
 */
export function pivotedRows(times: Float64Array, keys: readonly string[], values: Float64Array): PivotedRows {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as string;
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
  }
  const shared = Float64Array.from(new Set(times)).sort();
  const rowAt = new Map<number, number>();
  for (let row = 0; row < shared.length; row++) rowAt.set(shared[row] as number, row);

  // Without a prototype, so that a key may be any text, __proto__ too.
  const columns: Record<string, Float64Array> = Object.create(null);
  const issues: QualityIssue[] = [];
  for (const [key, rows] of rowsOf) {
    const own = sortedRows(
      Float64Array.from(rows, (row) => times[row] as number),
      [Float64Array.from(rows, (row) => values[row] as number)],
      key,
    );
    const column = new Float64Array(shared.length).fill(Number.NaN);
    const [sorted] = own.columns as [Float64Array];
    for (let row = 0; row < sorted.length; row++) {
      column[rowAt.get(own.times[row] as number) as number] = sorted[row] as number;
    }
    columns[key] = column;
    issues.push(...own.issues);
  }
  return { times: shared, names: [...rowsOf.keys()], columns, issues };
}
