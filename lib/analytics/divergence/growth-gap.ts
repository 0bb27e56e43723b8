import { checkCount } from "../../series/check.js";
import { logReturns } from "../../series/difference.js";
import { commonIdentity } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { checkSeveral } from "../columns/check-several.js";
import { withJointDelay } from "../columns/joint-delay.js";
import { othersGrowth } from "./others-growth.js";

/** What `growthGap` can be asked for. */
export interface GrowthGapOptions extends Pick<SumOptions, "mixedSides"> {
  /** Rows over which growth is taken, at least 1. Default 1. */
  readonly horizon?: number;
}

/** Growth of each column against that of the others; unit `number`, N × T. */
export interface GrowthGap {
  /** growth − othersGrowth: above 0 where the column gains on the others. */
  readonly gap: Panel;
  /** Log growth of each column. */
  readonly growth: Panel;
  /** Log growth of the sum of the others. */
  readonly othersGrowth: Panel;
  /** How many columns are present at both ends of the horizon, and so compared with one another. */
  readonly compared: Series;
  /** Rows over which growth is taken. */
  readonly horizon: number;
}

/**
 * Growth of each column less that of the others (leave-one-out), over a horizon of h rows:
 * gap[j][t] = ln(oi[j][t] / oi[j][t−h]) − ln(sum over k ≠ j of oi[k][t] / sum over k ≠ j of oi[k][t−h]).
 *
 * The others are those present at both ends, so that a venue that enters, leaves or pauses is not taken for growth; how
 * many are compared is in the result, and of few the sum may stand for little of the market. With all columns present it
 * is the change of `divergence`'s log ratio over the horizon. A price that moves all columns alike cancels: where all are
 * valued at one price, coins and dollars have the same gap.
 * The gap is NaN in the first h rows, where the column or all others are missing at either end, and where there is a zero to
 * divide by or to take the logarithm of; `growth` and `othersGrowth` each only where they themselves are not defined, so that
 * the others' growth is given where the column is missing. Rows are counted, not time (`onGrid`).
 * Source: definition.
 * @param oi open interest, N columns × T rows, N at least 2, NaN where not reported
 * @returns panels N × T, same times and columns
 * @throws {RangeError} for fewer than two columns, if `horizon` is not a whole number of at least 1, at the first negative
 *   value, or if the columns cannot be added
 */
export function growthGap(oi: Panel, { horizon = 1, mixedSides = "throw" }: GrowthGapOptions = {}): GrowthGap {
  return gapOf(oi, { horizon, mixedSides }, "growthGap");
}

/** As `growthGap`, with errors in the name of `owner`. */
export function gapOf(oi: Panel, { horizon, mixedSides }: Required<GrowthGapOptions>, owner: string): GrowthGap {
  checkSeveral(oi.columns, owner);
  checkCount(horizon, "horizon", owner);
  checkAddable(oi.columns, oi.unit, { mixedSides }, owner);
  checkNotNegative(oi.times, oi.columns, owner);
  const growth = logReturns(oi, horizon);
  const own = oi.columns.map(({ values }) => values);
  const { others, compared } = othersGrowth(own, oi.length, horizon);
  const joint = new Panel(oi.times, withJointDelay(oi.columns), "number");
  return {
    gap: joint.map((_, j) => differenceOf(growth.columns[j].values, others[j])),
    growth,
    othersGrowth: joint.map((_, j) => others[j]),
    compared: new Series(
      oi.times,
      compared,
      "compared",
      "number",
      commonIdentity(oi.columns.map(({ identity }) => identity)),
    ),
    horizon,
  };
}

function differenceOf(one: Float64Array, other: Float64Array): Float64Array {
  const difference = new Float64Array(one.length);
  for (let t = 0; t < difference.length; t++) difference[t] = one[t] - other[t];
  return difference;
}
