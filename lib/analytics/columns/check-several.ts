import type { Column } from "../../series/panel.js";

/**
 * Checks that each column has others to be held against.
 * @throws {RangeError} naming `owner`, for fewer than two
 */
export function checkSeveral(columns: readonly Pick<Column, "name">[], owner: string): void {
  if (columns.length < 2) {
    throw new RangeError(
      `${owner}: ${columns.length} column(s) leave none to compare with; give at least two venues or contracts`,
    );
  }
}
