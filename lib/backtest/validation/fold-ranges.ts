import { checkChoice } from "../../series/check.js";
import type { RowRange } from "./split.js";
import { checkRows } from "./train-around.js";

/** Where the rows go that do not divide: all to the last fold, or one each to the first ones. */
export type Remainder = "last" | "first";

/**
 * T rows cut into consecutive folds without shuffling. With `last` each has floor(T / folds) rows and the last one the
 * rest too, as skfolio's combinatorial folds; with `first` the first T mod folds of them have one row more, as
 * scikit-learn's KFold and numpy's array_split.
 * @throws {RangeError} if there are fewer than two folds, or fewer rows than folds
 */
export function foldRanges(T: number, folds: number, remainder: Remainder, owner: string): readonly RowRange[] {
  checkRows(T, "T", owner);
  checkChoice("remainder", remainder, ["last", "first"], owner);
  if (!Number.isInteger(folds) || folds < 2) {
    throw new RangeError(`${owner}: ${folds} folds cannot be trained and tested; give a whole number of at least 2`);
  }
  if (T < folds) throw new RangeError(`${owner}: ${T} rows cannot fill ${folds} folds; give fewer folds or more rows`);
  const size = Math.floor(T / folds);
  const larger = T - size * folds;
  return Array.from({ length: folds }, (_, fold) => {
    if (remainder === "last") return { start: fold * size, end: fold === folds - 1 ? T : (fold + 1) * size };
    const start = fold * size + Math.min(fold, larger);
    return { start, end: start + size + (fold < larger ? 1 : 0) };
  });
}
