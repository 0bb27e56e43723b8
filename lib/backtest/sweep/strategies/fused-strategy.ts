import type { Candles } from "../../../series/candles.js";
import type { Series } from "../../../series/series.js";
import type { Parameters } from "../parameters.js";

/** What a sweep runs on. A strategy of your own may be given further fields. */
export interface SweepData {
  readonly candles: Candles;
  /** Funding rates at their settlement times, unit `fraction`. Default: none, which the result says. */
  readonly funding?: Series;
  /**
   * What the built-in strategies look at, at every bar end of the candles: open interest, a ratio, a level of any unit.
   * Default: the close.
   */
  readonly input?: Series;
}

/** What a rolling kernel makes of the input; many combinations share one array of it. */
export type IndicatorKind = "mean" | "zScore" | "highest" | "lowest";

/** An indicator that a combination reads: its kind and its window in rows, as `mean 20`. */
export type IndicatorKey = `${IndicatorKind} ${number}`;

/** Where the target of a combination changes: the rows at whose end it is decided, rising, and what it is from then on. */
export interface Changes {
  readonly rows: Int32Array;
  readonly targets: Int8Array;
}

/**
 * A strategy that a sweep runs without a series for each combination: it tells where its target changes, and the account
 * walks from change to change. Targets are −1, 0 and 1.
 */
export interface FusedStrategy {
  /** Names of its parameters, all numbers or truth values; those not given take the defaults of `position`. */
  readonly parameters: readonly string[];
  /** The same strategy as a series, for `backtest`: what the fused pass must equal. */
  position(input: Series, parameters: Parameters): Series;
  /** Indicators of the combination, in the order in which `changes` takes them. */
  indicators(parameters: Parameters): readonly IndicatorKey[];
  /**
   * Writes down the changes of target, from a target of 0 on.
   * @param input what the strategy looks at, length T, without a gap
   * @param indicators arrays of length T, NaN until their window is full
   * @param into room for T changes
   * @returns how many there are
   */
  changes(input: Float64Array, indicators: readonly Float64Array[], parameters: Parameters, into: Changes): number;
  /**
   * The same changes from the ranks of its indicators among those of all combinations, where the strategy does no more than
   * compare them with each other.
   * @param ranks four rows to a word
   */
  changesOfRanks?(T: number, ranks: readonly Int32Array[], parameters: Parameters, into: Changes): number;
}
