import { sortedQuantile } from "../../statistics/sorted-quantile.js";
import { percentText } from "../drawing/percent-text.js";
import { plotNumber } from "../drawing/plot-values.js";
import type { RateSpread } from "./rate-spread.js";

/** Part of each edge of the spread that lies within the axis. */
const within = 0.99;
/** Room beyond it, as a part of the range. */
const edgeRoom = 0.05;

/** How far the axis of a spread goes. */
export interface SpreadAxis {
  readonly range: readonly [number, number];
  /** What of the spread lies beyond it, in words, or nothing. */
  readonly beyond: string | undefined;
}

/**
 * The range that holds zero, all of the means and all but the outermost hundredth of each edge of their spread: one
 * rate of one venue would press the rest flat. Nothing where no rate is in force.
 * @param means T means, NaN where there is none
 */
export function spreadAxis(means: Float64Array, { lowest, highest }: RateSpread): SpreadAxis | undefined {
  const [low, high, mean] = [lowest.values, highest.values, means].map(sortedPresent);
  if (low.length === 0) return undefined;
  const bottom = Math.min(0, sortedQuantile(low, 1 - within), mean[0] ?? 0);
  const top = Math.max(0, sortedQuantile(high, within), mean.at(-1) ?? 0);
  // Rates of zero throughout have no range: a hundredth of a percent then.
  const room = edgeRoom * (top - bottom) || 1e-4;
  const [least, most] = [low[0], high[high.length - 1]];
  const isBeyond = least < bottom - room || most > top + room;
  return {
    range: [plotNumber(bottom - room) as number, plotNumber(top + room) as number],
    beyond: isBeyond
      ? `The spread goes beyond the axis, from ${percentText(least, { digits: 3 })} to ${percentText(most, { digits: 3 })}`
      : undefined,
  };
}

function sortedPresent(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}
