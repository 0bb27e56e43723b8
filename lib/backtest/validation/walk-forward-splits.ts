import { checkCount, checkKnown } from "../../series/check.js";
import type { Split } from "./split.js";
import { checkRows, type PurgeOptions } from "./train-around.js";

/** What `walkForwardSplits` takes. */
export interface WalkForwardOptions extends PurgeOptions {
  /** Train rows of each split; of the first one, if anchored. */
  readonly train: number;
  /** Test rows of each split. */
  readonly test: number;
  /** Rows from one test to the next. Default `test`: each row after the first train is tested once. */
  readonly step?: number;
  /** Train on all rows from the first one on, instead of on a window that moves along. Default false. */
  readonly anchored?: boolean;
  /** Keep a last test that has fewer rows than `test`. Default false: it is left out. */
  readonly partial?: boolean;
}

/**
 * Splits that train on the past and test on what came next, moving forward through T rows. Between the last train row
 * and the first test row lie purge + embargo rows that are in neither: what is decided in them, or just before, could
 * still earn inside the test. No train row follows the test, so that nothing else needs to be removed; the embargo,
 * which elsewhere goes after a test, only widens the gap here. The train side keeps its length. As skfolio's
 * WalkForward, with `train`, `test`, `anchored`, `partial`, `purge` for its `train_size`, `test_size`, `expand_train`,
 * `reduce_test`, `purged_size`.
 * @param T number of rows
 * @throws {RangeError} if not one split fits into T rows, or a count is impossible
 */
export function walkForwardSplits(
  T: number,
  {
    train,
    test,
    step = test,
    anchored = false,
    partial = false,
    purge = 0,
    embargo = 0,
    ...others
  }: WalkForwardOptions,
): readonly Split[] {
  const owner = "walkForwardSplits";
  checkKnown(
    others,
    "option",
    ["train", "test", "step", "anchored", "partial", "purge", "embargo"],
    "walkForwardSplits",
  );
  checkRows(T, "T", owner);
  checkCount(train, "train", owner);
  checkCount(test, "test", owner);
  checkCount(step, "step", owner);
  checkRows(purge, "purge", owner);
  checkRows(embargo, "embargo", owner);
  const splits: Split[] = [];
  const gap = purge + embargo;
  for (let start = train + gap; partial ? start < T : start + test <= T; start += step) {
    const end = start - gap;
    splits.push({
      train: [{ start: anchored ? 0 : end - train, end }],
      test: [{ start, end: Math.min(T, start + test) }],
    });
  }
  if (splits.length === 0) {
    throw new RangeError(
      `${owner}: train ${train}, purge ${purge}, embargo ${embargo} and test ${test} do not fit into ${T} rows; make them smaller`,
    );
  }
  return splits;
}
