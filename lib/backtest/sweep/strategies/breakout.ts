import { checkCount } from "../../../series/check.js";
import { rollingMax } from "../../../series/rolling/rolling-max.js";
import { rollingMin } from "../../../series/rolling/rolling-min.js";
import type { FusedStrategy } from "./fused-strategy.js";

/** What a combination may name; an absent one takes its default. */
interface BreakoutParameters {
  /** Rows before the present one that must be exceeded to enter. Default 100. */
  readonly enter?: number;
  /** Rows before the present one whose other extreme ends a position. Default 50. */
  readonly leave?: number;
  /** Whether to sell short below the lowest of `enter` rows. Default false. */
  readonly short?: boolean;
}

/**
 * Follows a level out of its range: 1 once it is above the highest of the `enter` rows before it, until it is below the
 * lowest of the `leave` rows before it; the other way round for −1, if `short`. A new entry on the other side is a flip.
 * NaN until both windows are full.
 */
export const breakoutStrategy: FusedStrategy = {
  parameters: ["enter", "leave", "short"],

  position(input, { enter = 100, leave = 50, short = false }: BreakoutParameters) {
    checkCount(enter, "enter", "breakout");
    checkCount(leave, "leave", "breakout");
    const [entryHigh, entryLow] = [rollingMax(input, enter).values, rollingMin(input, enter).values];
    const [exitHigh, exitLow] = [rollingMax(input, leave).values, rollingMin(input, leave).values];
    let held = 0;
    const position = input.values.map((level, row) => {
      if (row < Math.max(enter, leave) || Number.isNaN(level + entryHigh[row - 1] + exitHigh[row - 1])) {
        held = 0;
        return Number.NaN;
      }
      const isLeft = held > 0 ? level < exitLow[row - 1] : level > exitHigh[row - 1];
      if (level > entryHigh[row - 1]) held = 1;
      else if (short && level < entryLow[row - 1]) held = -1;
      else if (isLeft) held = 0;
      return held;
    });
    return input.with(position, { name: `breakouts of ${input.name}`, unit: "fraction" });
  },

  indicators: ({ enter = 100, leave = 50, short = false }: BreakoutParameters) =>
    short
      ? [`highest ${enter}`, `lowest ${leave}`, `lowest ${enter}`, `highest ${leave}`]
      : [`highest ${enter}`, `lowest ${leave}`],

  changes(input, [entryHigh, exitLow, entryLow, exitHigh], parameters: BreakoutParameters, { rows, targets }) {
    const { enter = 100, leave = 50, short = false } = parameters;
    let count = 0;
    let held = 0;
    for (let row = Math.max(enter, leave); row < input.length; row++) {
      const level = input[row];
      let target = held;
      if (level > entryHigh[row - 1]) target = 1;
      else if (short && level < entryLow[row - 1]) target = -1;
      else if (held > 0 && level < exitLow[row - 1]) target = 0;
      else if (held < 0 && level > exitHigh[row - 1]) target = 0;
      if (target === held) continue;
      rows[count] = row;
      targets[count++] = target;
      held = target;
    }
    return count;
  },
};
