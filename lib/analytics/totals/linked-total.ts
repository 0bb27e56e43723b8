import { sumIdentity } from "../../series/identity.js";
import type { Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { sumColumns } from "../columns/sum-columns.js";
import { chainLink } from "./chain-link.js";

/** What `linkedTotal` can be asked for. */
export interface LinkedTotalOptions extends Pick<SumOptions, "mixedSides"> {
  /** Name of the result. Default `linked total`. */
  readonly name?: string;
}

/**
 * Total open interest in which a venue that appears, stops or pauses is not a flow: a chain-linked index.
 * It starts at the first total and grows with the columns present at both ends of each step:
 * linked[t] = linked[s] × (sum of oi[j][t] / sum of oi[j][s], over the j present at both s and t), where s is the last
 * row before t that has a positive value; without gaps s = t − 1.
 *
 * A row in which no column reports is NaN, and the next is linked to the row before the hole, so that the change over
 * the hole is in the level but in no single step: the step out of the hole starts from a NaN. A row that shares no
 * column with s is NaN too. What a column does while it is missing is lost, as with any chain-linked index: after long
 * or many outages the level is an index and no longer the open interest. Anchored at the start, so no later row changes
 * an earlier one.
 * Source: definition; chain-linking as price indices do it (IMF and others, Consumer Price Index Manual: Concepts and Methods, 2020).
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @returns T rows in the unit of the panel
 * @throws {RangeError} if the columns cannot be added (none, several assets in coins, contracts, mixed sides), or at
 *   the first negative value
 */
export function linkedTotal(
  oi: Panel,
  { mixedSides = "throw", name = "linked total" }: LinkedTotalOptions = {},
): Series {
  checkAddable(oi.columns, oi.unit, { mixedSides }, "linkedTotal");
  checkNotNegative(oi.times, oi.columns, "linkedTotal");
  const linked = sumColumns(oi.columns, oi.length, "reporting").sums;
  const columns = oi.columns.map((column) => column.values);
  chainLink(linked, (from, to) => growth(columns, from, to));
  const identity = sumIdentity(oi.columns.map((column) => column.identity));
  return new Series(oi.times, linked, name, oi.unit, identity);
}

/** Sum at row `t` over sum at row `from`, of the columns present at both; NaN if there is none or it was zero. */
function growth(columns: readonly Float64Array[], from: number, t: number): number {
  let before = 0;
  let after = 0;
  for (let j = 0; j < columns.length; j++) {
    const values = columns[j];
    const old = values[from];
    const now = values[t];
    if (old === old && now === now) {
      before += old;
      after += now;
    }
  }
  return before > 0 ? after / before : Number.NaN;
}
