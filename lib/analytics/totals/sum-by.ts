import { sumIdentity } from "../../series/identity.js";
import { Panel } from "../../series/panel.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { sumOver } from "../columns/sum-over.js";
import { groupColumns } from "./group-columns.js";

/** What columns can be grouped by. */
export type GroupField = "venue" | "settle" | "margin" | "kind";

/**
 * Sum of the columns that share a value of one identity field, such as all contracts of a venue:
 * out[g][t] = sum over j in group g of oi[j][t].
 * Shares of venues, settlement currencies, margins or kinds are the shares of these sums: `shares(sumBy(oi, "settle"))`.
 * By default a missing column makes its group NaN; a future or option that is not listed yet or has expired is not missing,
 * and `over: "reporting"` adds what there is. Either way a listing and an expiry look like flows.
 * `exchangeOpenInterest` and `openInterestPerSettlementCurrency` say how many contracts are in each sum.
 * Source: definition.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @returns a column for each value of the field, named for it, in order of appearance; same times and unit
 * @throws {RangeError} if a column lacks the field, naming it; or if the columns of one group cannot be added
 */
export function sumBy(oi: Panel, field: GroupField, { over = "all", mixedSides = "throw" }: SumOptions = {}): Panel {
  const columns = Array.from(groupColumns(oi.columns, field, "sumBy"), ([name, members]) => {
    checkAddable(members, oi.unit, { over, mixedSides }, `sumBy ${field} "${name}"`);
    const identity = sumIdentity(members.map((member) => member.identity));
    return { name, values: sumOver(members, oi.times, over).sums, identity };
  });
  return new Panel(oi.times, columns, oi.unit);
}
