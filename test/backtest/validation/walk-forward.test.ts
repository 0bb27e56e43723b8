import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossValidate } from "../../../lib/backtest/validation/cross-validate.js";
import { purgedKFold } from "../../../lib/backtest/validation/purged-k-fold.js";
import { splitRows } from "../../../lib/backtest/validation/split.js";
import { walkForward } from "../../../lib/backtest/validation/walk-forward.js";
import { walkForwardSplits } from "../../../lib/backtest/validation/walk-forward-splits.js";
import { hourMs } from "../../../lib/series/time.js";
import { returnMeasures } from "../../../lib/statistics/return-measures.js";
import { closeTo } from "../candles-of.js";
import { changed, matrixOf, noiseMatrix } from "./matrix-of.js";

const gap = Number.NaN;
const a = [0.02, 0.01, 0.01, 0.02, -0.03, -0.01, 0.02, 0.04];
const b = [-0.01, 0.01, 0.02, 0.04, 0.03, 0.05, -0.02, -0.04];

describe("walk-forward", () => {
  // Rows 0–1: a with 1.02 · 1.01; then rows 2–3: b with 1.02 · 1.04; then rows 4–5: b with 1.03 · 1.05.
  // Held in rows 2–3 (a), 4–5 (b), 6–7 (b).
  test("holds in each test what was best in the train before it", () => {
    const { returns, folds, efficiency, measures, selectedBy } = walkForward(
      matrixOf({ a, b }),
      { train: 2, test: 2 },
      { select: "totalReturn" },
    );
    expect([...returns.values]).toEqual([0.01, 0.02, 0.03, 0.05, -0.02, -0.04]);
    expect(returns.times[0]).toBe(3 * hourMs);
    expect(returns.unit).toBe("fraction");
    expect(folds.map(({ name }) => name)).toEqual(["a", "b", "b"]);
    expect(folds[1]).toEqual({
      fold: 1,
      trainFrom: 3 * hourMs,
      trainTo: 4 * hourMs,
      testFrom: 5 * hourMs,
      testTo: 6 * hourMs,
      trainRows: 2,
      testRows: 2,
      column: 1,
      name: "b",
      inSample: expect.closeTo(1.02 * 1.04 - 1, 14),
      outOfSample: expect.closeTo(1.03 * 1.05 - 1, 14),
    });
    const inside = Math.log(1.02 * 1.01 * 1.02 * 1.04 * 1.03 * 1.05);
    const outside = Math.log(1.01 * 1.02 * 1.03 * 1.05 * 0.98 * 0.96);
    expect(efficiency).toBeCloseTo(outside / inside, 12);
    expect(measures.totalReturn).toBeCloseTo(1.01 * 1.02 * 1.03 * 1.05 * 0.98 * 0.96 - 1, 14);
    expect(measures.conventions).toMatchObject({ n: 6, skipped: 0, periodsPerYear: 8760, ddof: 1 });
    expect(selectedBy).toBe("totalReturn");
  });

  // 1.01 · 1.02 · 1.03 · 1.05 · 0.98 · 0.96 = 1.04820…; the fall of the last two is 1 − 0.98 · 0.96 = 5.92 %; log ratio
  // 0.04708 / 0.16712 = 0.28.
  test("prints as what was tested and what came out of it", () => {
    const found = walkForward(matrixOf({ a, b }), { train: 2, test: 2 }, { select: "totalReturn" });
    const [title, numbers, ...more] = String(found).split("\n");
    expect(title).toBe("walk-forward returns of 3 folds · 6 rows · 1970-01-01T03:00Z → 1970-01-01T08:00Z");
    expect(numbers).toMatch(
      /^Sharpe ratio \d+\.\d\d for a year, total return 4\.82 %, maximum drawdown -5\.92 %; out of sample \/ in sample 0\.28 by totalReturn$/,
    );
    expect(more).toEqual([]);
    expect(inspect(found)).toBe(String(found));
  });

  // numpy 2.4: columns from the same generator; argmax of mean / std(ddof=1) · √8760 over 20 rows, held for 10 rows after
  // a gap of 2; efficiency is the ratio of the means.
  test("by the Sharpe ratio chooses and earns what numpy does", () => {
    const matrix = noiseMatrix(12, 60, 6);
    const { folds, measures, efficiency } = walkForward(matrix, { train: 20, test: 10, purge: 2 });
    expect(folds.map(({ column }) => column)).toEqual([4, 1, 4]);
    closeTo(
      folds.map(({ inSample }) => inSample),
      [6.554029371, 31.886300914, 18.163482552],
      8,
    );
    closeTo(
      folds.map(({ outOfSample }) => outOfSample),
      [45.899842795, -13.687304794, 21.149384415],
      8,
    );
    expect(measures.sharpe).toBeCloseTo(16.502854545, 8);
    expect(measures.totalReturn).toBeCloseTo(0.034541174627, 11);
    expect(efficiency).toBeCloseTo(0.942726642, 8);
  });

  test("with a holding time purges as many rows, rounded up", () => {
    const matrix = noiseMatrix(12, 60, 6);
    const byTime = walkForward(matrix, { train: 20, test: 10, holdingMs: 1.2 * hourMs });
    expect(byTime).toEqual(walkForward(matrix, { train: 20, test: 10, purge: 2 }));
    expect(() => walkForward(matrix, { train: 20, test: 10, purge: 2, holdingMs: hourMs })).toThrow(
      "walkForward: purge 2 and holdingMs 3600000 are both given; give one of them",
    );
    expect(() => walkForward(matrix, { train: 20, test: 10, holdingMs: -1 })).toThrow("holdingMs -1 is not a length");
  });

  test("takes a measure of your own, in time order and with gaps", () => {
    const seen: number[][] = [];
    const { folds, selectedBy } = walkForward(
      matrixOf({ a, b: [gap, ...b.slice(1)] }),
      { train: 3, test: 5 },
      {
        select: (returns) => {
          seen.push([...returns]);
          return -returns[2];
        },
      },
    );
    expect(seen.slice(0, 2)).toEqual([a.slice(0, 3), [gap, 0.01, 0.02]]);
    expect(folds[0]).toMatchObject({ name: "a", inSample: -0.01, outOfSample: 0.01 });
    expect(selectedBy).toBe("function");
  });

  test("chooses no column with returns in less than half of the train rows, or in fewer than asked", () => {
    const matrix = matrixOf({ rare: [0.5, gap, gap, gap, 0.1, 0.2], plain: [0.01, 0.02, 0.01, 0.02, 0.1, -0.1] });
    const chosen = (options: { minimumRows?: number }) =>
      walkForward(matrix, { train: 4, test: 2 }, { select: "totalReturn", ...options }).folds[0].name;
    expect(chosen({})).toBe("plain");
    expect(chosen({ minimumRows: 1 })).toBe("rare");
    expect(chosen({ minimumRows: 5 })).toBe("");
  });

  test("leaves rows as gaps where nothing could be chosen, or the chosen column has none", () => {
    const none = walkForward(
      matrixOf({ a: [gap, gap, 0.1, 0.2, 0.3, gap] }),
      { train: 2, test: 2 },
      { select: "totalReturn" },
    );
    expect([...none.returns.values]).toEqual([gap, gap, 0.3, gap]);
    expect(none.folds[0]).toMatchObject({ column: -1, name: "", inSample: gap, outOfSample: gap });
    expect(none.measures.conventions).toMatchObject({ n: 1, skipped: 3 });
    const spaced = walkForward(matrixOf({ a }), { train: 2, test: 1, step: 3 }, { select: "totalReturn" });
    expect([...spaced.returns.values]).toEqual([0.01, gap, gap, -0.01]);
  });

  test("has no efficiency where nothing was earned in sample, or everything was lost", () => {
    const losing = matrixOf({ a: [-0.1, -0.2, 0.1, 0.2] });
    expect(walkForward(losing, { train: 2, test: 2 }, { select: "totalReturn" }).efficiency).toBeNaN();
    const ruined = matrixOf({ a: [0.1, 0.2, -1, 0] });
    expect(walkForward(ruined, { train: 2, test: 2 }, { select: "totalReturn" }).efficiency).toBeNaN();
  });

  test("refuses tests that overlap, train rows after a test, and unsound splits", () => {
    const matrix = matrixOf({ a, b });
    expect(() => walkForward(matrix, { train: 2, test: 3, step: 1 })).toThrow(
      "walkForward: row 3 is tested by split 1 and by one before it; let no tests overlap",
    );
    expect(() => walkForward(matrix, purgedKFold(8, { folds: 2 }))).toThrow(
      "walkForward: split 0 trains on row 7, after its first test row 0; use crossValidate for such splits",
    );
    const split = (train: [number, number], tested: [number, number]) => [
      { train: [{ start: train[0], end: train[1] }], test: [{ start: tested[0], end: tested[1] }] },
    ];
    expect(() => walkForward(matrix, [])).toThrow("walkForward: there are no splits; give at least one");
    expect(() => walkForward(matrix, split([0, 3], [2, 4]))).toThrow(
      "walkForward: row 2 is in train and test of split 0",
    );
    expect(() => walkForward(matrix, split([0, 2], [2, 9]))).toThrow(
      "walkForward: test rows of split 0, 2 to before 9, do not rise within 8 rows",
    );
    expect(() => walkForward(matrix, [{ train: [], test: [] }])).toThrow("there are no train rows of split 0");
    expect(() => walkForward(matrix, { train: 2, test: 2 }, { select: "sortino" as "sharpe" })).toThrow(
      'walkForward: unknown select "sortino"; known: sharpe, totalReturn',
    );
    expect(() => walkForward(matrix, { train: 2, test: 2 }, { minimumRows: 0 })).toThrow("minimumRows 0 is not");
    expect(() => walkForward(matrixOf({ a: [0, -2] }), { train: 1, test: 1 })).toThrow("walkForward: return -2 of");
  });
});

