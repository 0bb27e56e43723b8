import { zScoreReversion } from "../../signals/z-score-reversion.js";
import type { FusedStrategy } from "./fused-strategy.js";

/** What a combination may name; an absent one takes its default. */
interface ReversionParameters {
  /** Rows of the trailing mean and deviation. Default 100. */
  readonly window?: number;
  /** Deviations at which a position is entered. Default 2. */
  readonly enter?: number;
  /** Deviations at which it is left, below `enter`. Default 0.5. */
  readonly leave?: number;
  /** Whether to bet on a fall too. Default true. */
  readonly short?: boolean;
}

/** `zScoreReversion`, or its long side alone. */
export const zScoreReversionStrategy: FusedStrategy = {
  parameters: ["window", "enter", "leave", "short"],

  position(input, { window = 100, enter = 2, leave = 0.5, short = true }: ReversionParameters) {
    const both = zScoreReversion(input, { window, enter, leave });
    return short ? both : both.with(both.values.map((side) => (side < 0 ? 0 : side)));
  },

  indicators: ({ window = 100 }: ReversionParameters) => [`zScore ${window}`],

  changes(_, [scores], { window = 100, enter = 2, leave = 0.5, short = true }: ReversionParameters, { rows, targets }) {
    let count = 0;
    let side = 0;
    let held = 0;
    for (let row = window - 1; row < scores.length; row++) {
      const score = scores[row];
      // A window of equal values has no score: no decision, no position.
      if (score !== score) side = 0;
      else if (score >= enter) side = -1;
      else if (score <= -enter) side = 1;
      else if (side * score >= -leave) side = 0;
      const target = side < 0 && !short ? 0 : side;
      if (target === held) continue;
      rows[count] = row;
      targets[count++] = target;
      held = target;
    }
    return count;
  },
};
