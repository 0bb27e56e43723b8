import type { Period } from "../period.js";
import { blankIssues } from "../quality/column-issues.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { sortedRows } from "../sorted-rows.js";
import { gatheredIssues } from "./archive-issues.js";
import { type BinanceMetrics, type MetricsColumns, metricsStepMs, ratioColumns } from "./binance-metrics.js";
import type { MetricsLabel } from "./metrics-label.js";
import { labelIssues, readLabels } from "./read-labels.js";

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
  /** As which it was read; undefined if it was left out. */
  readonly readAs: "start" | "end" | undefined;
  /** By what: its own rows, those of the run of undecided files it is in, the decided files around, or what is reported. */
  readonly by: "itself" | "run" | "neighbours" | "report";
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
  /** As in `ratioColumns`. */
  readonly ratios: readonly Float64Array[];
  readonly labels: readonly FileLabel[];
  readonly issues: readonly QualityIssue[];
}

/**
 * Metrics files put together, each row at the instant of its snapshot: its label where the file's labels are bar starts,
 * five minutes later where they are bar ends (`readLabels` decides, file by file). A file that cannot be decided is left out.
 * Cells that are zero or negative cannot be open interest and become NaN, told as `invalid`; blank ones are told as `blank`.
 * @param files in order of their days
 * @param period snapshots outside are left out, and nothing is told of them
 * @throws {RangeError} if no file at all can be decided
 */
export function joinedMetrics(
  files: readonly MetricsFile[],
  columns: MetricsColumns,
  klines: DecidingKlines,
  { from, to }: Period,
): JoinedMetrics {
  const labels = readLabels(files, klines, columns.label);
  if (labels.every(({ readAs }) => readAs === undefined)) {
    throw new RangeError(
      `joinedMetrics: none of ${files.length} metrics files, the first ${files[0]?.name}, could be compared with klines, so that nobody knows what their time labels mean; add the 5m klines of the period`,
    );
  }
  const { times, values } = rowsWithin(files, labels, { from, to });
  const [openInterest, value, ...ratios] = values as [Float64Array, Float64Array, ...Float64Array[]];
  const fate = "left as gaps where no other file has the value";
  const cellIssues = [
    ...blankIssues(columns.coins, times, openInterest, fate),
    ...blankIssues(columns.dollars, times, value, fate),
    ...ratios.flatMap((ratio, index) => blankRatios(ratioColumns[index] as string, times, ratio, fate)),
    ...removeImpossible(columns.coins, times, openInterest),
    ...removeImpossible(columns.dollars, times, value),
  ];
  const joined = sortedRows(times, values, "metrics");
  const [joinedOpenInterest, joinedValue, ...joinedRatios] = joined.columns as typeof values & [Column, Column];
  return {
    times: joined.times,
    openInterest: joinedOpenInterest,
    value: joinedValue,
    ratios: joinedRatios,
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

type Column = Float64Array;

/** Rows of the files that are read, at the instants of their snapshots: coins, dollars and ratios. */
function rowsWithin(
  files: readonly MetricsFile[],
  labels: readonly FileLabel[],
  { from, to }: Period,
): { readonly times: Column; readonly values: readonly Column[] } {
  const read = files.flatMap(({ rows }, index) => {
    const readAs = labels[index]?.readAs;
    const columns = [rows.openInterest, rows.value, ...rows.ratios];
    return readAs === undefined ? [] : [{ labels: rows.labels, columns, shift: readAs === "end" ? metricsStepMs : 0 }];
  });
  const most = read.reduce((sum, file) => sum + file.labels.length, 0);
  const times = new Float64Array(most);
  const values = Array.from({ length: 2 + ratioColumns.length }, () => new Float64Array(most));
  let count = 0;
  for (const file of read) {
    for (let i = 0; i < file.labels.length; i++) {
      const time = (file.labels[i] as number) + file.shift;
      if (time <= from || time > to) continue;
      times[count] = time;
      for (let column = 0; column < values.length; column++) {
        (values[column] as Column)[count] = (file.columns[column] as Column)[i] as number;
      }
      count++;
    }
  }
  return { times: times.subarray(0, count), values: values.map((column) => column.subarray(0, count)) };
}

/** A ratio that is blank throughout is one that the market does not publish, and nothing is told of it. */
function blankRatios(name: string, times: Column, values: Column, fate: string): readonly QualityIssue[] {
  return values.every(Number.isNaN) ? [] : blankIssues(name, times, values, fate);
}

/** Cells of zero or less made NaN in place: open interest of a listed contract is above zero. */
function removeImpossible(name: string, times: Column, values: Column): readonly QualityIssue[] {
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
