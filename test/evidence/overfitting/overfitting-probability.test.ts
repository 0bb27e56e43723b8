import fc from "fast-check";
import { expect, test } from "vitest";
import { overfittingProbability } from "../../../lib/evidence/overfitting/overfitting-probability.js";
import { philoxStream } from "../../../lib/evidence/random/philox.js";
import { fourStrategies } from "../sharpe/returns.js";
import { mean, naiveSplits, sharpe, total } from "./naive.js";

// 83 rows of 7 strategies, so that 8 blocks leave 3 rows over and the middle rank has a logit of 0.
const waves = Array.from({ length: 7 }, (_, j) =>
  Array.from({ length: 83 }, (_, row) => {
    const t = row + 1;
    return 0.01 * Math.sin((t * t * (j + 1)) / 10) + 0.0005 * (j - 2) * Math.cos(t / 20);
  }),
);

// pypbo (commit ddbc631) under numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0: pbo(M, S, metric, 0), with metrics
// mean / std(ddof=1), mean, and prod(1 + r) − 1.
test.each([
  ["sharpe", fourStrategies, 4, 0.3333333333333333, 0, -0.6543839492176512, 0.5115347847967894, 0.39346682505436703],
  [
    "sharpe",
    fourStrategies,
    8,
    0.5571428571428569,
    2 / 70,
    -0.666000654989944,
    0.48471965035726255,
    0.46235011663586956,
  ],
  ["sharpe", waves, 8, 0.4714285714285714, 33 / 70, -0.3559209942675801, 0.05748984675255531, 0.020941033805775014],
  ["mean", waves, 8, 0.4, 0.4, -0.20029243596284585, 0.00040782361957171314, 0.007707057176556099],
  ["total", waves, 8, 0.4142857142857143, 31 / 70, -0.19347555532940094, 0.015161395470414332, 0.008410608631515912],
  ["sharpe", waves, 12, 0.38961038961038963, 375 / 924, -0.5202467028305283, 0.16369182062082674, 0.10868884158863203],
] as const)("by %s it is that of pypbo", (measure, columns, blocks, probability, loss, slope, intercept, rSquared) => {
  const result = overfittingProbability(columns, { measure, blocks });
  expect(result.probability).toBeCloseTo(probability, 12);
  expect(result.probabilityOfLoss).toBeCloseTo(loss, 12);
  expect(result.degradation.slope).toBeCloseTo(slope, 9);
  expect(result.degradation.intercept).toBeCloseTo(intercept, 9);
  expect(result.degradation.rSquared).toBeCloseTo(rSquared, 9);
});

// pypbo, the same call: mean, standard deviation and median of the logits; the frame of stochastic dominance at levels
// 0, 250, 500 and 999 of 1,000.
test("logits and dominance are those of pypbo", () => {
  const { logits, logit, dominance } = overfittingProbability(waves, { blocks: 12 });
  expect(logits.length).toBe(924);
  expect(logits.filter((value) => value === 0).length).toBe(154);
  expect(logit.mean).toBeCloseTo(0.4298799011053915, 11);
  expect(logit.deviation).toBeCloseTo(1.037429194031, 11);
  expect(logit.median).toBeCloseTo(0.5108256237659907, 12);
  expect(dominance.levels[0]).toBeCloseTo(-0.57424198633335, 10);
  expect(dominance.levels[999]).toBeCloseTo(0.34357386668671636, 10);
  const chosen = [0.0010822510822510823, 0.025974025974025976, 0.13528138528138528, 1];
  const all = [0.00030921459492888067, 0.03277674706246135, 0.2990105132962276, 0.9679962894248609];
  [0, 250, 500, 999].forEach((level, place) => {
    expect(dominance.chosen[level]).toBeCloseTo(chosen[place], 12);
    expect(dominance.all[level]).toBeCloseTo(all[place], 12);
  });
  expect([dominance.firstOrder, dominance.secondOrder]).toEqual([false, false]);
});

test.each([
  ["sharpe", sharpe],
  ["mean", mean],
  ["total", total],
] as const)("by %s every split is as putting its rows together makes it", (measure, naive) => {
  const columns = waves.map((column) => column.slice(3));
  const expected = naiveSplits(columns, 8, naive);
  const { inSample, outOfSample, logits } = overfittingProbability(columns, { measure, blocks: 8 });
  const order = (values: Iterable<number>): number[] => [...values].sort((one, other) => one - other);
  const pairs: [Float64Array, number[]][] = [
    [inSample, expected.map((split) => split.inSample)],
    [outOfSample, expected.map((split) => split.outOfSample)],
    [logits, expected.map((split) => split.logit)],
  ];
  for (const [values, others] of pairs) {
    expect(values.length).toBe(others.length);
    const sorted = order(others);
    order(values).forEach((value, place) => {
      expect(value).toBeCloseTo(sorted[place], 12);
    });
  }
});

