import { median } from "simple-statistics";
import { indexOfTime } from "../../series/search.js";

/** What the labels of one metrics file mean. */
export interface MetricsLabel {
  /**
   * - `start`: a row is the snapshot at its label, the start of the bar of that label
   * - `end`: a row is the snapshot at the end of the bar that starts at its label, one bar later
   * - `undecided`: too few rows could be compared, or both fit about as well
   */
  readonly label: "start" | "end" | "undecided";
  /** Median of |implied price / kline open − 1|, NaN if nothing could be compared. */
  readonly openError: number;
  /** Median of |implied price / kline close − 1|, NaN if nothing could be compared. */
  readonly closeError: number;
  /** Rows compared. */
  readonly rows: number;
}

/** What `metricsLabel` compares. */
export interface MetricsLabelInput {
  /** Labels of the rows, epoch milliseconds UTC. */
  readonly labels: Float64Array;
  /** Coins. */
  readonly openInterest: Float64Array;
  /** Dollars: coins times the mark price at the snapshot. */
  readonly value: Float64Array;
  /** Ends of the klines, rising. */
  readonly barEnds: Float64Array;
  readonly open: Float64Array;
  readonly close: Float64Array;
  /** Length of a kline in milliseconds. */
  readonly barMs: number;
}

/**
 * The meaning of a file's labels, from its own numbers and never from its date, because the archive is published anew:
 * implied price = value / openInterest is compared with the open and the close of the kline that starts at the same
 * label. The one it lies nearer to, by the median relative difference, tells when the snapshot was taken.
 * A decision needs 12 rows and a median at least `minRatio` times smaller than the other; seen on real files: 16 times
 * and more.
 */
export function metricsLabel(
  { labels, openInterest, value, barEnds, open, close, barMs }: MetricsLabelInput,
  {
    minRows = 12,
    minRatio = 3,
  }: {
    /** Fewest rows compared, default 12. */
    readonly minRows?: number;
    /** Fewest times that the worse median is the better one, default 3. */
    readonly minRatio?: number;
  } = {},
): MetricsLabel {
  const openErrors: number[] = [];
  const closeErrors: number[] = [];
  for (let row = 0; row < labels.length; row++) {
    const price = (value[row] as number) / (openInterest[row] as number);
    const bar = indexOfTime(barEnds, (labels[row] as number) + barMs);
    if (bar < 0) continue;
    const openError = Math.abs(price / (open[bar] as number) - 1);
    const closeError = Math.abs(price / (close[bar] as number) - 1);
    if (!(price > 0 && Number.isFinite(openError + closeError))) continue;
    openErrors.push(openError);
    closeErrors.push(closeError);
  }
  const rows = openErrors.length;
  const openError = middle(openErrors);
  const closeError = middle(closeErrors);
  let label: MetricsLabel["label"] = "undecided";
  if (rows >= minRows && openError * minRatio <= closeError && closeError > 0) label = "start";
  else if (rows >= minRows && closeError * minRatio <= openError && openError > 0) label = "end";
  return { label, openError, closeError, rows };
}

/** The median, NaN of nothing. */
function middle(values: number[]): number {
  return values.length === 0 ? Number.NaN : median(values);
}
