import { checkSameTimes } from "../../series/check-same-times.js";
import type { Series } from "../../series/series.js";
import { holm } from "../../statistics/holm.js";
import { comparableChanges, type LeadLagOptions } from "./comparable-changes.js";
import { type LaggedCorrelation, laggedCorrelation, unknownCorrelation } from "./lagged-correlation.js";
import { type LeadAsymmetry, leadAsymmetry } from "./lead-asymmetry.js";

/** The correlation at one lag. */
export interface LagRow extends LaggedCorrelation {
  /** Rows by which the first is earlier than the second; below 0 where the second is. */
  readonly lag: number;
  /** `p` adjusted for all lags looked at (Holm). */
  readonly holmP: number;
}

/** How two series go together when one of them is moved. */
export interface LeadLag {
  /** Name of the first series. */
  readonly first: string;
  readonly second: string;
  /** One row for each lag from −maxLag to maxLag. */
  readonly lags: readonly LagRow[];
  /** The row with the largest |correlation|; NaN throughout where no lag has one. */
  readonly peak: LagRow;
  /** Whether the first leads more than it follows. */
  readonly asymmetry: LeadAsymmetry;
  /**
   * Lags tested: 2 maxLag + 1 less those without a p, where gaps leave too little. The largest of so many is beyond 1.96
   * more often than not.
   */
  readonly tests: number;
  /** 0.05 / tests: a single p must be below this for 5 % over all lags (Bonferroni); NaN without a test. */
  readonly bonferroniP: number;
  /** Milliseconds from a value's time to when it could be known; a lead of less than that cannot be used. */
  readonly firstDelayMs: number;
  readonly secondDelayMs: number;
}

/**
 * Cross-correlation of two series of changes at every lag, with Newey–West errors: at lag k the correlation of second[t]
 * with first[t − k], from the regression of the later on the earlier. Positive lags are those at which the first leads.
 * Give changes, such as `logReturns` of open interest in coins: levels that trend correlate at every lag.
 *
 * It describes the whole sample at once: no row of it is a signal, and one more row of data changes all of it.
 * A peak beside 0 is a lead only if both label the same instant. Labels of one source that are a bar early or late look
 * the same; the price each source implies moves everywhere at once, so its `leadLag` must peak at 0.
 * One correlation beyond 0 is no lead where changes persist: what moves both at once then shows on both sides. See
 * `asymmetry`. Rows must be equally far apart; a pair with a gap is left out and keeps its place in time.
 * Source: definition (Box & Jenkins, Time Series Analysis, ch. 12); errors by Newey & West 1987. Cost T × maxLag × HAC lag.
 * @param first T rows, any unit
 * @param second T rows at the same times
 * @throws {RangeError} if times differ or are not equally far apart, an option is out of range, `maxLag` is above 1 and leaves
 *   fewer than ten rows to compare, or delays differ and that is not allowed
 */
export function leadLag(first: Series, second: Series, options: LeadLagOptions): LeadLag {
  checkSameTimes(first.times, second.times, "leadLag");
  const { maxLag, hacLag = "sampleSize" } = options;
  const [a, b] = comparableChanges(first.times, [first, second], options, "leadLag");
  const found = Array.from({ length: 2 * maxLag + 1 }, (_, index) => {
    const lag = index - maxLag;
    const correlation =
      lag < 0 ? laggedCorrelation(b, a, { lag: -lag, hacLag }) : laggedCorrelation(a, b, { lag, hacLag });
    return { lag, ...correlation };
  });
  const adjusted = holm(found.map(({ p }) => p));
  const tests = testCount(found);
  const lags = found.map((row, index) => ({ ...row, holmP: adjusted[index] }));
  return {
    first: first.name,
    second: second.name,
    lags,
    peak: peakOf(lags) ?? { lag: Number.NaN, ...unknownCorrelation, holmP: Number.NaN },
    asymmetry: leadAsymmetry(a, b, { maxLag, hacLag }),
    tests,
    bonferroniP: tests === 0 ? Number.NaN : 0.05 / tests,
    firstDelayMs: first.identity.delayMs ?? 0,
    secondDelayMs: second.identity.delayMs ?? 0,
  };
}

/** Rows that have a p: what has none was not tested, and `holm` does not count it either. */
export function testCount(rows: readonly { readonly p: number }[]): number {
  return rows.filter(({ p }) => !Number.isNaN(p)).length;
}

/** The row with the largest |correlation|, the first of several. */
export function peakOf<R extends { readonly correlation: number }>(rows: readonly R[]): R | undefined {
  let peak: R | undefined;
  for (const row of rows) {
    const size = Math.abs(row.correlation);
    if (size === size && !(peak !== undefined && Math.abs(peak.correlation) >= size)) peak = row;
  }
  return peak;
}
