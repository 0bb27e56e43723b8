import { sumIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { sumOver } from "../columns/sum-over.js";

/** A sum over columns, with what is in it. */
export interface Total {
  /** The sum, in the unit of the panel; its identity is what all columns agree on. */
  readonly total: Series;
  /** How many columns report at each instant, unit `number`. */
  readonly coverage: Series;
  /** How many columns there are. */
  readonly columns: number;
}

/** What `total` can be asked for. */
export interface TotalOptions extends SumOptions {
  /** Name of the total. Default `total`. */
  readonly name?: string;
}

/**
 * Sum of all columns at each instant, with its coverage: total[t] = sum over j of oi[j][t].
 * By default an instant where a column is missing has no total; over those that report, an outage or an entry moves
 * the total without anybody having traded, which `linkedTotal` does not do.
 * Source: definition.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @returns total and coverage, T rows each
 * @throws {RangeError} if the columns cannot be added: none, several assets in coins, contracts, mixed sides
 */
export function total(oi: Panel, { over = "all", mixedSides = "throw", name = "total" }: TotalOptions = {}): Total {
  checkAddable(oi.columns, oi.unit, { over, mixedSides }, "total");
  const { sums, counts } = sumOver(oi.columns, oi.times, over);
  const identity = sumIdentity(oi.columns.map((column) => column.identity));
  return {
    total: new Series(oi.times, sums, name, oi.unit, identity),
    coverage: new Series(oi.times, counts, `${name} coverage`, "number", identity),
    columns: oi.columns.length,
  };
}
