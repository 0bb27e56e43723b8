import { checkChoice } from "../../series/check.js";
import type { Identity } from "../../series/identity.js";
import type { GroupField } from "./sum-by.js";

const fields: readonly GroupField[] = ["venue", "settle", "margin", "kind"];

/**
 * Columns that share a value of one identity field, by that value, in order of appearance.
 * @throws {RangeError} naming `owner`, if the field is unknown or a column lacks it
 */
export function groupColumns<C extends { readonly name: string; readonly identity: Identity }>(
  columns: readonly C[],
  field: GroupField,
  owner: string,
): ReadonlyMap<string, readonly C[]> {
  checkChoice("field", field, fields, owner);
  const groups = new Map<string, C[]>();
  for (const column of columns) {
    const value = column.identity[field];
    if (value === undefined) {
      throw new RangeError(
        `${owner}: column "${column.name}" has no ${field}; give it one in its identity, or leave it out`,
      );
    }
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [column]);
    else group.push(column);
  }
  return groups;
}
