import type { Instrument } from "../../market/instrument.js";

/**
 * Open interest as the venue publishes it: in its unit, with its sides, and NaN where it fails to.
 * @param openContracts counted once, NaN while not listed
 */
export function reportedOpenInterest(
  { venue, reports, contractSize, sides }: Instrument,
  openContracts: Float64Array,
  outage: { readonly venue: string; readonly from: number; readonly to: number },
): Float64Array {
  // A contract's size is a whole number, or one divided by one: dividing keeps 0.29 from becoming 0.29000000000000004.
  const perUnit = Math.round(1 / contractSize);
  const factor = sides === 2 ? 2 : 1;
  const values = new Float64Array(openContracts.length);
  for (let row = 0; row < values.length; row++) {
    const counted = factor * openContracts[row];
    if (reports === "contracts") values[row] = counted;
    else if (contractSize >= 1) values[row] = counted * contractSize;
    else values[row] = counted / perUnit;
  }
  if (venue === outage.venue) values.fill(Number.NaN, outage.from, outage.to);
  return values;
}
