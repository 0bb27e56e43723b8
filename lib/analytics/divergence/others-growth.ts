import { logGrowth } from "../../series/log-growth.js";

/** How the others have grown, row by row. */
export interface OthersGrowth {
  /** For each column the log growth of the sum of all others, length T; NaN where there are none or they held nothing. */
  readonly others: readonly Float64Array[];
  /** How many columns are present at both ends of the horizon, length T; 0 in the first rows. */
  readonly compared: Float64Array;
}

/**
 * Log growth over `horizon` rows of the sum of all columns but one, for each one: ln of the sum over k ≠ j of oi[k][t] by
 * the same sum of oi[k][t − horizon], over the k present at both ends, so that one that enters or leaves is no growth.
 * The sums are added from the columns before it and those after it; the total less the column would lose a small rest
 * beside a large column.
 */
export function othersGrowth(columns: readonly Float64Array[], length: number, horizon: number): OthersGrowth {
  const compared = new Float64Array(length);
  const earlier = new Float64Array(length);
  const later = new Float64Array(length);
  const earlierBefore = columns.map(() => new Float64Array(length));
  const laterBefore = columns.map(() => new Float64Array(length));
  for (let j = 0; j < columns.length; j++) {
    const values = columns[j];
    earlierBefore[j].set(earlier);
    laterBefore[j].set(later);
    for (let t = horizon; t < length; t++) {
      if (addPair(values[t - horizon], values[t], earlier, later, t)) compared[t] = compared[t] + 1;
    }
  }
  earlier.fill(0);
  later.fill(0);
  for (let j = columns.length - 1; j >= 0; j--) {
    const values = columns[j];
    const growth = laterBefore[j];
    for (let t = 0; t < horizon && t < length; t++) growth[t] = Number.NaN;
    for (let t = horizon; t < length; t++) {
      growth[t] = logGrowth(earlierBefore[j][t] + earlier[t], growth[t] + later[t]);
      addPair(values[t - horizon], values[t], earlier, later, t);
    }
  }
  return { others: laterBefore, compared };
}

/** Adds both to their sums at `t` if both are present, and says whether they are. */
function addPair(old: number, now: number, earlier: Float64Array, later: Float64Array, t: number): boolean {
  if (old !== old || now !== now) return false;
  earlier[t] = earlier[t] + old;
  later[t] = later[t] + now;
  return true;
}
