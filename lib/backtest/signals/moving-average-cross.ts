import { checkCount } from "../../series/check.js";
import { rollingMean } from "../../series/rolling/rolling-mean.js";
import type { Series } from "../../series/series.js";

/** Options of `movingAverageCross`. */
export interface MovingAverageCrossOptions {
  /** Rows of the shorter mean, below `slow`. Default 20. */
  readonly fast?: number;
  /** Rows of the longer mean. Default 100. */
  readonly slow?: number;
  /** Position while the fast mean is below the slow one: −1 if true, 0 if false. Default false. */
  readonly short?: boolean;
}

/**
 * Long while the mean of the last `fast` values is above that of the last `slow`: position = sign(fast mean − slow mean),
 * with 0 for −1 unless `short`. Equal means are flat. That a trend goes on is a hypothesis; it is the usual baseline that
 * a signal of open interest should beat.
 * Both means are simple, trailing and include the row itself. NaN while either lacks a row: the first `slow` − 1, and any
 * whose window has a gap, so that a gap blanks `slow` rows.
 * @param close price at T bar ends, or any other level
 * @returns target exposure, unit `fraction`, T rows, with the price's delay
 * @throws {RangeError} unless `fast` and `slow` are whole numbers of at least 1 with fast < slow
 */
export function movingAverageCross(
  close: Series,
  { fast = 20, slow = 100, short = false }: MovingAverageCrossOptions = {},
): Series {
  checkCount(fast, "fast", "movingAverageCross");
  checkCount(slow, "slow", "movingAverageCross");
  if (fast >= slow) {
    throw new RangeError(
      `movingAverageCross: fast ${fast} is not below slow ${slow}; give fewer rows to the fast mean`,
    );
  }
  const quick = rollingMean(close, fast).values;
  const steady = rollingMean(close, slow).values;
  const position = new Float64Array(close.length);
  const below = short ? -1 : 0;
  for (let row = 0; row < position.length; row++) {
    const gap = quick[row] - steady[row];
    position[row] = gap !== gap ? Number.NaN : gap > 0 ? 1 : gap < 0 ? below : 0;
  }
  const sides = short ? ", long and short" : "";
  return close.with(position, { name: `moving averages ${fast}/${slow} of ${close.name}${sides}`, unit: "fraction" });
}
