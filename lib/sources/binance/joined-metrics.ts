import { isoTime } from "../../series/time.js";
import type { Period } from "../period.js";
import { blankIssues } from "../quality/column-issues.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import { gatheredIssues } from "./archive-issues.js";
import { type BinanceMetrics, metricsStepMs } from "./binance-metrics.js";
import { type MetricsLabel, metricsLabel } from "./metrics-label.js";

/** A metrics file, read. */
export interface MetricsFile {
  /** Path below the archive's place. */
  readonly name: string;
  /** Start of its UTC day. */
  readonly day: number;
  readonly rows: BinanceMetrics;
}

/** What the labels of one file were found to mean. */
export interface FileLabel extends MetricsLabel {
  readonly name: string;
  readonly day: number;
  /** As which it was read: its own label, or where that is undecided its neighbours'; undefined if it was left out. */
  readonly readAs: "start" | "end" | undefined;
}

/** Klines by which labels are decided. */
export interface DecidingKlines {
  /** Ends of bars, strictly rising. */
  readonly ends: Float64Array;
  readonly open: Float64Array;
  readonly close: Float64Array;
}

/** Open interest of many files at the instants of its snapshots. */
export interface JoinedMetrics {
  /** Instants of snapshots, strictly rising. */
  readonly times: Float64Array;
  /** Coins. */
  readonly openInterest: Float64Array;
  /** Dollars. */
  readonly value: Float64Array;
  readonly labels: readonly FileLabel[];
  readonly issues: readonly QualityIssue[];
}

/**
 * Metrics files put together, each row at the instant of its snapshot: its label where the file's labels are bar starts,
 * five minutes later where they are bar ends (`metricsLabel` decides, file by file).
 * Cells that are zero or negative cannot be open interest and become NaN, told as `invalid`; blank ones are told as `blank`.
 * A file that cannot be decided is read as the decided ones next to it on both sides if these agree, or as the one there
 * is at an edge; else it is left out.
 * @param files in order of their days
 * @param period snapshots outside are left out, and nothing is told of them
 * @throws {RangeError} if no file at all can be decided
 */
export function joinedMetrics(
  files: readonly MetricsFile[],
  klines: DecidingKlines,
  { from, to }: Period,
): JoinedMetrics {
  const labels = decided(files, klines);
  if (labels.every(({ readAs }) => readAs === undefined)) {
    throw new RangeError(
      `joinedMetrics: none of ${files.length} metrics files, the first ${files[0]?.name}, could be compared with klines, so that nobody knows what their time labels mean; add the 5m klines of the period`,
    );
  }
  const read = files.flatMap((file, index) => {
    const readAs = labels[index]?.readAs;
    return readAs === undefined ? [] : [{ ...file.rows, shift: readAs === "end" ? metricsStepMs : 0 }];
  });
  const most = read.reduce((sum, { labels: { length } }) => sum + length, 0);
  const [allTimes, allOpenInterest, allValue] = [0, 1, 2].map(() => new Float64Array(most)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let count = 0;
  for (const file of read) {
    for (let i = 0; i < file.labels.length; i++) {
      const time = (file.labels[i] as number) + file.shift;
      if (time <= from || time > to) continue;
      allTimes[count] = time;
      allOpenInterest[count] = file.openInterest[i] as number;
      allValue[count] = file.value[i] as number;
      count++;
    }
  }
  const times = allTimes.subarray(0, count);
  const openInterest = allOpenInterest.subarray(0, count);
  const value = allValue.subarray(0, count);
  const fate = "left as gaps where no other file has the value";
  const cellIssues = [
    ...blankIssues("sum_open_interest", times, openInterest, fate),
    ...blankIssues("sum_open_interest_value", times, value, fate),
    ...removeImpossible("sum_open_interest", times, openInterest),
    ...removeImpossible("sum_open_interest_value", times, value),
  ];
  const joined = sortedRows(times, [openInterest, value], "metrics");
  const [joinedOpenInterest, joinedValue] = joined.columns as [Float64Array, Float64Array];
  return {
    times: joined.times,
    openInterest: joinedOpenInterest,
    value: joinedValue,
    labels,
    issues: [
      ...labelIssues(labels),
      ...gatheredIssues(
        files.flatMap(({ rows }) => rows.issues),
        "metrics",
      ),
      ...joined.issues.flatMap((issue) => acrossFiles(issue, joined.largestDifference)),
      ...cellIssues,
    ],
  };
}

function decided(files: readonly MetricsFile[], { ends, open, close }: DecidingKlines): readonly FileLabel[] {
  const own = files.map(({ name, day, rows }) => ({
    name,
    day,
    ...metricsLabel({ ...rows, barEnds: ends, open, close, barMs: metricsStepMs }),
  }));
  return own.map((file, index) => {
    if (file.label !== "undecided") return { ...file, readAs: file.label };
    const isDecided = ({ label }: MetricsLabel) => label !== "undecided";
    const before = own.slice(0, index).findLast(isDecided)?.label;
    const after = own.slice(index + 1).find(isDecided)?.label;
    const readAs = before === undefined || after === undefined || before === after ? (before ?? after) : undefined;
    return { ...file, readAs: readAs === "undecided" ? undefined : readAs };
  });
}

/** Runs of files read alike, each an issue. */
function labelIssues(labels: readonly FileLabel[]): readonly QualityIssue[] {
  const runs: FileLabel[][] = [];
  for (const file of labels) {
    const run = runs[runs.length - 1];
    if (run !== undefined && run[0]?.label === file.label && run[0].readAs === file.readAs) run.push(file);
    else runs.push([file]);
  }
  return runs.flatMap((run) => {
    const days = run.map(({ day }) => day);
    return issueAt(
      "label",
      "metrics",
      days,
      `files of ${isoTime(days[0] as number)} to ${isoTime(days[days.length - 1] as number)}: ${meaning(run)}`,
    );
  });
}

function meaning(run: readonly FileLabel[]): string {
  const { label, readAs } = run[0] as FileLabel;
  const worst = (errors: readonly number[]) => `${(Math.max(...errors) * 100).toPrecision(2)} %`;
  const opens = run.map(({ openError }) => openError);
  const closes = run.map(({ closeError }) => closeError);
  if (label === "start")
    return `a row is the snapshot at its label (implied price within ${worst(opens)} of the bar's open)`;
  if (label === "end") {
    return `a row is the snapshot five minutes after its label (implied price within ${worst(closes)} of the bar's close)`;
  }
  return readAs === undefined
    ? "labels undecided and the files around disagree; left out"
    : `labels undecided; read as the files around, whose labels are the ${readAs} of the bar`;
}

/** Cells of zero or less made NaN in place: open interest of a listed contract is above zero. */
function removeImpossible(name: string, times: Float64Array, values: Float64Array): readonly QualityIssue[] {
  const at: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if ((values[row] as number) > 0 || Number.isNaN(values[row])) continue;
    values[row] = Number.NaN;
    at.push(times[row] as number);
  }
  return issueAt("invalid", name, at, "open interest of zero or less; taken as a gap");
}

/** Rows in which two files tell one instant, as happens where the meaning of labels changes. Order was seen to by file. */
function acrossFiles(issue: QualityIssue, largestDifference: number): readonly QualityIssue[] {
  if (issue.kind === "unsorted") return [];
  const detail =
    issue.kind === "duplicate"
      ? "instants told by two files, which agree or of which one is blank; told once"
      : `instants told by two files that differ, by at most ${(largestDifference * 100).toPrecision(2)} %; the later file's is kept`;
  return [{ ...issue, detail }];
}
