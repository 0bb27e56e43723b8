import { checkKnown } from "../../series/check.js";
import { foldRanges, type Remainder } from "./fold-ranges.js";
import type { RowRange, Split } from "./split.js";
import { checkRows, type PurgeOptions, trainAround } from "./train-around.js";

/** What `combinatorialPurged` takes. */
export interface CombinatorialPurgedOptions extends PurgeOptions {
  /** Number of folds N, at least 2. */
  readonly folds: number;
  /** Folds k tested together in each split, from 1 to folds − 1. */
  readonly testFolds: number;
  /** Which folds hold the rows that do not divide. Default `last`, as skfolio's CombinatorialPurgedCV does. */
  readonly remainder?: Remainder;
}

/** A split that tests several folds, each of which belongs to one path. */
export interface CombinatorialSplit extends Split {
  /** The folds tested, rising, from 0; `test` has one range for each. */
  readonly testFolds: readonly number[];
  /** Path that each of the test folds belongs to, from 0. */
  readonly paths: readonly number[];
}

/** Splits of `combinatorialPurged`, and how their test folds join to paths. */
export interface CombinatorialSplits {
  /** C(N, k) splits, in lexical order of their test folds. */
  readonly splits: readonly CombinatorialSplit[];
  /** Number of paths, C(N − 1, k − 1) = C(N, k) · k / N; each covers every row once. */
  readonly pathCount: number;
  /** The rows of each fold. */
  readonly folds: readonly RowRange[];
}

const mostSplits = 100_000;

/**
 * Combinatorial purged splits: every choice of k of N folds is tested once, trained on the others, which are purged and
 * embargoed as `trainAround` says. A fold is tested in C(N − 1, k − 1) splits; the i-th of them, in order, gives it to
 * path i, so that each path is a whole history of rows that were not trained on.
 * Folds, purge, embargo and path numbers are those of skfolio's CombinatorialPurgedCV.
 * Source: López de Prado (2018), Advances in Financial Machine Learning, sections 12.3 to 12.4.
 * @param T number of rows
 * @throws {RangeError} if a split has no train rows left, there are above 100,000 splits, or a count is impossible
 */
export function combinatorialPurged(
  T: number,
  { folds, testFolds, purge = 0, embargo = 0, remainder = "last", ...others }: CombinatorialPurgedOptions,
): CombinatorialSplits {
  checkKnown(others, "option", ["folds", "testFolds", "purge", "embargo", "remainder"], "combinatorialPurged");
  checkRows(purge, "purge", "combinatorialPurged");
  checkRows(embargo, "embargo", "combinatorialPurged");
  const ranges = foldRanges(T, folds, remainder, "combinatorialPurged");
  if (!Number.isInteger(testFolds) || testFolds < 1 || testFolds >= folds) {
    throw new RangeError(
      `combinatorialPurged: ${testFolds} test folds of ${folds} leave nothing to train or to test; give 1 to ${folds - 1}`,
    );
  }
  const count = choices(folds, testFolds);
  if (count > mostSplits) {
    throw new RangeError(
      `combinatorialPurged: ${testFolds} of ${folds} folds are ${count} splits, above ${mostSplits}; give fewer folds`,
    );
  }
  const tested = new Int32Array(folds);
  const splits = combinations(folds, testFolds).map((chosen): CombinatorialSplit => {
    const test = chosen.map((fold) => ranges[fold]);
    const train = trainAround(T, test, purge, embargo, "combinatorialPurged", `test folds ${chosen.join(" and ")}`);
    return { train, test, testFolds: chosen, paths: chosen.map((fold) => tested[fold]++) };
  });
  return { splits, pathCount: choices(folds - 1, testFolds - 1), folds: ranges };
}

/** Number of ways to choose k of n. */
function choices(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return Math.round(count);
}

/** Every choice of k of 0 to n − 1, each rising, in lexical order. */
function combinations(n: number, k: number): number[][] {
  const all: number[][] = [];
  const chosen = Array.from({ length: k }, (_, place) => place);
  for (;;) {
    all.push([...chosen]);
    let place = k - 1;
    while (place >= 0 && chosen[place] === n - k + place) place--;
    if (place < 0) return all;
    chosen[place]++;
    for (let next = place + 1; next < k; next++) chosen[next] = chosen[next - 1] + 1;
  }
}
