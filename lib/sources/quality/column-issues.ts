import type { Column, Panel } from "../../series/panel.js";
import { isoTime } from "../../series/time.js";
import { issueAt } from "./issue-at.js";
import type { QualityIssue } from "./quality.js";

/**
 * Empty cells of a panel, column by column: those before its first and after its last value as `composition`, because
 * a column that starts or ends is a change of what is counted and no flow; those between as `blank`.
 * Dated contracts are listed and expire by design: those of a venue are told together.
 */
export function columnIssues({ times, columns }: Panel): readonly QualityIssue[] {
  const dated = columns.filter(isDated);
  const lasting = columns.filter((column) => !isDated(column));
  return [
    ...lasting.flatMap((column) => [...endIssues(times, column), ...innerBlanks(times, column)]),
    ...datedIssues(times, dated),
    ...dated.flatMap((column) => innerBlanks(times, column)),
  ];
}

function isDated({ identity }: Column): boolean {
  return identity.kind === "future" || identity.kind === "option";
}

function endIssues(times: Float64Array, { name, values }: Column): readonly QualityIssue[] {
  const [first, last] = presentRange(values);
  if (first < 0) return issueAt("composition", name, times, "has no value at all in the period");
  const started = `starts at ${isoTime(times[first])}, after the first row; its start is no inflow`;
  const ended = `ends at ${isoTime(times[last])}, before the last row; its end is no outflow`;
  return [
    ...issueAt("composition", name, times.subarray(0, first), started),
    ...issueAt("composition", name, times.subarray(last + 1), ended),
  ];
}

function innerBlanks(times: Float64Array, { name, values }: Column): readonly QualityIssue[] {
  const [first, last] = presentRange(values);
  return first < 0 ? [] : blankIssues(name, times.subarray(first, last), values.subarray(first, last));
}

function datedIssues(times: Float64Array, contracts: readonly Column[]): readonly QualityIssue[] {
  const venues = [...new Set(contracts.map(({ identity }) => identity.venue))];
  return venues.flatMap((venue) => {
    const own = contracts.filter(({ identity }) => identity.venue === venue);
    const partial = own.filter(({ values }) => {
      const [first, last] = presentRange(values);
      return first !== 0 || last !== values.length - 1;
    });
    if (partial.length === 0) return [];
    const [first, last] = [times[0], times[times.length - 1]];
    const detail = `dated contracts listed or expired within the period (${partial[0].name} to ${partial[partial.length - 1].name}); a listing is no inflow, an expiry no outflow`;
    return [
      { kind: "composition", where: venue ?? partial[0].name, count: partial.length, from: first, to: last, detail },
    ];
  });
}

/** First and last row with a value; −1 for both if there is none. */
function presentRange(values: Float64Array): readonly [first: number, last: number] {
  const present = (value: number): boolean => !Number.isNaN(value);
  return [values.findIndex(present), values.findLastIndex(present)];
}

/** All NaN cells of a column as one `blank` issue, with the number of runs, the longest, and what became of them. */
export function blankIssues(
  name: string,
  times: Float64Array,
  values: Float64Array,
  fate: string = "left as gaps",
): readonly QualityIssue[] {
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
  const detail = `empty cells in ${runs} ${runs === 1 ? "run" : "runs"}, the longest of ${longest} from ${isoTime(longestFrom)}; ${fate}`;
  return issueAt("blank", name, at, detail);
}
