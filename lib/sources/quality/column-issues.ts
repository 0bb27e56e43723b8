import type { Panel } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "./issue-at.js";
import type { QualityIssue } from "./quality.js";

/**
 * Empty cells of a panel, column by column: those before its first and after its last value as `composition`, because
 * a column that starts or ends is a change of what is counted and no flow; those between as `blank`.
 */
export function columnIssues({ times, columns }: Panel): readonly QualityIssue[] {
  return columns.flatMap(({ name, values }) => {
    const first = values.findIndex((value) => !Number.isNaN(value));
    if (first < 0) return issueAt("composition", name, times, "has no value at all in the period");
    const last = values.findLastIndex((value) => !Number.isNaN(value));
    const started = `starts at ${isoTime(times[first] as number)}, after the first row; its start is no inflow`;
    const ended = `ends at ${isoTime(times[last] as number)}, before the last row; its end is no outflow`;
    return [
      ...issueAt("composition", name, times.subarray(0, first), started),
      ...issueAt("composition", name, times.subarray(last + 1), ended),
      ...blankIssues(name, times.subarray(first, last), values.subarray(first, last)),
    ];
  });
}

/** All NaN cells of a column as one `blank` issue, with the number of runs and the longest. */
export function blankIssues(name: string, times: Float64Array, values: Float64Array): readonly QualityIssue[] {
  const at: number[] = [];
  let runs = 0;
  let longest = 0;
  let longestFrom = Number.NaN;
  let length = 0;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row])) {
      length = 0;
      continue;
    }
    at.push(times[row] as number);
    if (length === 0) runs++;
    length++;
    if (length > longest) {
      longest = length;
      longestFrom = times[row - length + 1] as number;
    }
  }
  const detail = `empty cells in ${runs} ${runs === 1 ? "run" : "runs"}, the longest of ${longest} from ${isoTime(longestFrom)}; left as gaps`;
  return issueAt("blank", name, at, detail);
}
