import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import { meanWithError } from "../../statistics/mean-with-error.js";
import { confidenceIntervals } from "../bootstrap/confidence-interval.js";
import { permutationTest } from "../permutation/permutation-test.js";
import { checkSeed } from "../random/check-seed.js";
import { deflatedSharpe } from "../sharpe/deflated-sharpe.js";
import { leastSharpeVariance } from "../sharpe/least-sharpe-variance.js";
import { minimumBacktestLength } from "../sharpe/minimum-backtest-length.js";
import { minimumTrackRecord } from "../sharpe/minimum-track-record.js";
import { probabilisticSharpe } from "../sharpe/probabilistic-sharpe.js";
import { sharpeMoments } from "../sharpe/sharpe-moments.js";
import { checkEvidence } from "./check-evidence.js";
import { conclude, verdictThresholds } from "./conclusion.js";
import { Evidence } from "./evidence-result.js";
import { type ResultFacts, warnings } from "./warnings.js";

/** Variants among which a result was found. `ledger.summary()` gives one. */
export interface TrialCount {
  /** Distinct variants, the result included: 0, as of an empty ledger, counts as 1. */
  readonly trials: number;
  /**
   * Variance (n − 1) of their Sharpe ratios per period of the returns judged; NaN for one. Below `leastSharpeVariance`
   * it counts as that.
   */
  readonly sharpeVariance: number;
  /** Variants tried on other markets or periods, told and not counted. Default 0. */
  readonly elsewhere?: number;
}

/** Options of `evidence`. */
export interface EvidenceOptions extends ResultFacts {
  /** Returns in a year: 365 for daily ones. */
  readonly periodsPerYear: number;
  /** Variants among which this one was found. Default: none but this, which is seldom true. */
  readonly trials?: TrialCount;
  /**
   * For the test of timing: what was held, and what it was held in, as `permutationTest` takes them. Default: no test.
   */
  readonly timing?: { readonly position: ArrayLike<number> | Series; readonly market: ArrayLike<number> | Candles };
  /** Whole number from 0 to 2⁵³ − 1. Default 1. */
  readonly seed?: number;
  /** Resamples of the bootstrap. Default 1000; fewer for more than 20,000 returns, and at least 200. */
  readonly replications?: number;
  /** Orders tried by the test of timing. Default 5000; fewer for more than 10,000 returns, and at least 200. */
  readonly permutations?: number;
  /** Probability with which intervals hold the true value. Default 0.95. */
  readonly level?: number;
}

/** Rows drawn by each bootstrap, and moved by the test of timing, after which fewer repetitions have to do. */
const rowsDrawn = 2e7;
const rowsMoved = 5e7;

/**
 * How much a result is worth: its Sharpe ratio with an interval, the error of its mean, and the probability that it is
 * more than the luck of as many tries, with a verdict in words. Each number is that of the function its field names;
 * their assumptions are told there. The returns are taken as stationary, and the variants as unrelated: variants that
 * are alike count in full, as the ledger has them, and their Sharpe ratios are never taken to differ less than those of
 * unrelated variants without skill do (`leastSharpeVariance`). Else many near copies of one idea, whose ratios hardly
 * differ, would lower what the best must beat. With it the verdict is strict on sweeps of variants that are alike.
 *
 * The verdict asks for 100 returns, fills that can be had, an account that lives, a deflated Sharpe ratio of at least
 * 0.95; then for an interval of the Sharpe ratio above 0, a timing with p ≤ 0.05, and 30 trades, as far as these are
 * given. It doubts a Sharpe ratio above 6 for a year over more than 100 trades (returns, where trades are not told). It
 * is no better than what it is told: a smaller look-ahead passes all of it (`audit` finds that), and variants that were
 * tried elsewhere are in no count.
 * It describes the whole sample at once: no row of it is a signal.
 * Cost: (replications + permutations) × T; some half a second for 20,000 returns that are unrelated, whose blocks are
 * shortest, and three or more for 500,000.
 * @param returns simple returns as fractions, net of costs, in order of time, length T; NaN for a row that is not
 *   counted
 * @throws {RangeError} at an infinite return or one below −1, or an option out of range
 * @throws {TypeError} for returns that are no array of numbers, and for options of another kind
 */
