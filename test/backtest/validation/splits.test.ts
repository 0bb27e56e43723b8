import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combinatorialPurged } from "../../../lib/backtest/validation/combinatorial-purged.js";
import { purgedKFold } from "../../../lib/backtest/validation/purged-k-fold.js";
import { type RowRange, type Split, splitRows } from "../../../lib/backtest/validation/split.js";
import { timeSeriesSplits } from "../../../lib/backtest/validation/time-series-splits.js";
import { walkForwardSplits } from "../../../lib/backtest/validation/walk-forward-splits.js";

const rows = (ranges: readonly RowRange[]): number[] => [...splitRows(ranges)];
const listed = (splits: readonly Split[]) => splits.map(({ train, test }) => [rows(train), rows(test)]);

describe("walk-forward splits", () => {
  // Ten rows: train 4, test 2. The fourth test would need rows 10 and 11.
  test("train on a window that moves with the test", () => {
    expect(listed(walkForwardSplits(10, { train: 4, test: 2 }))).toEqual([
      [
        [0, 1, 2, 3],
        [4, 5],
      ],
      [
        [2, 3, 4, 5],
        [6, 7],
      ],
      [
        [4, 5, 6, 7],
        [8, 9],
      ],
    ]);
  });

  test("train on all the past where anchored, and leave purge and embargo rows between", () => {
    expect(listed(walkForwardSplits(10, { train: 3, test: 2, purge: 1, embargo: 1, anchored: true }))).toEqual([
      [
        [0, 1, 2],
        [5, 6],
      ],
      [
        [0, 1, 2, 3, 4],
        [7, 8],
      ],
    ]);
  });

  test("take a last short test only where asked, and move by the step", () => {
    expect(listed(walkForwardSplits(6, { train: 3, test: 2, partial: true }))).toEqual([
      [
        [0, 1, 2],
        [3, 4],
      ],
      [[2, 3, 4], [5]],
    ]);
    expect(listed(walkForwardSplits(7, { train: 2, test: 1, step: 3 }))).toEqual([
      [[0, 1], [2]],
      [[3, 4], [5]],
    ]);
  });

  test("that do not fit are refused", () => {
    expect(() => walkForwardSplits(5, { train: 4, test: 2 })).toThrow(
      "walkForwardSplits: train 4, purge 0, embargo 0 and test 2 do not fit into 5 rows; make them smaller",
    );
    expect(() => walkForwardSplits(5, { train: 0, test: 2 })).toThrow("walkForwardSplits: train 0 is not a number of");
    expect(() => walkForwardSplits(9, { train: 2, test: 2, purge: -1 })).toThrow("walkForwardSplits: purge -1 is not");
    expect(() => walkForwardSplits(9, { train: 2, test: 2, step: 1.5 })).toThrow("walkForwardSplits: step 1.5 is not");
    expect(() => walkForwardSplits(0, { train: 1, test: 1 })).toThrow("do not fit into 0 rows");
  });
});

