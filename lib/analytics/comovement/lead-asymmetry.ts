import type { HacLag } from "../../statistics/hac-lag.js";
import { meanWithError } from "../../statistics/mean-with-error.js";
import { type LaggedCorrelation, standardise } from "./lagged-correlation.js";

/** By how much one of two leads the other more than it follows. */
export interface LeadAsymmetry extends Omit<LaggedCorrelation, "correlation"> {
  /**
   * Above 0 where the second does later what the first did, or the first later the opposite of what the second did; within
   * ± 2 K or so.
   */
  readonly value: number;
}

/**
 * Correlations with the first leading, less those with the second leading, added up over lags 1 … K. With a and b brought
 * to mean 0 and deviation 1 it is the mean of d[t] = Σ over k of (b[t] a[t−k] − a[t] b[t−k]), whose Newey–West error is its
 * own. Persistence and what moves both at once put the same into either direction, and cancel; so this, rather than one
 * correlation at a lag, tells a lead from a slow common move. It has signs: leads of either sign at several lags cancel too.
 * Under equal leads, to first order, that means and deviations are estimated does not add to the error.
 * A row with a gap in it or in the K rows before it is left out.
 * Source: definition; the error as in `neweyWest`.
 */
export function leadAsymmetry(
  first: Float64Array,
  second: Float64Array,
  { maxLag, hacLag }: { readonly maxLag: number; readonly hacLag: HacLag },
): LeadAsymmetry {
  const a = first.slice();
  const b = second.slice();
  const unknown = Number.NaN;
  if (!standardise(a) || !standardise(b)) {
    return { value: unknown, standardError: unknown, t: unknown, p: unknown, rows: 0 };
  }
  const differences = new Float64Array(a.length).fill(Number.NaN);
  for (let t = maxLag; t < a.length; t++) {
    let ofA = 0;
    let ofB = 0;
    for (let k = 1; k <= maxLag; k++) {
      ofA += a[t - k];
      ofB += b[t - k];
    }
    differences[t] = b[t] * ofA - a[t] * ofB;
  }
  const { mean, standardError, t, p, rows } = meanWithError(differences, { lag: hacLag });
  return { value: mean, standardError, t, p, rows };
}
