import { currentLedger } from "../../evidence/ledger/current-ledger.js";
import { overfittingProbability } from "../../evidence/overfitting/overfitting-probability.js";
import { averageCorrelation } from "../../evidence/sharpe/average-correlation.js";
import { deflatedSharpe } from "../../evidence/sharpe/deflated-sharpe.js";
import { effectiveTrials } from "../../evidence/sharpe/effective-trials.js";
import { leastSharpeVariance } from "../../evidence/sharpe/least-sharpe-variance.js";
import { sharpeMoments } from "../../evidence/sharpe/sharpe-moments.js";
import { realityCheck } from "../../evidence/superiority/reality-check.js";
import { superiorPredictiveAbility } from "../../evidence/superiority/superior-predictive-ability.js";
import { evidence, type TrialCount } from "../../evidence/verdict/evidence.js";
import type { Evidence } from "../../evidence/verdict/evidence-result.js";
import { inspect } from "../../series/inspect.js";
import { intervalText } from "../../series/time.js";
import { moments } from "../../statistics/moments.js";
import { periodsPerYear } from "../../statistics/return-measures.js";
import { type Plateau, plateau } from "../validation/plateau.js";
import { type Parameters, parametersText } from "./parameters.js";
import { parametersOf } from "./parameters-of.js";
import type { SweepResult, SweepRow } from "./sweep-result.js";

/** Options of `SweepResult.evidence`. */
export interface SweepEvidenceOptions {
  /**
   * What the combinations are to beat in the tests of superiority, as returns of the kept periods; default 0 for each.
   */
  readonly benchmark?: number | ArrayLike<number>;
  /** Blocks of time of the probability of overfitting, even. Default 16. */
  readonly blocks?: number;
  /** Resamples of each bootstrap. Default 1000. */
  readonly replications?: number;
  /** Whole number from 0 to 2⁵³ − 1. Default 1. */
  readonly seed?: number;
}

/** What the evidence for a sweep is taken from. */
export interface SweepEvidenceConventions {
  /**
   * The returns that the sweep kept. The measures in `best` are those of its row, taken from bars: where longer periods
   * were kept, its Sharpe ratio is another than that of `evidence`.
   */
  readonly returns: "kept";
  /** Length of a period of these returns: a bar, or `returnIntervalMs`. */
  readonly intervalMs: number;
  /** Periods in a year of 365 days. */
  readonly periodsPerYear: number;
}

/** What the best of a sweep is worth, and whether choosing the best is. */
export class SweepEvidence<P extends Parameters = Parameters> {
  /** The combination with the highest Sharpe ratio of the returns kept. */
  readonly best!: SweepRow<P>;
  /**
   * Of its returns, deflated by all variants tried on the market: these combinations, and more if the ledger knows
   * more.
   */
  readonly evidence!: Evidence;
  /** Combinations whose Sharpe ratio is defined. */
  readonly combinations!: number;
  /** Mean correlation between the returns of the combinations; NaN if it is not defined. */
  readonly averageCorrelation!: number;
  /** What so many related combinations are worth as independent ones. */
  readonly effectiveTrials!: number;
  /** Deflated Sharpe ratio of the best with the effective trials in the place of their number: the lenient one. */
  readonly deflatedSharpeOfEffective!: number;
  /** Share of splits of time in which the best of one half is at or below the median in the other (PBO). */
  readonly overfittingProbability!: number;
  /** Share of them in which it loses in the other half. */
  readonly probabilityOfLoss!: number;
  /** Hansen's test: p of the best being no better than the benchmark, all combinations counted. */
  readonly superiorityP!: number;
  /** White's test of the same. */
  readonly realityCheckP!: number;
  /** The best beside its neighbours on the grid, by Sharpe ratio; its score is NaN where it has none. */
  readonly plateau!: Plateau;
  /** One sentence: the verdict on the best, and on the way it was chosen. */
  readonly verdict!: string;
  /** Rows of returns left out of the tests because a combination lacks them, as after a liquidation. */
  readonly skipped!: number;

  /** Which returns all of this is taken from. */
  readonly conventions!: SweepEvidenceConventions;

  /** Takes its fields as they are: `SweepResult.evidence` makes them. */
  constructor(fields: Omit<SweepEvidence<P>, "toString" | typeof inspect>) {
    Object.assign(this, fields);
  }

  /** Verdict, the best combination and the main numbers, in few lines. */
  toString(): string {
    const { best, combinations, overfittingProbability, superiorityP, verdict, conventions } = this;
    const { sharpe, deflatedSharpe, trials } = this.evidence;
    return [
      verdict,
      `best of ${combinations} combinations: ${parametersText(parametersOf(best))}`,
      `Sharpe ratio ${sharpe.toFixed(2)} for a year, of returns of ${intervalText(conventions.intervalMs)}, deflated ${deflatedSharpe.toFixed(3)} by ${trials} variants; ` +
        `probability of overfitting ${overfittingProbability.toFixed(3)}, p of superiority ${superiorityP.toFixed(3)}`,
    ].join("\n");
  }