export function evidence(
  returns: ArrayLike<number>,
  {
    periodsPerYear,
    trials: count = { trials: 1, sharpeVariance: Number.NaN },
    timing,
    seed = 1,
    level = 0.95,
    replications = repetitions(1000, rowsDrawn, returns?.length),
    permutations = repetitions(5000, rowsMoved, returns?.length),
    ...facts
  }: EvidenceOptions,
): Evidence {
  checkEvidence(returns, { trials: count, timing, trades: facts.trades });
  checkSeed(seed, "evidence");
  if (!(periodsPerYear > 0 && periodsPerYear < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`evidence: periodsPerYear ${periodsPerYear} is not above 0; give the returns in a year`);
  }
  const year = Math.sqrt(periodsPerYear);
  const { n, sharpe, skewness, kurtosis } = sharpeMoments(returns);
  const annual = sharpe * year;
  // A result that was never written down is a trial all the same.
  const trials = Math.max(1, count.trials);
  const variance = trials > 1 ? count.sharpeVariance : Number.NaN;
  const leastVariance = leastSharpeVariance(n);
  const varianceUsed = leastVariance > variance ? leastVariance : variance;
  const deflated = deflatedSharpe(returns, { trials, varianceOfTrialSharpes: varianceUsed });
  const bootstrap = { seed, replications, level, periodsPerYear };
  const [ofSharpe, ofDrawdown] = confidenceIntervals(returns, ["sharpe", "maxDrawdown"], bootstrap);
  const mean = meanWithError(returns, { lag: "neweyWest1994" });
  const test = timing && permutationTest(timing.position, timing.market, { seed, permutations });

  const numbers = {
    n,
    years: n / periodsPerYear,
    sharpe: annual,
    sharpeInterval: [ofSharpe.lower, ofSharpe.upper] as const,
    meanReturn: mean.mean * periodsPerYear,
    meanT: mean.t,
    meanP: mean.p,
    skewness,
    kurtosis,
    probabilisticSharpe: probabilisticSharpe(returns),
    deflatedSharpe: deflated.probability,
    trials,
    trialsElsewhere: count.elsewhere ?? 0,
    trialSharpeDeviation: Math.sqrt(variance) * year,
    expectedMaximumSharpe: deflated.expectedMaximum * year,
    minimumTrackRecordYears: minimumTrackRecord(returns) / periodsPerYear,
    minimumBacktestYears: annual > 0 ? minimumBacktestLength(trials, { annualSharpe: annual }) : Number.NaN,
    maxDrawdown: ofDrawdown.estimate,
    maxDrawdownInterval: [ofDrawdown.lower, ofDrawdown.upper] as const,
    timingP: test?.p,
    breakEvenBps: facts.breakEvenBps,
    chargedBps: facts.chargedBps,
    trades: facts.trades,
  };
  const { sameBarFills = false, liquidated = false } = facts;
  return new Evidence({
    ...conclude({ ...numbers, sameBarFills, liquidated }),
    warnings: warnings(numbers, facts, verdictThresholds),
    ...numbers,
    conventions: {
      periodsPerYear,
      leftOut: returns.length - n,
      ddof: 1,
      riskFree: 0,
      returns: "simple",
      level,
      replications,
      blockLength: ofSharpe.conventions.blockLength,
      seed,
      hacLag: mean.lag,
      trialSharpeDeviation: Math.sqrt(varianceUsed) * year,
      permutations: test?.conventions.permutations ?? 0,
      thresholds: verdictThresholds,
    },
  });
}

function repetitions(usual: number, rows: number, length: number): number {
  return Math.max(200, Math.min(usual, Math.floor(rows / Math.max(1, length))));
}