describe("the choice of a fold", () => {
  const plan = { train: 15, test: 10, purge: 3 };

  test("depends on nothing at or after its purge: other returns there leave it, to the bit", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(2), fc.boolean(), (seed, fold, anchored) => {
        const matrix = noiseMatrix(seed, 60, 5);
        const known = walkForward(matrix, { ...plan, anchored }).folds;
        const end = 15 + 10 * fold;
        const other = noiseMatrix(seed + 1, 60, 5);
        const altered = changed(matrix, (value, row, j) => (row < end ? value : 10 * other.columns[j][row]));
        walkForward(altered, { ...plan, anchored })
          .folds.slice(0, fold + 1)
          .forEach(({ column, inSample }, index) => {
            expect([column, inSample]).toEqual([known[index].column, known[index].inSample]);
          });
      }),
      { seed: 6, numRuns: 30 },
    );
  });

  test("in k-fold depends on no row of the test, nor on one that was purged or embargoed", () => {
    const matrix = noiseMatrix(4, 60, 5);
    const splits = purgedKFold(60, { folds: 5, purge: 2, embargo: 1 });
    const known = crossValidate(matrix, splits).folds;
    const other = noiseMatrix(5, 60, 5);
    splits.forEach(({ train }, fold) => {
      const isTrain = new Set(splitRows(train));
      const altered = changed(matrix, (value, row, j) => (isTrain.has(row) ? value : 10 * other.columns[j][row]));
      const { column, inSample } = crossValidate(altered, splits).folds[fold];
      expect([column, inSample]).toEqual([known[fold].column, known[fold].inSample]);
    });
  });

  test("is what measuring each column's train rows one by one gives", () => {
    const gaps = fc.record({ seed: fc.nat(1e6), share: fc.double({ min: 0, max: 0.7, noNaN: true }) });
    fc.assert(
      fc.property(gaps, fc.constantFrom("sharpe" as const, "totalReturn" as const), ({ seed, share }, select) => {
        const holes = noiseMatrix(seed + 9, 50, 4);
        const matrix = changed(noiseMatrix(seed, 50, 4), (value, row, j) =>
          holes.columns[j][row] * 50 + 0.5 < share ? gap : value,
        );
        const splits = walkForwardSplits(50, { train: 13, test: 7, purge: 1, anchored: seed % 2 === 0 });
        walkForward(matrix, splits, { select }).folds.forEach(({ column, inSample, trainRows }, fold) => {
          const train = splitRows(splits[fold].train);
          let best = -1;
          let highest = gap;
          matrix.columns.forEach((values, j) => {
            const measured = returnMeasures(
              Float64Array.from(train, (row) => values[row]),
              8760,
            );
            if (measured.conventions.n < trainRows / 2 || Number.isNaN(measured[select])) return;
            if (measured[select] <= highest) return;
            best = j;
            highest = measured[select];
          });
          expect(column).toBe(best);
          if (best >= 0) expect(Math.abs(inSample - highest)).toBeLessThan(1e-11 * (1 + Math.abs(highest)));
          else expect(inSample).toBeNaN();
        });
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test("is the same strategy however the columns are ordered, and whatever the scale of returns", () => {
    const matrix = noiseMatrix(8, 60, 5);
    const order = [3, 0, 4, 1, 2];
    const shuffled = {
      ...matrix,
      names: order.map((j) => matrix.names[j]),
      columns: order.map((j) => matrix.columns[j]),
    };
    const known = walkForward(matrix, plan);
    const found = walkForward(shuffled, plan);
    expect(found.returns.values).toEqual(known.returns.values);
    expect(found.folds.map(({ name }) => name)).toEqual(known.folds.map(({ name }) => name));
    const halved = walkForward(
      changed(matrix, (value) => value / 2),
      plan,
    );
    expect(halved.folds.map(({ column }) => column)).toEqual(known.folds.map(({ column }) => column));
  });
});

// numpy 2.4, as above, with folds of 12 rows, one row purged on both sides and one embargoed.
test("k-fold chooses and earns what numpy does", () => {
  const { folds, measures, returns } = crossValidate(noiseMatrix(12, 60, 6), { folds: 5, purge: 1, embargo: 1 });
  expect(folds.map(({ column }) => column)).toEqual([1, 4, 1, 4, 4]);
  expect(measures.sharpe).toBeCloseTo(-11.867660338, 8);
  expect(measures.totalReturn).toBeCloseTo(-0.043936408491, 11);
  expect(returns.length).toBe(60);
});

test("what is no plan or no matrix is refused, with what to give", () => {
  const matrix = matrixOf({ a, b });
  expect(() => walkForward(matrix, undefined as never)).toThrow(
    new TypeError("walkForward: plan undefined has no sizes; give { train, test }, in rows or folds"),
  );
  expect(() => crossValidate(matrix, undefined as never)).toThrow(
    "crossValidate: plan undefined has no sizes; give { folds },",
  );
  expect(() => walkForward(undefined as never, { train: 2, test: 2 })).toThrow(
    "walkForward: undefined is no return matrix; give sweep.returns",
  );
});
