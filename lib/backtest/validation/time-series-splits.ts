import { checkCount, checkKnown } from "../../series/check.js";
import type { Split } from "./split.js";
import { checkRows } from "./train-around.js";

/** What `timeSeriesSplits` takes. */
export interface TimeSeriesSplitOptions {
  /** Number of splits, at least 1. */
  readonly folds: number;
  /** Test rows of each split. Default floor(T / (folds + 1)). */
  readonly test?: number;
  /** Rows between train and test that are in neither. Default 0. */
  readonly purge?: number;
  /** Most train rows, the latest ones. Default all from the first row on. */
  readonly train?: number;
}

/**
 * A given number of splits whose tests follow one another and end with the last of T rows, each trained on what came
 * before. As scikit-learn's TimeSeriesSplit, with `folds`, `test`, `purge`, `train` for its `n_splits`, `test_size`,
 * `gap`, `max_train_size`; `walkForwardSplits` starts from the first row instead.
 * @param T number of rows
 * @throws {RangeError} if the first split has no train rows, or a count is impossible
 */
export function timeSeriesSplits(
  T: number,
  { folds, test, purge = 0, train = Number.POSITIVE_INFINITY, ...others }: TimeSeriesSplitOptions,
): readonly Split[] {
  const owner = "timeSeriesSplits";
  checkKnown(others, "option", ["folds", "test", "purge", "train"], "timeSeriesSplits");
  checkRows(T, "T", owner);
  checkCount(folds, "folds", owner);
  const size = test ?? Math.floor(T / (folds + 1));
  checkCount(size, "test", owner);
  checkRows(purge, "purge", owner);
  if (train !== Number.POSITIVE_INFINITY) checkCount(train, "train", owner);
  const first = T - folds * size;
  if (first - purge < 1) {
    throw new RangeError(
      `${owner}: no train rows of ${T} are left before ${folds} tests of ${size} with purge ${purge}; make them smaller`,
    );
  }
  return Array.from({ length: folds }, (_, fold) => {
    const start = first + fold * size;
    const end = start - purge;
    return { train: [{ start: Math.max(0, end - train), end }], test: [{ start, end: start + size }] };
  });
}