// By hand: two blocks, means 1 and 2 per cent against 3 and 1: the second is best in the first block and worst of two in
// the second, the first the other way round. So ω = 1/3, logit −ln 2, in both splits.
test("two strategies that take turns are always chosen wrongly", () => {
  const result = overfittingProbability(
    [
      [0.01, 0.01, 0.02, 0.02],
      [0.03, 0.03, 0.01, 0.01],
    ],
    { measure: "mean", blocks: 2 },
  );
  expect(result.probability).toBe(1);
  expect([...result.chosen]).toEqual([1, 0]);
  expect([...result.logits]).toEqual([expect.closeTo(-Math.LN2, 14), expect.closeTo(-Math.LN2, 14)]);
  expect([...result.inSample]).toEqual([0.03, 0.02]);
  expect([...result.outOfSample]).toEqual([0.01, 0.01]);
});

function noise(strategies: number, rows: number, seed: number): number[][] {
  return Array.from({ length: strategies }, (_, j) => {
    const stream = philoxStream(seed, j);
    return Array.from({ length: rows }, () => 0.01 * stream.normal());
  });
}

test("a strategy with skill is chosen in every split, and beats chance at every level", () => {
  const skilled = noise(20, 400, 1).map((column, j) => (j === 7 ? column.map((value) => value + 0.01) : column));
  const result = overfittingProbability(skilled, { blocks: 10 });
  expect(result.probability).toBe(0);
  expect(result.probabilityOfLoss).toBe(0);
  expect(new Set(result.chosen)).toEqual(new Set([7]));
  expect(result.logits.every((logit) => Math.abs(logit - Math.log(20)) < 1e-12)).toBe(true);
  expect([result.dominance.firstOrder, result.dominance.secondOrder]).toEqual([true, true]);
});

test("of strategies without skill the choice tells nothing: some one half over many draws", () => {
  const probabilities = Array.from(
    { length: 60 },
    (_, draw) => overfittingProbability(noise(20, 160, 100 + draw), { blocks: 8 }).probability,
  );
  expect(Math.abs(mean(probabilities) - 0.5)).toBeLessThan(0.06);
});

test("order and scale of the strategies change nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0.1, max: 10, noNaN: true }), (seed, scale) => {
      const columns = noise(5, 48, seed);
      const { probability, probabilityOfLoss } = overfittingProbability(columns, { blocks: 6 });
      const moved = overfittingProbability([...columns].reverse(), { blocks: 6 });
      const scaled = overfittingProbability(
        columns.map((column) => column.map((value) => scale * value)),
        { blocks: 6 },
      );
      expect([moved.probability, moved.probabilityOfLoss]).toEqual([probability, probabilityOfLoss]);
      expect([scaled.probability, scaled.probabilityOfLoss]).toEqual([probability, probabilityOfLoss]);
    }),
    { seed: 4, numRuns: 25 },
  );
});

// By hand: of three that are the same all rank (1 + 2 + 3) / 3 = 2 of 3, ω = 2/4, logit 0, which counts as overfitted.
test("equals share their rank, and the first of them is chosen", () => {
  const [one] = fourStrategies;
  const { probability, chosen, logits } = overfittingProbability([one, one, one], { blocks: 4 });
  expect(probability).toBe(1);
  expect([...new Set([...chosen, ...logits])]).toEqual([0]);
});

test.each(["sharpe", "mean", "total"] as const)(
  "strategies whose %s differs by rounding alone are equal: rows in another order within their blocks",
  (measure) => {
    const random = philoxStream(4, 0);
    const one = Array.from({ length: 80 }, () => 0.02 * random.normal());
    const backwards = one.map((_, row) => one[10 * Math.floor(row / 10) + 9 - (row % 10)]);
    const { chosen, logits } = overfittingProbability([one, backwards], { blocks: 8, measure });
    expect(chosen.every((column) => column === 0)).toBe(true);
    // Both share the rank 1.5 of 2: ω = 0.5.
    expect(logits.every((logit) => logit === 0)).toBe(true);
  },
);

