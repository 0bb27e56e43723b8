import type { ColumnMigration } from "../../analytics/shares/column-migration.js";

/** A bar of a figure of migration: a column, or several taken together. All but the name are fractions of the total. */
export interface MigrationRow
  extends Pick<
    ColumnMigration,
    "name" | "presence" | "shareBefore" | "shareAfter" | "change" | "within" | "entry" | "exit"
  > {}

/**
 * Columns by falling change. Of more than `top`, those whose share changed least are summed as one at the end; a single
 * one is not, since it would take as much room.
 */
export function migrationRows(columns: readonly ColumnMigration[], top: number): readonly MigrationRow[] {
  const bySize = [...columns].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const kept = columns.length <= top + 1 ? bySize : bySize.slice(0, top);
  const byChange = [...kept].sort((a, b) => b.change - a.change);
  const rest = bySize.slice(kept.length);
  if (rest.length === 0) return byChange;
  const added = (field: "change" | "within" | "entry" | "exit" | "shareBefore" | "shareAfter"): number =>
    rest.reduce((sum, column) => sum + column[field], 0);
  const others: MigrationRow = {
    name: `${rest.length} others`,
    presence: "stayed",
    shareBefore: added("shareBefore"),
    shareAfter: added("shareAfter"),
    change: added("change"),
    within: added("within"),
    entry: added("entry"),
    exit: added("exit"),
  };
  return [...byChange, others];
}

/** How far the parts of a bar reach from zero on the side of `sign`. */
export function reachOf({ within, entry, exit }: MigrationRow, sign: 1 | -1): number {
  return [within, entry, exit].reduce((sum, part) => sum + Math.max(0, sign * part), 0);
}
