import { checkCount } from "../../series/check.js";
import type { Panel } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../../sources/quality/issue-at.js";
import type { QualityIssue } from "../../sources/quality/quality.js";

/** What `stuckColumnIssues` can be asked for. */
export interface StuckColumnOptions {
  /** Fewest rows with the same value, all but the first of them while another column moves. Default 6. */
  readonly minRows?: number;
}

/**
 * Columns that repeat a value while others move, row after row, as issues of kind `stale`: a feed that stood still, or a
 * venue that was closed. Rows in which no column moves are left out: they are those of a recorder that stood still
 * (`staleIssues`). A gap ends a run; a zero is no position rather than a repeated one.
 * Source: definition.
 * @param data N columns × T rows
 * @throws {RangeError} if `minRows` is not a whole number of at least 1
 */
export function stuckColumnIssues(data: Panel, { minRows = 6 }: StuckColumnOptions = {}): readonly QualityIssue[] {
  checkCount(minRows, "minRows", "stuckColumnIssues");
  const { times, columns } = data;
  const movers = moversByRow(data);
  return columns.flatMap(({ name, values }) => {
    const stuck: number[] = [];
    let runs = 0;
    let longest: readonly number[] = [];
    let run: number[] = [];
    for (let t = 1; t <= values.length; t++) {
      if (t < values.length && values[t] === values[t - 1] && values[t] !== 0) {
        // The column itself does not move, so that whoever does is another.
        if (movers[t] > 0) run.push(times[t]);
        continue;
      }
      if (run.length > 0 && run.length + 1 >= minRows) {
        stuck.push(...run);
        runs++;
        if (run.length > longest.length) longest = run;
      }
      run = [];
    }
    const detail = `repeats its value while others move, in ${runs} ${runs === 1 ? "run" : "runs"}, the longest of ${longest.length} from ${isoTime(longest[0] ?? Number.NaN)}; kept: if the venue was open then, its feed stood still, and the change after it belongs to the run`;
    return issueAt("stale", name, stuck, detail);
  });
}

/** How many columns differ from the row before, both values present. */
function moversByRow({ length, columns }: Panel): Float64Array {
  const movers = new Float64Array(length);
  for (const { values } of columns) {
    for (let t = 1; t < length; t++) {
      const change = values[t] - values[t - 1];
      if (change === change && change !== 0) movers[t] = movers[t] + 1;
    }
  }
  return movers;
}
