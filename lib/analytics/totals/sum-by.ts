import { commonIdentity } from "../../series/identity.js";
import { type Column, Panel } from "../../series/panel.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { sumColumns } from "../columns/sum-columns.js";

/** What columns can be grouped by. */
export type GroupField = "venue" | "settle" | "margin" | "kind";

/**
 * Sum of the columns that share a value of one identity field, such as all contracts of a venue:
 * out[g][t] = sum over j in group g of oi[j][t].
 * By default a missing column makes its group NaN. A contract that expires or is listed later is missing too: use
 * `over: "reporting"` for those, knowing that its first and last instants then look like flows.
 * Source: definition.
 * @param oi open interest, N columns × T rows, NaN where not reported
 * @returns a column for each value of the field, named for it, in order of appearance; same times and unit
 * @throws {RangeError} if a column lacks the field, naming it; or if the columns of one group cannot be added
 */
export function sumBy(oi: Panel, field: GroupField, { over = "all", mixedSides = "throw" }: SumOptions = {}): Panel {
  checkField(field);
  const groups = new Map<string, Column[]>();
  for (const column of oi.columns) {
    const value = column.identity[field];
    if (value === undefined) {
      throw new RangeError(
        `sumBy: column "${column.name}" has no ${field}; give it one in its identity, or leave it out`,
      );
    }
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [column]);
    else group.push(column);
  }
  const columns = Array.from(groups, ([name, members]) => {
    checkAddable(members, oi.unit, { over, mixedSides }, `sumBy ${field} "${name}"`);
    const identity = commonIdentity(members.map((member) => member.identity));
    return { name, values: sumColumns(members, oi.length, over).sums, identity };
  });
  return new Panel(oi.times, columns, oi.unit);
}

function checkField(field: GroupField): void {
  const fields: readonly GroupField[] = ["venue", "settle", "margin", "kind"];
  if (!fields.includes(field)) throw new RangeError(`sumBy: unknown field "${field}"; known: ${fields.join(", ")}`);
}
