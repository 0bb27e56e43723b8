import type { Panel } from "../../series/panel.js";
import { firstAfter } from "../../series/search.js";
import { isoTime } from "../../series/time.js";
import { sumColumns } from "../columns/sum-columns.js";

/** What `covered` can be asked for. */
export interface CoveredOptions {
  /** Smallest part of the rows a column must report in, above 0 and at most 1. Default 0.95. */
  readonly minimum?: number;
  /**
   * Last instant whose rows count, epoch milliseconds UTC. Default: all rows. Set it to the start of a backtest, so
   * that a venue is not chosen for surviving the test.
   */
  readonly until?: number;
}

/**
 * The columns that report in most rows: a fixed set of venues to compare over time.
 * A column is kept, with all its rows, if (its rows with a value) / (rows in which any column has one) ≥ minimum: a
 * hole in the whole source speaks against nobody.
 *
 * This chooses a universe by looking at the sample, by default at its whole length: whether a venue is in the result
 * on its first day depends on its last. That is right for describing a period and wrong inside a backtest, where it
 * picks survivors; there, give `until`.
 * Source: definition.
 * @param panel N columns × T rows
 * @returns the kept columns in their order, T rows; none if none reports enough
 * @throws {RangeError} if `minimum` is not in (0, 1], or no row to judge by has a value
 */
export function covered(
  panel: Panel,
  { minimum = 0.95, until = Number.POSITIVE_INFINITY }: CoveredOptions = {},
): Panel {
  if (!(minimum > 0 && minimum <= 1)) {
    throw new RangeError(
      `covered: minimum ${minimum} is not above 0 and at most 1; give a part of the rows, such as 0.95`,
    );
  }
  const { counts } = sumColumns(panel.columns, firstAfter(panel.times, until), "reporting");
  const judged = counts.reduce((rows, count) => rows + Math.min(count, 1), 0);
  if (judged === 0) {
    throw new RangeError(
      `covered: no column reports in any row${until < Number.POSITIVE_INFINITY ? ` until ${isoTime(until)}` : ""}; give a panel that has values there`,
    );
  }
  return panel.select(({ values }) => {
    let reported = 0;
    for (let t = 0; t < counts.length; t++) if (values[t] === values[t]) reported++;
    return reported / judged >= minimum;
  });
}
