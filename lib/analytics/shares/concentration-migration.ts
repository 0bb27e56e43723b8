import type { ColumnMigration } from "./column-migration.js";

/** Change of the Herfindahl–Hirschman index: change = within + entry + exit. */
export interface ConcentrationMigration {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** What came from shares moving among the columns that stayed. */
  readonly within: number;
  readonly entry: number;
  readonly exit: number;
  /** The index over the columns that stayed alone, at the earlier instant; NaN if none did or they held nothing. */
  readonly stayedBefore: number;
  /** The same at the later instant. */
  readonly stayedAfter: number;
}

/**
 * Change of the index from before to after and its parts: as a² − b² = (a + b)(a − b), each part of a share's change
 * weighed by shareBefore + shareAfter.
 * Source: definition.
 */
export function concentrationMigration(columns: readonly ColumnMigration[]): ConcentrationMigration {
  const added = (value: (column: ColumnMigration) => number): number =>
    columns.reduce((sum, column) => sum + value(column), 0);
  const before = added(({ shareBefore }) => shareBefore ** 2);
  const after = added(({ shareAfter }) => shareAfter ** 2);
  const weighed = (pick: (column: ColumnMigration) => number): number =>
    added((column) => (column.shareBefore + column.shareAfter) * pick(column));
  const stayed = columns.filter(({ presence }) => presence === "stayed");
  const index = (pick: (column: ColumnMigration) => number): number => {
    const held = stayed.reduce((sum, column) => sum + pick(column), 0);
    return stayed.reduce((sum, column) => sum + (pick(column) / held) ** 2, held > 0 ? 0 : Number.NaN);
  };
  return {
    before,
    after,
    change: after - before,
    within: weighed(({ within }) => within),
    entry: weighed(({ entry }) => entry),
    exit: weighed(({ exit }) => exit),
    stayedBefore: index(({ shareBefore }) => shareBefore),
    stayedAfter: index(({ shareAfter }) => shareAfter),
  };
}
