import fc from "fast-check";
import { type Regimes, regimes } from "../../../lib/analytics/regimes/regimes.js";
import type { Unit } from "../../../lib/series/identity.js";
import type { Series } from "../../../lib/series/series.js";
import { hourly } from "../panels.js";

/** An hourly series. */
export function hourlySeries(values: readonly number[], unit: Unit, delayMs?: number): Series {
  const line = delayMs === undefined ? {} : { delayMs };
  return hourly({ line: values }, { unit, identities: { line } }).column("line");
}

/** Regimes with these codes; prices and open interest stand still. */
export function coded(codes: readonly number[], horizon: number = 1): Regimes {
  const still = codes.map(() => 1);
  const found = regimes(hourlySeries(still, "price"), hourlySeries(still, "base"));
  return { ...found, codes: Int8Array.from(codes), horizon };
}

/** Random codes from −1 to 4, few enough kinds in a run to last now and then. */
export const randomCodes: fc.Arbitrary<number[]> = fc
  .array(fc.tuple(fc.constantFrom(-1, 0, 0, 1, 1, 2, 3, 4), fc.integer({ min: 1, max: 5 })), { maxLength: 15 })
  .map((runsOfCodes) => runsOfCodes.flatMap(([code, rows]) => Array.from({ length: rows }, () => code)));

/** The first n rows of the regimes, for every n. */
export function prefixes(found: Regimes): Regimes[] {
  return Array.from({ length: found.codes.length + 1 }, (_, n) => ({
    ...found,
    times: found.times.subarray(0, n),
    codes: found.codes.subarray(0, n),
  }));
}
