import { checkChoice, checkCount } from "../../series/check.js";
import { checkSameTimes } from "../../series/check-same-times.js";
import type { Column } from "../../series/panel.js";
import type { Series } from "../../series/series.js";
import { intervalText, isoTime } from "../../series/time.js";
import { checkHacLag, type HacLag } from "../../statistics/hac-lag.js";
import { leastSquares } from "../../statistics/least-squares.js";
import { ranks } from "../../statistics/ranks.js";

/** What `leadLag` and `leadLagMatrix` are asked for. */
export interface LeadLagOptions {
  /** Longest lead looked for, in rows; beyond 1 it must leave ten rows to compare. */
  readonly maxLag: number;
  /** How many rows apart errors may still be related, or a rule (`neweyWest`). Default `sampleSize`. */
  readonly hacLag?: HacLag;
  /**
   * What moves all of them, such as the return, at the same times: each is replaced by what its regression on the control
   * in the same row leaves (Frisch–Waugh). Default none.
   */
  readonly control?: Series;
  /**
   * `pearson` correlates the values, and one cascade in a year can make or hide a peak; `spearman` correlates their ranks
   * over the whole sample, and each row counts for as much as any other. Default `pearson`.
   */
  readonly measure?: "pearson" | "spearman";
  /** Whether columns may be known at different delays after their times. Default false. */
  readonly allowDifferentDelays?: boolean;
}

/**
 * The values of columns that can be compared row by row, with the control taken out, or their ranks.
 * @throws {RangeError} naming `owner`, if an option is out of range, `maxLag` leaves too few rows to compare, rows are not
 *   equally far apart, the control is at other times or does not vary, or delays differ and that is not allowed
 */
export function comparableChanges(
  times: Float64Array,
  columns: readonly Pick<Column, "name" | "values" | "identity">[],
  { maxLag, hacLag = "sampleSize", control, measure = "pearson", allowDifferentDelays = false }: LeadLagOptions,
  owner: string,
): readonly Float64Array[] {
  checkCount(maxLag, "maxLag", owner);
  checkReach(maxLag, times.length, owner);
  checkHacLag(hacLag, "hacLag", owner);
  checkChoice("measure", measure, ["pearson", "spearman"], owner);
  checkEqualSteps(times, owner);
  if (!allowDifferentDelays) checkSameDelay(columns, owner);
  if (control !== undefined) checkSameTimes(times, control.times, owner);
  return columns.map(({ values }) => {
    const rest =
      control === undefined ? values : leastSquares(values, [control.values], { names: [control.name] }).residuals;
    return measure === "spearman" ? ranks(rest) : rest;
  });
}

/** Rows that must be left at the longest lag: below that the error's few autocovariances have nothing to stand on. */
const leastOverlap = 10;

/** However short the data, a lag of one row may be asked for; where there is too little for it the answer is NaN. */
function checkReach(maxLag: number, rows: number, owner: string): void {
  const largest = Math.max(1, rows - leastOverlap);
  if (maxLag <= largest) return;
  throw new RangeError(
    `${owner}: maxLag ${maxLag} leaves ${Math.max(0, rows - maxLag)} of ${rows} rows to compare, fewer than ${leastOverlap}; give at most ${largest}, or more rows`,
  );
}

/** A lag counts rows: a hole without rows would make it another length of time. */
function checkEqualSteps(times: Float64Array, owner: string): void {
  const step = times[1] - times[0];
  for (let row = 2; row < times.length; row++) {
    const other = times[row] - times[row - 1];
    if (other !== step) {
      throw new RangeError(
        `${owner}: row ${row} (${isoTime(times[row])}) is ${intervalText(other)} after the one before and row 1 ${intervalText(step)}; put the data on a grid first (onGrid)`,
      );
    }
  }
}

function checkSameDelay(columns: readonly Pick<Column, "name" | "identity">[], owner: string): void {
  const [first] = columns;
  const other = columns.find(({ identity }) => (identity.delayMs ?? 0) !== (first.identity.delayMs ?? 0));
  if (other !== undefined) {
    throw new RangeError(
      `${owner}: "${first.name}" is known ${first.identity.delayMs ?? 0} ms after its time and "${other.name}" ${other.identity.delayMs ?? 0} ms; check that both label the same instant, since a shift of labels looks like a lead, and pass allowDifferentDelays: true`,
    );
  }
}
