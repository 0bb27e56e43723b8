import { checkKnown } from "../../series/check.js";
import { foldRanges, type Remainder } from "./fold-ranges.js";
import type { Split } from "./split.js";
import { checkRows, type PurgeOptions, trainAround } from "./train-around.js";

/** What `purgedKFold` takes. */
export interface PurgedKFoldOptions extends PurgeOptions {
  /** Number of folds, at least 2; each is the test side of one split. */
  readonly folds: number;
  /** Which folds hold the rows that do not divide. Default `first`, as scikit-learn's KFold does. */
  readonly remainder?: Remainder;
}

/**
 * K-fold splits of T rows in time order, each fold tested once against the others, with the train rows purged and
 * embargoed as `trainAround` says. Train rows lie after the test rows too: this judges a choice, it is no simulation of
 * trading. Without purge and embargo it is scikit-learn's KFold without shuffling.
 * The embargo begins after the purge, so that purge + embargo rows go after a test fold.
 * Source: López de Prado (2018), Advances in Financial Machine Learning, section 7.4.
 * @param T number of rows
 * @throws {RangeError} if a split has no train rows left, or a count is impossible
 */
export function purgedKFold(
  T: number,
  { folds, purge = 0, embargo = 0, remainder = "first", ...others }: PurgedKFoldOptions,
): readonly Split[] {
  checkKnown(others, "option", ["folds", "purge", "embargo", "remainder"], "purgedKFold");
  checkRows(purge, "purge", "purgedKFold");
  checkRows(embargo, "embargo", "purgedKFold");
  return foldRanges(T, folds, remainder, "purgedKFold").map((test, fold) => ({
    train: trainAround(T, [test], purge, embargo, "purgedKFold", `fold ${fold}`),
    test: [test],
  }));
}
