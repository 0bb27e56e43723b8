import type { Column } from "../../series/panel.js";

/** What columns can differ in. */
export type ColumnField = "venue" | "settle" | "margin" | "kind" | "instrument";

const grouped: readonly ColumnField[] = ["venue", "settle", "margin", "kind"];

/**
 * The field of the identity that tells columns apart, for a title that says what they are: the one whose values they
 * are named for, as `sumBy` names them; else their venues, if each has another; else their instruments, if each has
 * one. Undefined where none does, and for no columns.
 */
export function toldApartBy(columns: readonly Pick<Column, "name" | "identity">[]): ColumnField | undefined {
  if (columns.length === 0) return undefined;
  const named = grouped.find((field) => columns.every(({ name, identity }) => identity[field] === name));
  if (named !== undefined) return named;
  const venues = new Set(columns.flatMap(({ identity }) => identity.venue ?? []));
  if (venues.size === columns.length) return "venue";
  return columns.every(({ identity }) => identity.instrument !== undefined) ? "instrument" : undefined;
}
