import { commonIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import type { SumOptions } from "../columns/addable.js";
import { toldApartBy } from "../columns/told-apart-by.js";
import { shares } from "./shares.js";

/** How concentrated open interest is, instant by instant. */
export interface Concentration {
  /** Herfindahl–Hirschman index, unit `number`: 1 / N if all N columns hold the same, 1 if one holds all. */
  readonly herfindahl: Series;
  /** Number of columns of equal size that would be as concentrated: 1 / herfindahl. Unit `number`. */
  readonly effectiveNumber: Series;
  /**
   * Number of columns that have a share, N of the least index 1 / N; NaN where there are no shares. Unit `number`;
   * named for what the columns are: `venues` or `columns`.
   */
  readonly count: Series;
}

/**
 * Concentration of open interest over the columns: herfindahl[t] = sum over j of share[j][t]².
 * Sum contracts to venues first (`sumBy`) to measure the concentration of venues. NaN where there are no shares.
 * A venue that joins lowers the index of all without one of the others having traded: compare over time on a fixed set
 * (`covered`), or split the change between two instants (`shareMigration`).
 * Source: A. O. Hirschman, The Paternity of an Index, American Economic Review 54 (1964) 761.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @throws {RangeError} as `shares` does
 */
export function concentration(oi: Panel, { over = "all", mixedSides = "throw" }: SumOptions = {}): Concentration {
  const parts = shares(oi, { over, mixedSides });
  const herfindahl = new Float64Array(parts.length);
  const count = new Float64Array(parts.length);
  for (const { values } of parts.columns) {
    for (let t = 0; t < values.length; t++) {
      const share = values[t];
      if (share === share) {
        herfindahl[t] = herfindahl[t] + share * share;
        count[t] = count[t] + 1;
      }
    }
  }
  const effective = new Float64Array(parts.length);
  for (let t = 0; t < herfindahl.length; t++) {
    if (count[t] === 0) {
      herfindahl[t] = Number.NaN;
      count[t] = Number.NaN;
    }
    effective[t] = 1 / herfindahl[t];
  }
  const identity = commonIdentity(parts.columns.map((column) => column.identity));
  const countName = toldApartBy(oi.columns) === "venue" ? "venues" : "columns";
  return {
    herfindahl: new Series(oi.times, herfindahl, "herfindahl", "number", identity),
    effectiveNumber: new Series(oi.times, effective, "effective number", "number", identity),
    count: new Series(oi.times, count, countName, "number", identity),
  };
}
