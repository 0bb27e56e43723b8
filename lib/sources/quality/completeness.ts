import type { Panel } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";

/** How much of a column is there. */
export interface CompletenessRow {
  readonly column: string;
  /** Rows with a value. */
  readonly present: number;
  /** Rows without one. */
  readonly missing: number;
  /** present / rows, in [0, 1]; NaN of an empty panel. */
  readonly share: number;
  /** Time of the first and of the last value, empty if there is none. */
  readonly first: string;
  readonly last: string;
  /** Rows of the longest run without a value between the first and the last. */
  readonly longestGap: number;
}

/** How much of each column of a panel is there, a row for each column. */
export function completeness({ times, columns }: Panel): readonly CompletenessRow[] {
  return columns.map(({ name, values }) => {
    let present = 0;
    let first = -1;
    let last = -1;
    let longestGap = 0;
    for (let row = 0; row < values.length; row++) {
      if (Number.isNaN(values[row])) continue;
      if (first < 0) first = row;
      else longestGap = Math.max(longestGap, row - last - 1);
      last = row;
      present++;
    }
    const text = (row: number) => (row < 0 ? "" : isoTime(times[row] as number));
    return {
      column: name,
      present,
      missing: values.length - present,
      share: present / values.length,
      first: text(first),
      last: text(last),
      longestGap,
    };
  });
}
