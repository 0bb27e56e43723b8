/**
 * Turns the totals of each row into a chain-linked level, in place: the first positive total stays, and each later row is
 * the level of the last positive row times the growth since then. A row whose growth is NaN is NaN, and the next is
 * linked to the row before it.
 * @param totals length T, NaN where nothing reports
 * @param growth from one row to a later one, over what is present at both; NaN if there is nothing
 */
export function chainLink(totals: Float64Array, growth: (from: number, to: number) => number): void {
  let base = -1;
  for (let t = 0; t < totals.length; t++) {
    if (base >= 0) totals[t] = totals[base] * growth(base, t);
    if (totals[t] > 0) base = t;
  }
}
