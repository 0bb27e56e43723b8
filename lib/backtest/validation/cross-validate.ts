import { checkReturnMatrix, type ReturnMatrix } from "../../statistics/return-matrix.js";
import type { SelectionOptions } from "./choose-columns.js";
import { type PurgedKFoldOptions, purgedKFold } from "./purged-k-fold.js";
import type { Split } from "./split.js";
import { checkSplits, type HoldingTime, withPurge } from "./validation-plan.js";
import { isSplits, type Validation, validated } from "./walk-forward.js";

/**
 * Purged k-fold cross-validation of a sweep: each fold gets the column that was best in the other folds, less the
 * purged and embargoed rows beside it. It uses the rows better than a walk-forward, but trains on the future of most
 * folds: the result says how well choosing generalises, not what could have been traded. Gaps, and positions at the
 * edges of folds, are as in `walkForward`.
 * @param plan folds for `purgedKFold`, with `holdingMs` in place of `purge` if you like; or splits of your own
 * @throws {RangeError} if the matrix is not sound, a split has no train rows left, or tests overlap
 */
export function crossValidate(
  matrix: ReturnMatrix,
  plan: readonly Split[] | (PurgedKFoldOptions & HoldingTime),
  options: SelectionOptions = {},
): Validation {
  checkReturnMatrix(matrix, "crossValidate");
  const T = matrix.times.length;
  const splits = isSplits(plan) ? plan : purgedKFold(T, withPurge(plan, matrix.intervalMs, "crossValidate"));
  checkSplits(splits, T, "crossValidate");
  return validated(matrix, splits, options, "crossValidate");
}
