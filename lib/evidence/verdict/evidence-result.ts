import { inspect } from "../../series/inspect.js";
import type { Conclusion, VerdictThresholds } from "./conclusion.js";

/** How the numbers of an `Evidence` were taken: enough to compare them with another tool's, or to take them again. */
export interface EvidenceConventions {
  /** Returns in a year; annual ratios are ratios per period × its root. */
  readonly periodsPerYear: number;
  /** Rows that are NaN and were left out. */
  readonly leftOut: number;
  /** Degrees of freedom taken off in standard deviations. */
  readonly ddof: 1;
  /** Return for a year that is taken off before ratios. */
  readonly riskFree: 0;
  /** Simple returns, not logarithms. */
  readonly returns: "simple";
  /** Probability with which intervals hold the true value. */
  readonly level: number;
  /** Stationary bootstrap, percentile intervals; those of the ratio and of the drawdown are of the same resamples. */
  readonly replications: number;
  /** Mean rows of a block, by Politis and White. */
  readonly blockLength: number;
  readonly seed: number;
  /** Autocovariances in the error of the mean, by the rule of Newey and West 1994. */
  readonly hacLag: number;
  /**
   * Of the Sharpe ratios of variants, for a year, with which the expected best was taken: as seen, and at least that of
   * unrelated variants without skill, √(periods in a year / (n − 1)), so that near copies of one idea do not make it
   * small. NaN for one variant.
   */
  readonly trialSharpeDeviation: number;
  /** Orders tried by the test of timing, 0 if it was not done. */
  readonly permutations: number;
  readonly thresholds: VerdictThresholds;
}

/** A result and its doubts. Ratios are for a year unless they say otherwise; a number that is not defined is NaN. */
export class Evidence {
  /** The conclusion in words, with the number that decided it. */
  readonly verdict!: string;
  readonly conclusion!: Conclusion;
  /** What else a reader must know, one sentence each. */
  readonly warnings!: readonly string[];

  /** Returns that were counted. */
  readonly n!: number;
  /** n / periods in a year. */
  readonly years!: number;
  /** Mean / sample standard deviation (n − 1) × √periods in a year, risk-free rate 0. */
  readonly sharpe!: number;
  /** Where the true one may lie, by a stationary bootstrap. */
  readonly sharpeInterval!: readonly [lower: number, upper: number];
  /** Mean return × periods in a year, a fraction. */
  readonly meanReturn!: number;
  /** Mean / Newey–West error. */
  readonly meanT!: number;
  /** Two-sided, of a mean of 0. */
  readonly meanP!: number;
  /** Of the returns, not corrected for bias. */
  readonly skewness!: number;
  /** Raw, 3 for a normal. */
  readonly kurtosis!: number;

  /** Probability that the true Sharpe ratio is above 0, had this been the only variant (PSR). */
  readonly probabilisticSharpe!: number;
  /** Probability that it is above what the best of all variants shows by luck (DSR). */
  readonly deflatedSharpe!: number;
  /** Variants tried on this market and period, this one included. */
  readonly trials!: number;
  /** Variants tried on other markets or periods, which do not count here. */
  readonly trialsElsewhere!: number;
  /** Standard deviation (n − 1) of the Sharpe ratios of the variants as seen; NaN for one. */
  readonly trialSharpeDeviation!: number;
  /** Sharpe ratio that the best of as many variants without skill is expected to show; the spread is at `conventions`. */
  readonly expectedMaximumSharpe!: number;
  /** Years needed before this Sharpe ratio is above 0 with 95 % (MinTRL); NaN if it is not above 0. */
  readonly minimumTrackRecordYears!: number;
  /**
   * Years below which the best of as many variants without skill is expected to show this Sharpe ratio (MinBTL); NaN if
   * it is not above 0.
   */
  readonly minimumBacktestYears!: number;

  /** Lowest wealth / highest so far − 1, 0 or below. */
  readonly maxDrawdown!: number;
  /** Where that of another sample of the same kind and length may lie: lower is deeper. */
  readonly maxDrawdownInterval!: readonly [lower: number, upper: number];
  /** Probability of as good a timing by chance: the position moved against the returns. Absent without a position. */
  readonly timingP?: number;
  /** Fee and slippage per fill at which the profit is gone, basis points of traded notional. Absent if not told. */
  readonly breakEvenBps?: number;
  /** Fee and slippage that were charged, basis points of traded notional. Absent if not told. */
  readonly chargedBps?: number;
  /** Closed trades. Absent if not told. */
  readonly trades?: number;
  readonly conventions!: EvidenceConventions;

  /** Takes its fields as they are: `evidence` makes them. */
  constructor(fields: Omit<Evidence, "toString" | typeof inspect>) {
    Object.assign(this, fields);
  }

  /** Verdict, the main numbers and the warnings as lines of text. */
  toString(): string {
    const { verdict, sharpe, sharpeInterval, conventions, probabilisticSharpe, deflatedSharpe, warnings } = this;
    const [lower, upper] = sharpeInterval.map((value) => value.toFixed(2));
    return [
      verdict,
      `Sharpe ratio ${sharpe.toFixed(2)} for a year, ${100 * conventions.level} % interval ${lower} to ${upper}; ` +
        `probabilistic ${probabilisticSharpe.toFixed(3)}, deflated ${deflatedSharpe.toFixed(3)}`,
      ...warnings.map((warning) => `Warning: ${warning}`),
    ].join("\n");
  }

  [inspect](): string {
    return this.toString();
  }
}
