import { isoTime } from "../../series/time.js";
import { issueAt } from "../quality/issue-at.js";
import type { QualityIssue } from "../quality/quality.js";
import { metricsStepMs } from "./binance-metrics.js";
import type { DecidingKlines, FileLabel, MetricsFile } from "./joined-metrics.js";
import { type MetricsLabel, metricsLabel } from "./metrics-label.js";

/**
 * What the labels of each file mean: by its own rows; where these do not decide, by those of the whole run of such files,
 * which may be of one row each; then as the decided files on both sides if they agree, or the one there is at an edge; and
 * where no file at all decides, as `reported`.
 * @param files in order of their days
 * @param reported what is said of the labels of such files: `start`, that they are bar starts and the snapshot follows
 */
export function readLabels(
  files: readonly MetricsFile[],
  klines: DecidingKlines,
  reported: "start" | undefined,
): readonly FileLabel[] {
  const own = files.map(({ rows }) => decided([rows], klines));
  const together = own.map((label) => label);
  for (const [start, end] of undecidedRuns(own)) {
    const label = decided(
      files.slice(start, end).map(({ rows }) => rows),
      klines,
    );
    together.fill(label, start, end);
  }
  return files.map(({ name, day }, index) => {
    const file = { name, day, ...(own[index] as MetricsLabel) };
    if (file.label !== "undecided") return { ...file, readAs: file.label, by: "itself" };
    const run = together[index] as MetricsLabel;
    if (run.label !== "undecided") return { ...file, readAs: run.label, by: "run" };
    const before = together.slice(0, index).findLast(isDecided)?.label;
    const after = together.slice(index + 1).find(isDecided)?.label;
    if (before === undefined && after === undefined && reported === "start") {
      return { ...file, readAs: "end", by: "report" };
    }
    const readAs = before === undefined || after === undefined || before === after ? (before ?? after) : undefined;
    return { ...file, readAs: readAs === "undecided" ? undefined : readAs, by: "neighbours" };
  });
}

/** Runs of files read alike, each an issue. */
export function labelIssues(labels: readonly FileLabel[]): readonly QualityIssue[] {
  const runs: FileLabel[][] = [];
  for (const file of labels) {
    const run = runs[runs.length - 1];
    const [first] = run ?? [];
    if (first?.label === file.label && first.readAs === file.readAs && first.by === file.by) run?.push(file);
    else runs.push([file]);
  }
  return runs.flatMap((run) => {
    const days = run.map(({ day }) => day);
    const [first, last] = [days[0], days[days.length - 1]] as [number, number];
    const detail = `files of ${isoTime(first)} to ${isoTime(last)}: ${meaning(run)}`;
    return issueAt("label", "metrics", days, detail);
  });
}

function decided(
  files: readonly MetricsFile["rows"][],
  { ends, open, close }: DecidingKlines,
): ReturnType<typeof metricsLabel> {
  const [only] = files;
  const klines = { barEnds: ends, open, close, barMs: metricsStepMs };
  if (files.length === 1 && only !== undefined) return metricsLabel({ ...only, ...klines });
  const all = (pick: (rows: MetricsFile["rows"]) => Float64Array): Float64Array =>
    Float64Array.from(files.flatMap((rows) => [...pick(rows)]));
  return metricsLabel({
    labels: all(({ labels }) => labels),
    openInterest: all(({ openInterest }) => openInterest),
    value: all(({ value }) => value),
    ...klines,
  });
}

/** First and one after the last index of each run of undecided files. */
function undecidedRuns(labels: readonly MetricsLabel[]): readonly (readonly [start: number, end: number])[] {
  const runs: [number, number][] = [];
  labels.forEach((label, index) => {
    if (isDecided(label)) return;
    const run = runs[runs.length - 1];
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index, index + 1]);
  });
  return runs;
}

function isDecided({ label }: MetricsLabel): boolean {
  return label !== "undecided";
}

function meaning(run: readonly FileLabel[]): string {
  const { label, readAs, by } = run[0] as FileLabel;
  const worst = (errors: readonly number[]) => `${(Math.max(...errors) * 100).toPrecision(2)} %`;
  const opens = run.map(({ openError }) => openError);
  const closes = run.map(({ closeError }) => closeError);
  if (label === "start")
    return `a row is the snapshot at its label (implied price within ${worst(opens)} of the bar's open)`;
  if (label === "end") {
    return `a row is the snapshot five minutes after its label (implied price within ${worst(closes)} of the bar's close)`;
  }
  if (readAs === undefined) return "labels undecided and the files around disagree; left out";
  const snapshot = readAs === "start" ? "at its label" : "five minutes after its label";
  if (by === "run") return `labels undecided file by file, but not together: a row is the snapshot ${snapshot}`;
  if (by === "report") return `labels undecided; by what is reported of this market a row is the snapshot ${snapshot}`;
  return `labels undecided; read as the files around, whose labels are the ${readAs} of the bar`;
}
