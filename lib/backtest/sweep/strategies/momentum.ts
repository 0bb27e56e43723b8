import { checkCount } from "../../../series/check.js";
import type { FusedStrategy } from "./fused-strategy.js";

/** What a combination may name; an absent one takes its default. */
interface MomentumParameters {
  /** Rows over which the change is taken. Default 100. */
  readonly lookback?: number;
  /** Change, as a fraction of the level before, that must be exceeded; 0 or more. Default 0. */
  readonly threshold?: number;
  /** −1 rather than 0 while the change is below −threshold. Default false. */
  readonly short?: boolean;
}

/**
 * Follows the change of a level: x[t] / x[t − lookback] − 1 above `threshold` is 1, below −`threshold` is −1 if `short`,
 * anything else is 0. NaN in the first `lookback` rows and where the change has no value.
 */
export const momentumStrategy: FusedStrategy = {
  parameters: ["lookback", "threshold", "short"],

  position(input, { lookback = 100, threshold = 0, short = false }: MomentumParameters) {
    checkCount(lookback, "lookback", "momentum");
    if (!(threshold >= 0 && threshold < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`momentum: threshold ${threshold} is out of range; give a fraction, 0 or more`);
    }
    const position = input.values.map((level, row, levels) => {
      const change = row < lookback ? Number.NaN : level / levels[row - lookback] - 1;
      if (!Number.isFinite(change)) return Number.NaN;
      return change > threshold ? 1 : short && change < -threshold ? -1 : 0;
    });
    return input.with(position, { name: `momentum of ${input.name}`, unit: "fraction" });
  },

  indicators: () => [],

  changes(input, _, { lookback = 100, threshold = 0, short = false }: MomentumParameters, { rows, targets }) {
    let count = 0;
    let held = 0;
    for (let row = lookback; row < input.length; row++) {
      const change = input[row] / input[row - lookback] - 1;
      // A change from 0 has no value: no decision, no position.
      const isUp = change > threshold && change < Number.POSITIVE_INFINITY;
      const isDown = change < -threshold && change > Number.NEGATIVE_INFINITY;
      const target = isUp ? 1 : isDown && short ? -1 : 0;
      if (target === held) continue;
      rows[count] = row;
      targets[count++] = target;
      held = target;
    }
    return count;
  },
};
