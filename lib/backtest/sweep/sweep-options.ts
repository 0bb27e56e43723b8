import type { Parameters } from "./parameters.js";
import type { BacktestRules } from "./plain-sweep.js";

/** How far a sweep is. */
export interface SweepProgress {
  /** Combinations that are done. */
  readonly done: number;
  readonly total: number;
}

/** Options of `sweep`: the rules of `backtest`, and these. */
export interface SweepOptions<P extends Parameters> extends BacktestRules {
  /** Combinations to be run, such as from `grid` or `randomSearch`. */
  readonly parameters: readonly P[];
  /**
   * `backtest`: the rules of `backtest`, filled at the next open. `vectorbt`: those of its `Portfolio.from_signals`, long
   * only with all the cash, filled at the close that decided: same-bar fills, which the result says. Default `backtest`.
   */
  readonly accounting?: "backtest" | "vectorbt";
  /**
   * Threads for built-in strategies; other functions run in this one. The result does not depend on it. Default: as many
   * as there are cores, fewer where there is little to do.
   */
  readonly workers?: number;
  /** Called as combinations are done, in rising order. */
  readonly onProgress?: (progress: SweepProgress) => void;
  /** Cancels the sweep, which rejects with the signal's reason; what was done is lost. */
  readonly signal?: AbortSignal;
  /** Name of the sweep in the ledger of trials; `false` counts none of its combinations. Default: their parameters alone. */
  readonly trial?: string | false;
  /**
   * Keep the returns of every combination: 4 bytes for each and bar, rounded to 24 bits (6e-8 of their size), or 8 bytes
   * for each and period of `returnIntervalMs`. Default: only if that is given.
   */
  readonly keepReturns?: boolean;
  /**
   * Compound the returns kept to whole periods of this length, a multiple of the bars, in double precision; bars before the
   * first whole period and after the last are left out of them. Default: bars as they are.
   */
  readonly returnIntervalMs?: number;
}
