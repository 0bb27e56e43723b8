import { checkDuration, shown } from "../../series/check.js";
import { Series } from "../../series/series.js";
import type { HacLag } from "../../statistics/hac-lag.js";
import { meanWithError } from "../../statistics/mean-with-error.js";
import { initialEquity } from "./initial-equity.js";
import { type LabelOptions, type Labels, labelsInForce } from "./labels.js";
import type { Backtest } from "./result.js";

/** What was earned in the bars of one label. */
export interface AttributionRow {
  /** Its name, or `unknown` where none was known. */
  readonly label: string;
  /** Bars that began under it and have a return. */
  readonly bars: number;
  /** Of those, the part that ended with a position. */
  readonly exposure: number;
  /** Mean signed exposure at their ends. */
  readonly meanPosition: number;
  /** Change of equity in them, in the settlement currency; over all rows it adds up to the net profit. */
  readonly net: number;
  /** That over the initial equity; over all rows it adds up to the total return. */
  readonly contribution: number;
  /** Sum of ln(1 + return); over all rows ln(1 + total return). NaN after a total loss, which has no logarithm. */
  readonly logReturn: number;
  /** Mean simple return per bar. */
  readonly meanReturn: number;
  /** Newey–West, of the mean; bars of other labels keep their place in time. */
  readonly standardError: number;
  /** meanReturn / standardError. */
  readonly t: number;
  /** Two-sided, of a mean of 0, by Student's t. */
  readonly p: number;
  /** Autocovariances in the error. */
  readonly lag: number;
  /** Bars with a return above 0 / bars with a return that is not 0. */
  readonly hitRate: number;
}

/** Options of `attribution`. */
export interface AttributionOptions extends LabelOptions {
  /** As in `neweyWest`. Default `sampleSize`. */
  readonly lag?: HacLag;
  /** Length of a bar, needed for a result of one row only. Default: its first step. */
  readonly intervalMs?: number;
}

/**
 * Where the profit came from, by the label in force during each bar: the one known when the bar began, which is what a
 * decision filled at its open could go by. A label found from the bar's own price would explain the profit by itself.
 * A position taken under one label and left under the next pays for leaving in the bar of the next: a rule that is flat in
 * a regime still loses its costs there.
 * Nothing is lost: the net profits, contributions and log returns of the rows add up to those of the whole, to rounding. A
 * bar without a return that still changed the equity counts in `net` and `contribution` alone.
 * It describes the whole sample at once. Many labels are many tests: of twenty worthless ones, one has |t| > 2.
 * @param result a backtest, T rows
 * @param labels regimes, or a series of a few whole numbers, at the same times or others
 * @returns a row for each label that has bars, in the order of the labels, those without one last
 * @throws {TypeError} for what is no backtest, or no labels
 * @throws {RangeError} for a series of too many values or without names for them, or an option out of range
 */
export function attribution(
  result: Pick<Backtest, "equity" | "returns" | "position" | "costs">,
  labels: Labels,
  { lag = "sampleSize", intervalMs, ...options }: AttributionOptions = {},
): readonly AttributionRow[] {
  checkInputs(result, labels);
  const { times, values: equity } = result.equity;
  if (times.length === 0) return [];
  const barMs = intervalMs ?? times[1] - times[0];
  checkDuration(barMs, "intervalMs", "attribution");
  const { names, codes } = labelsInForce(labels, times, barMs, options, "attribution");
  const begun = initialEquity(result);
  const counts = (row: number): boolean =>
    !Number.isNaN(result.returns.values[row]) || earned(equity, row, begun) !== 0;
  return [...names, "unknown"]
    .map((label, place) => {
      const code = place === names.length ? -1 : place;
      const rows: number[] = [];
      for (let row = 0; row < codes.length; row++) if (codes[row] === code && counts(row)) rows.push(row);
      return { label, rows };
    })
    .filter(({ rows }) => rows.length > 0)
    .map(({ label, rows }) => attributed(label, rows, result, begun, lag));
}

function checkInputs(result: unknown, labels: unknown): void {
  if (!(typeof result === "object" && result !== null && "equity" in result && result.equity instanceof Series)) {
    throw new TypeError(`attribution: ${shown(result)} is no backtest; give what backtest() returned`);
  }
  const isRegimes = typeof labels === "object" && labels !== null && "codes" in labels && "times" in labels;
  if (!(labels instanceof Series) && !isRegimes) {
    throw new TypeError(
      `attribution: labels ${shown(labels)} are none; give regimes(…), or a Series of a few whole numbers`,
    );
  }
}

/** Change of equity in a row, the first from the initial equity on. */
function earned(equity: Float64Array, row: number, begun: number): number {
  return equity[row] - (row === 0 ? begun : equity[row - 1]);
}

function attributed(
  label: string,
  rows: readonly number[],
  { equity, returns, position }: Pick<Backtest, "equity" | "returns" | "position">,
  begun: number,
  lag: HacLag,
): AttributionRow {
  const own = new Float64Array(equity.length).fill(Number.NaN);
  let bars = 0;
  let exposed = 0;
  let exposure = 0;
  let net = 0;
  let logReturn = 0;
  let above = 0;
  let below = 0;
  for (const row of rows) {
    net += earned(equity.values, row, begun);
    const value = returns.values[row];
    if (value !== value) continue;
    own[row] = value;
    bars++;
    if (position.values[row] !== 0) exposed++;
    exposure += position.values[row];
    logReturn += Math.log1p(value);
    if (value > 0) above++;
    else if (value < 0) below++;
  }
  const { mean, standardError, t, p, lag: used } = meanWithError(own, { lag });
  return {
    label,
    bars,
    exposure: exposed / bars,
    meanPosition: exposure / bars,
    net,
    contribution: net / begun,
    logReturn: Number.isFinite(logReturn) ? logReturn : Number.NaN,
    meanReturn: mean,
    standardError,
    t: Number.isFinite(t) ? t : Number.NaN,
    p,
    lag: used,
    hitRate: above + below > 0 ? above / (above + below) : Number.NaN,
  };
}
