import type { TrialData } from "../../evidence/ledger/trial-data.js";
import { inspect } from "../../series/inspect.js";
import type { ReturnMatrix } from "../../statistics/return-matrix.js";
import { type Parameters, parametersText } from "./parameters.js";
import { parametersOf } from "./parameters-of.js";
import { measureNames, type SweepMeasures } from "./pass/pass-measures.js";
import { type SweepEvidence, type SweepEvidenceOptions, sweepEvidence } from "./sweep-evidence.js";

/** How the measures of a sweep were taken. */
export interface SweepConventions {
  /** Bars in a year of 365 days. */
  readonly periodsPerYear: number;
  /** Degrees of freedom taken off in standard deviations. */
  readonly ddof: 1;
  /** Return for a year that is taken off before ratios. */
  readonly riskFree: 0;
  /** Simple returns, not logarithms. */
  readonly returns: "simple";
  /**
   * Whether the first bar has a return: from the initial equity, where its close fills what it decided (of `backtest` only
   * if that changed the equity), or none, since nothing is before it.
   */
  readonly firstReturn: "from initial equity" | "none";
  readonly fill: string;
}

/** What a sweep did, counted. */
export interface SweepCounts {
  readonly combinations: number;
  /** Combinations run fused. */
  readonly fused: number;
  /** Combinations run by `backtest`, bar by bar. */
  readonly plain: number;
  /** Rows of the candles. */
  readonly bars: number;
  /** Bars without a price. */
  readonly missingBars: number;
  /** Combinations whose account was used up. */
  readonly liquidated: number;
  /** Settlements without a rate that met a position and paid 0, over all combinations. */
  readonly missingSettlements: number;
}

/** A combination and its measures, flat. */
export type SweepRow<P extends Parameters> = P & SweepMeasures;

/** What a sweep is made of. */
export interface SweepParts<P extends Parameters> {
  readonly rows: readonly SweepRow<P>[];
  readonly returns: ReturnMatrix | undefined;
  readonly conventions: SweepConventions;
  readonly counts: SweepCounts;
  readonly accounting: "backtest" | "vectorbt";
  readonly sameBarFills: boolean;
  readonly assumptions: readonly string[];
  readonly data: TrialData;
}

/** Result of `sweep`. */
export class SweepResult<P extends Parameters = Parameters> {
  /** Parameters and measures of each combination, in the order in which they were given; ready for `table`. */
  readonly rows: readonly SweepRow<P>[];
  /** Returns of all combinations, if they were kept. */
  readonly returns?: ReturnMatrix;
  readonly conventions: SweepConventions;
  readonly counts: SweepCounts;
  readonly accounting: "backtest" | "vectorbt";
  /** Whether decisions were filled at the close they were made at, which nobody can do. */
  readonly sameBarFills: boolean;
  /** Sentences for a reader: by what rules this was computed, and what it leaves out. */
  readonly assumptions: readonly string[];
  /** What it was run on, as the ledger of trials knows it. */
  readonly data: TrialData;

  /** Takes its parts as they are: `sweep` makes them. */
  constructor({ rows, returns, conventions, counts, accounting, sameBarFills, assumptions, data }: SweepParts<P>) {
    this.rows = rows;
    if (returns !== undefined) this.returns = returns;
    this.conventions = conventions;
    this.counts = counts;
    this.accounting = accounting;
    this.sameBarFills = sameBarFills;
    this.assumptions = assumptions;
    this.data = data;
  }

  /**
   * What the best combination is worth after so many tries, and whether choosing the best is worth anything
   * (`SweepEvidence`): deflated Sharpe ratio, probability of overfitting, tests of superiority, plateau. Needs the returns.
   * All of it is taken from the returns kept, those of days where `returnIntervalMs` says so: Sharpe ratios differ from the
   * `sharpe` of the rows, which is that of bars.
   * @throws {RangeError} if they were not kept, or are too few
   */
  evidence(options: SweepEvidenceOptions = {}): SweepEvidence<P> {
    return sweepEvidence(this, options);
  }

  /**
   * The row whose measure is highest, the first of equals; rows where it is NaN are passed over. The best of many tries is
   * lucky: what it is worth, tests of selection say, and they need all rows.
   * @param by name of the measure. Default `sharpe`; a maximum drawdown is 0 or below, so that its highest is the least deep
   * @throws {RangeError} for an unknown measure, or if it is NaN in all rows
   */
  best(by: keyof SweepMeasures = "sharpe"): SweepRow<P> {
    if (!measureNames.includes(by)) {
      throw new RangeError(`best: unknown measure "${by}"; known: ${measureNames.join(", ")}`);
    }
    let best: SweepRow<P> | undefined;
    for (const row of this.rows) {
      const value: number = row[by];
      if (value === value && (best === undefined || value > best[by])) best = row;
    }
    if (best === undefined) {
      throw new RangeError(`best: ${by} is not defined in any of ${this.rows.length} rows; choose another measure`);
    }
    return best;
  }

  /** Its size, and the combination with the highest Sharpe ratio. */
  toString(): string {
    const { combinations, bars } = this.counts;
    const fills = this.sameBarFills ? " (same-bar fills)" : "";
    const title = `Sweep: ${combinations} combinations × ${bars} bars${fills}`;
    if (this.rows.every(({ sharpe }) => Number.isNaN(sharpe))) return title;
    const best = this.best();
    return `${title}\nhighest Sharpe ratio ${best.sharpe.toFixed(2)} for a year: ${parametersText(parametersOf(best))}`;
  }

  [inspect](): string {
    return this.toString();
  }
}
