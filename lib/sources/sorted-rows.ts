import { issueAt } from "./quality/issue-at.js";
import type { QualityIssue } from "./quality/quality.js";

/** Rows in order of time, one for each instant. */
export interface SortedRows {
  /** Epoch milliseconds UTC, strictly rising. */
  readonly times: Float64Array;
  /** As many columns as were given, each as long as `times`. */
  readonly columns: readonly Float64Array[];
  readonly issues: readonly QualityIssue[];
  /** Largest |difference / kept value| among cells of conflicting rows, 0 if none conflict. */
  readonly largestDifference: number;
}

/**
 * Rows sorted by time, those of one instant merged cell by cell: the last one in the given order that is not NaN holds.
 * Reports `unsorted` rows, `duplicate` ones (which repeat an instant and contradict nothing) and `conflict` ones (which
 * repeat it with another value).
 * The given arrays are returned as they are where nothing had to be done.
 * @param where what the issues are about
 */
export function sortedRows(times: Float64Array, columns: readonly Float64Array[], where: string): SortedRows {
  const early = rowsBeforeTheirPrevious(times);
  const order = Uint32Array.from(times, (_, row) => row);
  // The sort is stable: rows of one instant stay in the order given.
  if (early.length > 0) order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);

  const starts: number[] = [];
  for (let place = 0; place < order.length; place++) {
    if (place === 0 || times[order[place] as number] !== times[order[place - 1] as number]) starts.push(place);
  }
  if (early.length === 0 && starts.length === times.length) {
    return { times, columns, issues: [], largestDifference: 0 };
  }

  const kept = Float64Array.from(starts, (place) => times[order[place] as number] as number);
  const merged = columns.map(() => new Float64Array(starts.length));
  const duplicates: number[] = [];
  const conflicts: number[] = [];
  let largestDifference = 0;
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row] as number;
    const end = starts[row + 1] ?? order.length;
    for (let column = 0; column < columns.length; column++) {
      (merged[column] as Float64Array)[row] = (columns[column] as Float64Array)[order[start] as number] as number;
    }
    for (let place = start + 1; place < end; place++) {
      let differs = false;
      for (let column = 0; column < columns.length; column++) {
        const value = (columns[column] as Float64Array)[order[place] as number] as number;
        const target = merged[column] as Float64Array;
        const held = target[row] as number;
        if (value !== value) continue;
        if (held === held && held !== value) {
          differs = true;
          largestDifference = Math.max(largestDifference, Math.abs((held - value) / value));
        }
        target[row] = value;
      }
      (differs ? conflicts : duplicates).push(kept[row] as number);
    }
  }
  const issues = [
    ...issueAt("unsorted", where, early, "rows earlier than the row before them; sorted"),
    ...issueAt("duplicate", where, duplicates, "rows that repeat an instant and agree; dropped"),
    ...issueAt(
      "conflict",
      where,
      conflicts,
      "rows that repeat an instant with another value; the last in the file is kept",
    ),
  ];
  return { times: kept, columns: merged, issues, largestDifference };
}

function rowsBeforeTheirPrevious(times: Float64Array): number[] {
  const early: number[] = [];
  for (let row = 1; row < times.length; row++) {
    if ((times[row] as number) < (times[row - 1] as number)) early.push(times[row] as number);
  }
  return early;
}