describe("purged k-fold", () => {
  // Eleven rows in three folds 0–3, 4–7, 8–10. Fold 1 tested: rows 3 and 8 are purged, row 9 is embargoed.
  test("removes the purge on both sides of the test and the embargo after it", () => {
    expect(listed(purgedKFold(11, { folds: 3, purge: 1, embargo: 1 }))).toEqual([
      [
        [6, 7, 8, 9, 10],
        [0, 1, 2, 3],
      ],
      [
        [0, 1, 2, 10],
        [4, 5, 6, 7],
      ],
      [
        [0, 1, 2, 3, 4, 5, 6],
        [8, 9, 10],
      ],
    ]);
  });

  // scikit-learn 1.9: KFold(4).split(range(10)) tests 0–2, 3–5, 6–7, 8–9; the rest to the last fold where asked.
  test("gives the rows that do not divide to the first folds, or to the last", () => {
    const tests = (remainder: "first" | "last") =>
      purgedKFold(10, { folds: 4, remainder }).map(({ test: [range] }) => [range.start, range.end]);
    // biome-ignore format: pairs
    expect(tests("first")).toEqual([[0, 3], [3, 6], [6, 8], [8, 10]]);
    // biome-ignore format: pairs
    expect(tests("last")).toEqual([[0, 2], [2, 4], [4, 6], [6, 10]]);
  });

  test("without train rows left, or with impossible counts, is refused", () => {
    expect(() => purgedKFold(6, { folds: 3, purge: 2 })).toThrow(
      "purgedKFold: no train rows of 6 are left beside fold 1 with purge 2 and embargo 0; make them smaller, or give more rows",
    );
    expect(() => purgedKFold(6, { folds: 1 })).toThrow("purgedKFold: 1 folds cannot be trained and tested");
    expect(() => purgedKFold(2, { folds: 3 })).toThrow("purgedKFold: 2 rows cannot fill 3 folds");
    expect(() => purgedKFold(6, { folds: 3, embargo: 0.5 })).toThrow(
      "purgedKFold: embargo 0.5 is not a number of rows",
    );
    expect(() => purgedKFold(6, { folds: 3, remainder: "middle" as "last" })).toThrow(
      'purgedKFold: unknown remainder "middle"; known: last, first',
    );
  });
});

