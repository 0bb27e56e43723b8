import type { Series } from "./series.js";

/**
 * Price bars on a regular grid: series that share one times array of bar ENDS.
 * A bar that is missing is NaN in all of them. Its open is at time minus `intervalMs`.
 */
export interface Candles {
  /** Bar ends, epoch milliseconds UTC, `intervalMs` apart. */
  readonly times: Float64Array;
  /** Bar length in milliseconds. */
  readonly intervalMs: number;
  /** Unit `price`. */
  readonly open: Series;
  /** Unit `price`. */
  readonly high: Series;
  /** Unit `price`. */
  readonly low: Series;
  /** Unit `price`. */
  readonly close: Series;
  /** Traded volume, unit `base`. */
  readonly volume?: Series;
  /** Part of the volume that takers bought, unit `base`. */
  readonly takerBuyVolume?: Series;
}