test("the scale of returns splits no equals", () => {
  // Many ties: every return is −1, 0 or 1 times the same. 100/64 is exact, 0.1 is not.
  const random = philoxStream(9, 0);
  const steps = Array.from({ length: 12 }, () => Array.from({ length: 64 }, () => random.integer(3) - 1));
  for (const measure of ["sharpe", "mean"] as const) {
    const { probability, probabilityOfLoss, chosen } = overfittingProbability(steps, { blocks: 8, measure });
    for (const scale of [100 / 64, 0.1, 0.003]) {
      const scaled = overfittingProbability(
        steps.map((column) => column.map((value) => value * scale)),
        { blocks: 8, measure },
      );
      expect(scaled.probability).toBe(probability);
      expect(scaled.probabilityOfLoss).toBe(probabilityOfLoss);
      expect(scaled.chosen).toEqual(chosen);
    }
  }
});

test("a strategy that is flat in a half has 0 there, and is counted", () => {
  const [one, two] = fourStrategies;
  const idle = one.map((value, row) => (row < 20 ? value : 0));
  const result = overfittingProbability([one.map(() => 0), idle, two.map((value) => -Math.abs(value))], { blocks: 2 });
  // The first column in both halves, the second in the later one.
  expect(result.conventions.flat).toBe(3);
  expect([...result.inSample]).toEqual([expect.closeTo(sharpe(one.slice(0, 20)), 12), 0]);
  expect([...result.chosen]).toEqual([1, 0]);
});

test("a return that never moves has no Sharpe ratio at any level", () => {
  const [one, two] = fourStrategies;
  const { conventions } = overfittingProbability([one, two, one.map(() => 0.1)], { blocks: 4 });
  expect(conventions.flat).toBe(6);
});

test("rows that one lacks are left out of all, and the first of those left over", () => {
  const gap = waves.map((column, j) => (j === 2 ? column.with(50, NaN).with(51, NaN) : column));
  const without = waves.map((column) => column.toSpliced(50, 2));
  const result = overfittingProbability(gap, { blocks: 8 });
  expect(result.conventions).toEqual({
    measure: "sharpe",
    strategies: 7,
    blocks: 8,
    splits: 70,
    rows: 80,
    skipped: 2,
    dropped: 1,
    flat: 0,
    ddof: 1,
  });
  const shorter = overfittingProbability(
    without.map((column) => column.slice(1)),
    { blocks: 8 },
  );
  expect([...result.logits]).toEqual([...shorter.logits]);
});

test("a matrix of returns is judged as its columns", () => {
  const times = Float64Array.from(fourStrategies[0], (_, t) => t * 3.6e6);
  const columns = fourStrategies.map((column) => Float64Array.from(column));
  const matrix = { times, intervalMs: 3.6e6, names: ["a", "b", "c", "d"], columns };
  expect(overfittingProbability(matrix, { blocks: 8 })).toEqual(overfittingProbability(fourStrategies, { blocks: 8 }));
});

// By hand: the first loses all in the first block and is best in the second.
test("a total loss is the worst and no gap", () => {
  const columns = [
    [-1, 0, 0.1, 0.1],
    [0, 0, 0, 0],
  ];
  const { chosen, inSample, outOfSample } = overfittingProbability(columns, { measure: "total", blocks: 2 });
  expect([...chosen]).toEqual([1, 0]);
  expect([...inSample]).toEqual([0, expect.closeTo(0.21, 14)]);
  expect([...outOfSample]).toEqual([0, -1]);
});

test("what cannot be judged is refused", () => {
  const judge = (blocks: number) => () => overfittingProbability(fourStrategies, { blocks });
  expect(judge(5)).toThrow("overfittingProbability: blocks 5 is not an even number from 2 to 24");
  expect(judge(26)).toThrow("overfittingProbability: blocks 26 is not an even number from 2 to 24");
  expect(judge(22)).toThrow(
    "overfittingProbability: 40 rows without a gap (0 with one) for 22 blocks; give at least two for each",
  );
  expect(() => overfittingProbability([[1, 2]])).toThrow(
    "overfittingProbability: one column; a choice needs at least two strategies",
  );
  expect(() => overfittingProbability(fourStrategies, { measure: "sortino" as "mean" })).toThrow(
    'overfittingProbability: unknown measure "sortino"; known: sharpe, mean, total',
  );
  const lossy = fourStrategies.map((column) => column.with(2, -1.5));
  expect(() => overfittingProbability(lossy, { measure: "total", blocks: 4 })).toThrow(
    'overfittingProbability: return -1.5 of "1" loses more than all; give simple returns, −1 or above',
  );
});