describe("combinatorial purged splits", () => {
  // Folds 0–1, 2–3, 4–5, 6–8 of nine rows, two tested. Each fold is tested three times: three paths.
  test("test every pair of folds, and number each fold's turns as paths", () => {
    const { splits, pathCount, folds } = combinatorialPurged(9, { folds: 4, testFolds: 2 });
    expect(folds[3]).toEqual({ start: 6, end: 9 });
    expect(pathCount).toBe(3);
    expect(splits.map(({ testFolds }) => testFolds.join(""))).toEqual(["01", "02", "03", "12", "13", "23"]);
    expect(splits.map(({ paths }) => paths.join(""))).toEqual(["00", "10", "20", "11", "21", "22"]);
    expect(listed(splits)[1]).toEqual([
      [2, 3, 6, 7, 8],
      [0, 1, 4, 5],
    ]);
  });

  test("test each row once on each path, and never train within the purge of a test", () => {
    const counts = fc.record({
      folds: fc.integer({ min: 2, max: 7 }),
      chosen: fc.integer({ min: 1, max: 6 }),
      purge: fc.integer({ min: 0, max: 3 }),
      embargo: fc.integer({ min: 0, max: 3 }),
      extra: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(counts, ({ folds, chosen, purge, embargo, extra }) => {
        const testFolds = Math.min(chosen, folds - 1);
        const T = folds * 10 + extra;
        const { splits, pathCount } = combinatorialPurged(T, { folds, testFolds, purge, embargo });
        const tested = Array.from({ length: pathCount }, () => new Uint8Array(T));
        for (const split of splits) {
          split.test.forEach((range, place) => {
            for (const row of rows([range])) tested[split.paths[place]][row]++;
          });
          const isTest = new Set(rows(split.test));
          const isTrain = new Set(rows(split.train));
          for (let row = 0; row < T; row++) {
            let isBarred = isTest.has(row);
            for (let near = 1; near <= purge; near++) isBarred ||= isTest.has(row + near);
            for (let near = 1; near <= purge + embargo; near++) isBarred ||= isTest.has(row - near);
            if (isTrain.has(row) === isBarred) expect.fail(`row ${row} of ${T} in ${JSON.stringify(split)}`);
          }
        }
        for (const path of tested) expect(path.every((count) => count === 1)).toBe(true);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test("without train rows left, or of too many splits, are refused", () => {
    expect(() => combinatorialPurged(9, { folds: 3, testFolds: 2, purge: 3 })).toThrow(
      "combinatorialPurged: no train rows of 9 are left beside test folds 0 and 1 with purge 3 and embargo 0",
    );
    expect(() => combinatorialPurged(9, { folds: 3, testFolds: 3 })).toThrow(
      "combinatorialPurged: 3 test folds of 3 leave nothing to train or to test; give 1 to 2",
    );
    expect(() => combinatorialPurged(900, { folds: 30, testFolds: 15 })).toThrow(
      "combinatorialPurged: 15 of 30 folds are 155117520 splits, above 100000; give fewer folds",
    );
  });
});

test("splits up to the last row without train rows before the first test are refused", () => {
  expect(() => timeSeriesSplits(8, { folds: 3, test: 2, purge: 2 })).toThrow(
    "timeSeriesSplits: no train rows of 8 are left before 3 tests of 2 with purge 2; make them smaller",
  );
  // Ten rows, two tests of three: 4–6 and 7–9, trained on the two rows before a gap of one.
  expect(listed(timeSeriesSplits(10, { folds: 2, purge: 1, train: 2 }))).toEqual([
    [
      [1, 2],
      [4, 5, 6],
    ],
    [
      [4, 5],
      [7, 8, 9],
    ],
  ]);
});

interface SplitCase {
  readonly id: string;
  readonly fn: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly expected: unknown;
}
interface CombinatorialCase {
  readonly n_paths: number;
  readonly splits: readonly { readonly train: number[]; readonly tests: readonly number[][] }[];
  readonly path_ids: readonly number[][];
}

const file = new URL("../../../../shared/oracles/10_cv_splits.json", import.meta.url);
const isAbsent = !existsSync(file);
const cases = isAbsent ? [] : (JSON.parse(readFileSync(file, "utf8")) as { cases: SplitCase[] }).cases;

describe.skipIf(isAbsent)(
  "splits are those of skfolio and scikit-learn (skipped where ../shared/oracles is absent)",
  () => {
    test.each(cases.map((each) => [each.id, each] as const))("%s", (_, { fn, inputs, expected }) => {
      const { n, purge, embargo } = inputs;
      if (fn === "combinatorial_purged_cv") {
        const known = expected as CombinatorialCase;
        const { n_folds: folds, n_test_folds: testFolds } = inputs;
        const { splits, pathCount } = combinatorialPurged(n, { folds, testFolds, purge, embargo });
        expect(pathCount).toBe(known.n_paths);
        expect(splits.map(({ paths }) => paths)).toEqual(known.path_ids);
        const found = splits.map(({ train, test }) => ({
          train: rows(train),
          tests: test.map((range) => rows([range])),
        }));
        expect(found).toEqual(known.splits);
        return;
      }
      const splits =
        fn === "walk_forward"
          ? walkForwardSplits(n, {
              train: inputs.train_size,
              test: inputs.test_size,
              purge: inputs.purged_size ?? 0,
              anchored: Boolean(inputs.expend_train),
              partial: Boolean(inputs.reduce_test),
            })
          : timeSeriesSplits(n, {
              folds: inputs.n_splits,
              test: inputs.test_size,
              purge: inputs.gap ?? 0,
              train: inputs.max_train_size ?? Number.POSITIVE_INFINITY,
            });
      expect(splits.map(({ train, test }) => ({ train: rows(train), test: rows(test) }))).toEqual(expected);
    });
  },
);

// A misspelt guard would leave train and test side by side without a word.
test("splits refuse options they do not know", () => {
  const misspelt = { train: 10, test: 5, purg: 3 };
  expect(() => walkForwardSplits(100, misspelt)).toThrow(
    /^walkForwardSplits: unknown option "purg"; known: train, test/,
  );
  expect(() => purgedKFold(100, { folds: 5, embarg: 3 } as { folds: number })).toThrow('unknown option "embarg"');
  const paths = { folds: 5, testFolds: 2, embargos: 3 };
  expect(() => combinatorialPurged(100, paths)).toThrow('unknown option "embargos"');
  const nested = { folds: 5, purges: 3 };
  expect(() => timeSeriesSplits(100, nested)).toThrow('unknown option "purges"');
});
