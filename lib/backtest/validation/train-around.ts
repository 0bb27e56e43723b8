import { type RowRange, rowCount } from "./split.js";

/** Rows taken off the train side of each split; whole numbers of at least 0. */
export interface PurgeOptions {
  /**
   * Horizon of a label in rows: how long what is decided at one row goes on to earn, such as the holding time of a
   * trade. So many rows are removed on both sides of each block of test rows. Default 0.
   */
  readonly purge?: number;
  /** Rows removed after each block of test rows beyond the purge, against serial correlation. Default 0. */
  readonly embargo?: number;
}

/**
 * The rows of 0 to T − 1 that may be trained on beside the given test rows: all others but
 * - purged ones: a decision at one of the `purge` rows before a block of test rows still earns inside it, and the
 *   decisions inside still earn in the `purge` rows after it (López de Prado 2018, section 7.4.1);
 * - embargoed ones: `embargo` rows more after the block, because a market remembers (section 7.4.2).
 * Test ranges that touch are one block: no train row lies between them.
 * @param tests rising ranges, at least one
 * @throws {RangeError} naming `what` if nothing is left
 */
export function trainAround(
  T: number,
  tests: readonly RowRange[],
  purge: number,
  embargo: number,
  owner: string,
  what: string,
): readonly RowRange[] {
  const train: RowRange[] = [];
  let start = 0;
  for (const test of tests) {
    const end = test.start - purge;
    if (end > start) train.push({ start, end });
    start = test.end + purge + embargo;
  }
  if (T > start) train.push({ start, end: T });
  if (rowCount(train) === 0) {
    throw new RangeError(
      `${owner}: no train rows of ${T} are left beside ${what} with purge ${purge} and embargo ${embargo}; make them smaller, or give more rows`,
    );
  }
  return train;
}

/** @throws {RangeError} if `count` is not a whole number of at least 0 */
export function checkRows(count: number, what: string, owner: string): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`${owner}: ${what} ${count} is not a number of rows; give a whole number of at least 0`);
  }
}
