import { rollingMean } from "../../../series/rolling/rolling-mean.js";
import type { Series } from "../../../series/series.js";
import { movingAverageCross } from "../../signals/moving-average-cross.js";
import { firstUnless, rankAt } from "../pass/ranks.js";
import type { Changes, FusedStrategy } from "./fused-strategy.js";

/** What a combination may name; an absent one takes its default. */
interface CrossParameters {
  /** Rows of the shorter mean. Default 20. */
  readonly fast?: number;
  /** Rows of the longer mean. Default 100. */
  readonly slow?: number;
  /** −1 rather than 0 while the fast mean is below. Default false. */
  readonly short?: boolean;
  /**
   * Hold nothing before the first cross, and keep what is held while the means are equal: what signals of crossing above
   * and crossing below make. Default false: the position is the side the fast mean is on.
   */
  readonly waitForCross?: boolean;
}

/** `movingAverageCross`, or what crosses of the same means signal. */
export const movingAverageCrossStrategy: FusedStrategy = {
  parameters: ["fast", "slow", "short", "waitForCross"],

  position(input, { fast = 20, slow = 100, short = false, waitForCross = false }: CrossParameters) {
    const level = movingAverageCross(input, { fast, slow, short });
    return waitForCross ? afterCrosses(input, fast, slow, short) : level;
  },

  indicators: ({ fast = 20, slow = 100 }: CrossParameters) => [`mean ${fast}`, `mean ${slow}`],

  changes(_, [quick, steady], { slow = 100, short = false, waitForCross = false }: CrossParameters, into) {
    const below = short ? -1 : 0;
    return waitForCross
      ? changesAtCrosses(quick, steady, slow - 1, below, into)
      : changesOfSide(quick, steady, slow - 1, below, into);
  },

  changesOfRanks(T, [quick, steady], { slow = 100, short = false, waitForCross = false }: CrossParameters, into) {
    const below = short ? -1 : 0;
    return waitForCross
      ? rankCrosses(quick, steady, slow - 1, T, below, into)
      : rankSides(quick, steady, slow - 1, T, below, into);
  },
};

/** The plain form of `changesAtCrosses`. */
function afterCrosses(input: Series, fast: number, slow: number, short: boolean): Series {
  const quick = rollingMean(input, fast).values;
  const steady = rollingMean(input, slow).values;
  let before = 0;
  let held = 0;
  const position = quick.map((mean, row) => {
    const side = Math.sign(mean - steady[row]);
    if (side !== side) {
      before = 0;
      held = 0;
      return Number.NaN;
    }
    if (side === -before && side !== 0) held = side > 0 ? 1 : short ? -1 : 0;
    if (side !== 0) before = side;
    return held;
  });
  return input.with(position, { name: `crosses of the moving averages of ${input.name}`, unit: "fraction" });
}

function changesOfSide(
  quick: Float64Array,
  steady: Float64Array,
  start: number,
  below: number,
  { rows, targets }: Changes,
): number {
  const T = quick.length;
  let count = 0;
  let held = 0;
  let row = start;
  while (row < T) {
    // Most rows are as the one before, which a loop for each side finds in one comparison.
    if (held > 0) while (row < T && quick[row] > steady[row]) row++;
    else if (held < 0) while (row < T && quick[row] < steady[row]) row++;
    else if (below === 0) while (row < T && quick[row] <= steady[row]) row++;
    if (row === T) break;
    const side = quick[row] > steady[row] ? 1 : quick[row] < steady[row] ? below : 0;
    if (side !== held) {
      rows[count] = row;
      targets[count++] = side;
      held = side;
    }
    row++;
  }
  return count;
}

function changesAtCrosses(
  quick: Float64Array,
  steady: Float64Array,
  start: number,
  below: number,
  { rows, targets }: Changes,
): number {
  const T = quick.length;
  let row = start;
  while (row < T && quick[row] === steady[row]) row++;
  if (row >= T) return 0;
  let count = 0;
  let isAbove = quick[row] > steady[row];
  for (;;) {
    if (isAbove) while (row < T && quick[row] >= steady[row]) row++;
    else while (row < T && quick[row] <= steady[row]) row++;
    if (row === T) return count;
    isAbove = !isAbove;
    // A long-only strategy that has not bought yet has nothing to sell at its first cross.
    if (isAbove || below < 0 || count > 0) {
      rows[count] = row;
      targets[count++] = isAbove ? 1 : below;
    }
  }
}

/** `changesOfSide` from ranks. */
function rankSides(
  quick: Int32Array,
  steady: Int32Array,
  start: number,
  T: number,
  below: number,
  { rows, targets }: Changes,
): number {
  let count = 0;
  let held = 0;
  let row = start;
  for (;;) {
    if (held > 0) row = firstUnless(steady, quick, row, false);
    else if (held < 0) row = firstUnless(quick, steady, row, false);
    else if (below === 0) row = firstUnless(steady, quick, row, true);
    else row = Math.min(firstUnless(steady, quick, row, true), firstUnless(quick, steady, row, true));
    if (row >= T) return count;
    const above = rankAt(quick, row) - rankAt(steady, row);
    held = above > 0 ? 1 : above < 0 ? below : 0;
    rows[count] = row;
    targets[count++] = held;
  }
}

/** `changesAtCrosses` from ranks. */
function rankCrosses(
  quick: Int32Array,
  steady: Int32Array,
  start: number,
  T: number,
  below: number,
  { rows, targets }: Changes,
): number {
  const firstBelow = firstUnless(quick, steady, start, true);
  const firstAbove = firstUnless(steady, quick, start, true);
  let isAbove = firstAbove < firstBelow;
  let row = Math.min(firstBelow, firstAbove);
  let count = 0;
  for (;;) {
    row = isAbove ? firstUnless(quick, steady, row, true) : firstUnless(steady, quick, row, true);
    if (row >= T) return count;
    isAbove = !isAbove;
    if (isAbove || below < 0 || count > 0) {
      rows[count] = row;
      targets[count++] = isAbove ? 1 : below;
    }
  }
}
