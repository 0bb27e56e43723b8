import { countText } from "../../series/count-text.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { pathPeriod } from "./path-period.js";

/** Rows of a file and what was left out of it. */
export interface RowsOfFile {
  readonly times: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly issues: readonly QualityIssue[];
}

/**
 * The rows that are of the day or month in the name of their file, its last instant included; others, which would overwrite
 * those of another file, are left out and told as `invalid`. Of a name without a day or month all rows are taken.
 * @throws {RangeError} if every row is of another time, as in a file under the name of another
 */
export function rowsOfFile(times: Float64Array, columns: readonly Float64Array[], name: string): RowsOfFile {
  const period = pathPeriod(name);
  const isWithin = (time: number): boolean => period === undefined || (time >= period.start && time <= period.end);
  const strange = times.filter((time) => !isWithin(time));
  if (strange.length === 0) return { times, columns, issues: [] };
  const [first] = strange as unknown as [number];
  if (strange.length === times.length) {
    throw new RangeError(
      `${name}: ${countText(times.length, "row")} and none of the time in its name, the first of ${isoTime(first)}; take it away and fetch it again`,
    );
  }
  const kept = <T extends Float64Array>(values: T) => values.filter((_, row) => isWithin(times[row] as number));
  return {
    times: kept(times),
    columns: columns.map(kept),
    issues: issueAt("invalid", name, strange, "rows of another time than the file's name says; left out"),
  };
}