  [inspect](): string {
    return this.toString();
  }
}

/**
 * The evidence for a sweep, from the returns of all its combinations: the best with its doubts, deflated by the number
 * of tries; the probability of overfitting (CSCV); tests of the best against a benchmark; and how the best stands among
 * its neighbours. Each is that of the function its field names, where the assumptions are told; neither deflated ratio
 * takes the combinations' ratios to differ less than those of unrelated rules without skill do (`leastSharpeVariance`),
 * so that a finer grid of near copies makes the best no more credible.
 * Tests compare the combinations in the rows that all of them have. They hold all returns as doubles: keep returns of
 * days (`returnIntervalMs`) of long sweeps. Cost: N T + (C(S, S/2) + 2 replications) N, and the evidence of one.
 * @throws {RangeError} if the sweep kept no returns, has fewer than two combinations with a Sharpe ratio, or too few
 *   rows
 */
export function sweepEvidence<P extends Parameters>(
  result: SweepResult<P>,
  { benchmark = 0, blocks = 16, replications = 1000, seed = 1 }: SweepEvidenceOptions = {},
): SweepEvidence<P> {
  const { returns, rows, data } = result;
  if (returns === undefined) {
    throw new RangeError("evidence: the sweep kept no returns; run it with keepReturns or returnIntervalMs");
  }
  const periods = periodsPerYear(returns.intervalMs);
  const ratios = Float64Array.from(returns.columns, (column) => sharpeMoments(column).sharpe);
  const { n: combinations, deviation } = moments(ratios);
  if (combinations < 2) {
    throw new RangeError(
      `evidence: ${combinations} of ${rows.length} combinations have a Sharpe ratio; two are needed`,
    );
  }
  const chosen = highest(ratios);
  const own: TrialCount = { trials: combinations, sharpeVariance: deviation ** 2 };
  const known = currentLedger().summary(data, periods);
  const column = returns.columns[chosen];
  const ofBest = evidence(column, {
    periodsPerYear: periods,
    trials: known.trials > combinations ? known : { ...own, elsewhere: known.elsewhere },
    seed,
    replications,
    trades: rows[chosen].trades,
    sameBarFills: result.sameBarFills,
  });

  const correlation = averageCorrelation(returns);
  const effective = correlation === correlation ? effectiveTrials(combinations, correlation) : combinations;
  const overfitting = overfittingProbability(returns, { blocks });
  const superiority = { benchmark, replications, seed };
  const { p: superiorityP, conventions } = superiorPredictiveAbility(returns, superiority);
  return new SweepEvidence({
    best: rows[chosen],
    evidence: ofBest,
    combinations,
    averageCorrelation: correlation,
    effectiveTrials: effective,
    deflatedSharpeOfEffective: deflatedSharpe(column, {
      trials: effective,
      varianceOfTrialSharpes: Math.max(deviation ** 2, leastSharpeVariance(moments(column).n)),
    }).probability,
    overfittingProbability: overfitting.probability,
    probabilityOfLoss: overfitting.probabilityOfLoss,
    superiorityP,
    realityCheckP: realityCheck(returns, superiority).p,
    plateau: plateauOf(rows, ratios, periods),
    verdict: `${ofBest.verdict}; ${choiceText(overfitting.probability)}`,
    skipped: conventions.skipped,
    conventions: { returns: "kept", intervalMs: returns.intervalMs, periodsPerYear: periods },
  });
}

/** Place of the highest, the first of equals; there is one. */
function highest(ratios: Float64Array): number {
  let place = -1;
  for (let j = 0; j < ratios.length; j++) if (ratios[j] === ratios[j] && !(ratios[j] <= ratios[place])) place = j;
  return place;
}

/** By the Sharpe ratio of the returns kept, for a year, so that its best is the one judged. */
function plateauOf<P extends Parameters>(rows: readonly SweepRow<P>[], ratios: Float64Array, periods: number): Plateau {
  const parameters = Object.keys(parametersOf(rows[0]));
  const sharpes = rows.map((row, j) => ({ ...row, sharpe: ratios[j] * Math.sqrt(periods) }));
  return plateau(sharpes, { parameters, by: "sharpe" });
}

function choiceText(probability: number): string {
  const share = `${Math.round(100 * probability)} %`;
  const reading =
    probability < 0.25
      ? "choosing the best of one half served in the other"
      : "choosing the best was no guide to the other half";
  return `probability of overfitting ${share}: ${reading}`;
}
