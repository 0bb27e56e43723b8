import fc from "fast-check";
import { expect, test } from "vitest";
import type { Blocks } from "../../../lib/evidence/bootstrap/blocks.js";
import {
  bootstrapDistribution,
  bootstrapDistributions,
} from "../../../lib/evidence/bootstrap/bootstrap-distribution.js";
import { bootstrapIndices } from "../../../lib/evidence/bootstrap/bootstrap-indices.js";
import type { NamedMeasure } from "../../../lib/evidence/bootstrap/bootstrap-measure.js";
import { resampleMeasures } from "../../../lib/evidence/bootstrap/resample-measures.js";
import { autoregression } from "./autoregression.js";

const gap = Number.NaN;
const returns = [-0.026, -0.0509, 0.0278, -0.0388, -0.0273, -0.0258, -0.038, 0.0233, -0.032, -0.0529, 0.0169, 0.0468];

/** Blocks of one row each. */
function blocksOf(indices: readonly number[]): Blocks {
  return { starts: Int32Array.from(indices), lengths: new Int32Array(indices.length).fill(1), count: indices.length };
}

// arch 8.0.0, the index of StationaryBootstrap(3.0, x, seed=7) and CircularBlockBootstrap(4, x, seed=7), and of
// x[index] with numpy 2.4.6: mean, mean / std(ddof=1), prod(1 + x) − 1, and the lowest of wealth / highest wealth so
// far − 1.
test.each([
  [
    "11 0 1 2 6 9 10 11 0 1 2 3",
    -0.009783333333333333,
    -0.24637695833152978,
    -0.11905370517697178,
    -0.15843877070784462,
  ],
  [
    "8 9 10 11 0 1 2 1 10 7 8 0",
    -0.011583333333333334,
    -0.32647498267427577,
    -0.13658377024197754,
    -0.13658377024197754,
  ],
  ["8 9 10 11 7 8 9 10 11 0 11 0", -0.002025, -0.05207668785784376, -0.032143630981978144, -0.08443891895574829],
  [
    "11 0 1 2 7 8 9 10 8 9 10 11",
    -0.0056833333333333345,
    -0.14546391926401803,
    -0.07400460229786265,
    -0.16899592598622626,
  ],
  [
    "10 11 0 1 6 7 8 9 9 10 11 0",
    -0.010666666666666665,
    -0.27849358239955474,
    -0.12791485976814587,
    -0.20983824206161905,
  ],
  [
    "10 11 0 1 2 3 4 5 0 1 2 3",
    -0.013766666666666668,
    -0.40511376955149575,
    -0.15869084682537227,
    -0.20966056415527923,
  ],
])("of the rows %s the measures are those of arch", (index, mean, sharpe, totalReturn, maxDrawdown) => {
  const blocks = blocksOf(index.split(" ").map(Number));
  const known = { mean, sharpe, totalReturn, maxDrawdown };
  for (const [measure, value] of Object.entries(known) as [NamedMeasure, number][]) {
    const measured = resampleMeasures(Float64Array.from(returns), [measure], { periodsPerYear: 1, owner: "test" });
    expect(measured(blocks)[0]).toBeCloseTo(value, 13);
  }
  const together = resampleMeasures(Float64Array.from(returns), ["maxDrawdown", "mean", "totalReturn", "sharpe"], {
    periodsPerYear: 1,
    owner: "test",
  })(blocks);
  [maxDrawdown, mean, totalReturn, sharpe].forEach((value, place) => {
    expect(together[place]).toBeCloseTo(value, 13);
  });
});

const everyMethod = fc.record({
  method: fc.constantFrom("stationary" as const, "circular" as const),
  blockLength: fc.integer({ min: 1, max: 20 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 }),
  length: fc.integer({ min: 2, max: 40 }),
});

test("mean and Sharpe ratio from sums are those of the resample written down", () => {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const sharpe = (values: Float64Array): number => {
    const centre = mean(values);
    return centre / Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
  };
  fc.assert(
    fc.property(everyMethod, ({ length, ...options }) => {
      const data = autoregression(options.seed, length, 0.3);
      for (const [name, written] of [
        ["mean", mean],
        ["sharpe", sharpe],
      ] as const) {
        const { draws } = bootstrapDistribution(data, name, { ...options, replications: 20 });
        draws.forEach((draw, replication) => {
          const rows = bootstrapIndices(length, { ...options, replication });
          const value = written(Float64Array.from(rows, (row) => data[row]));
          // One row drawn throughout has no deviation and no ratio.
          if (new Set(rows).size > 1 || name === "mean")
            expect(Math.abs(draw - value)).toBeLessThan(1e-11 * Math.max(1, Math.abs(value)));
          else expect(draw).toBeNaN();
        });
      }
    }),
    { seed: 20250701, numRuns: 60 },
  );
});

// One large return among equal ones: sums of squares lose the digits of what varies where it is not drawn.
test("a resample that does not vary has no Sharpe ratio, however far the rest lies off", () => {
  const data = new Float64Array(6).fill(0.01);
  data[5] = 50;
  const options = { blockLength: 1, replications: 200 };
  const { draws, conventions } = bootstrapDistribution(data, "sharpe", options);
  let without = 0;
  draws.forEach((draw, replication) => {
    const drawn = bootstrapIndices(6, { blockLength: 1, seed: 1, replication });
    const varies = drawn.includes(5) && drawn.some((row) => row !== 5);
    if (!varies) without++;
    expect(Number.isNaN(draw)).toBe(!varies);
  });
  expect(without).toBeGreaterThan(20);
  expect(conventions.undefinedReplications).toBe(without);
});

test("measures drawn together are those drawn alone, and the drawdown is that of the resample written down", () => {
  const data = autoregression(8, 60, 0.4).map((value) => value / 20);
  const spread = (values: Float64Array): number => Math.max(...values) - Math.min(...values);
  for (const blockLength of [1, 1.7, 6, 200]) {
    const options = { replications: 60, seed: 3, blockLength };
    const measures = ["sharpe", "maxDrawdown", "sortino", spread] as const;
    const together = bootstrapDistributions(data, measures, options);
    measures.forEach((measure, place) => {
      const alone = bootstrapDistribution(data, measure, options);
      if (measure !== "sharpe") expect(together[place]).toEqual(alone);
      expect([...together[place].draws].map((draw) => draw.toFixed(12))).toEqual(
        [...alone.draws].map((draw) => draw.toFixed(12)),
      );
    });
    together[1].draws.forEach((draw, replication) => {
      const rows = bootstrapIndices(60, { blockLength, seed: 3, replication });
      let [wealth, peak, deepest] = [1, 1, 0];
      for (const row of rows) {
        wealth *= 1 + data[row];
        peak = Math.max(peak, wealth);
        deepest = Math.min(deepest, wealth / peak - 1);
      }
      expect(draw).toBeCloseTo(deepest, 14);
    });
  }
});

test("replications 50 to 99 drawn alone are those drawn after the first 50", () => {
  const data = autoregression(5, 80, 0.4);
  for (const measure of ["sharpe", "maxDrawdown"] as const) {
    const all = bootstrapDistribution(data, measure, { replications: 100 });
    const part = bootstrapDistribution(data, measure, { replications: 50, firstReplication: 50 });
    expect([...part.draws]).toEqual([...all.draws.slice(50)]);
    expect(part.conventions.firstReplication).toBe(50);
  }
});

test("the conventions say how it was drawn, and gaps are left out and counted", () => {
  const data = [gap, ...returns.slice(0, 5), gap, gap, ...returns.slice(5)];
  const found = bootstrapDistribution(data, "mean", { replications: 30, seed: 9, method: "circular" });
  expect(found.conventions).toEqual({
    n: 12,
    leftOut: 3,
    replications: 30,
    firstReplication: 0,
    undefinedReplications: 0,
    // arch.bootstrap.optimal_block_length gives 1.274 for these twelve: rounded up.
    blockLength: 2,
    blockLengthFrom: "Politis-White 2004, corrected 2009",
    seed: 9,
    method: "circular",
    measure: "mean",
    periodsPerYear: 1,
    returns: "simple",
  });
  expect([...found.draws]).toEqual([
    ...bootstrapDistribution(returns, "mean", { replications: 30, seed: 9, method: "circular" }).draws,
  ]);
  expect(found.estimate).toBeCloseTo(-0.0147416666666667, 14);
});

// A mean of 12 independent draws has the variance of the 12 returns (divisor n) / 12; the deviation of 4000 draws is
// known to some 1/√8000.
test("the standard error of a mean of independent draws is that by formula", () => {
  const mean = returns.reduce((sum, value) => sum + value / 12, 0);
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2 / 12, 0);
  const { standardError, bias } = bootstrapDistribution(returns, "mean", { replications: 4000, blockLength: 1 });
  expect(Math.abs(standardError / Math.sqrt(variance / 12) - 1)).toBeLessThan(4 / Math.sqrt(8000));
  expect(Math.abs(bias)).toBeLessThan((4 * Math.sqrt(variance / 12)) / Math.sqrt(4000));
});

test("a ratio for a year is that per period times the root of the periods, and scale does not matter to it", () => {
  const options = { replications: 20, blockLength: 2 };
  const perPeriod = bootstrapDistribution(returns, "sharpe", options).draws;
  const annual = bootstrapDistribution(returns, "sharpe", { ...options, periodsPerYear: 16 }).draws;
  expect([...annual]).toEqual([...perPeriod].map((value) => value * 4));
  const scaled = bootstrapDistribution(
    returns.map((value) => value / 8),
    "sharpe",
    options,
  ).draws;
  expect([...scaled]).toEqual([...perPeriod]);
});

test("a function is measured like a name, and its name is kept", () => {
  const lowest = (values: Float64Array): number => Math.min(...values);
  const { draws, estimate, conventions } = bootstrapDistribution(returns, lowest, { replications: 50, blockLength: 3 });
  expect(estimate).toBe(-0.0529);
  expect(conventions.measure).toBe("lowest");
  draws.forEach((draw, replication) => {
    const rows = bootstrapIndices(12, { blockLength: 3, seed: 1, replication });
    expect(draw).toBe(Math.min(...Array.from(rows, (row) => returns[row])));
  });
});

test("a result that is not finite counts as undefined and is no part of the standard error", () => {
  let call = 0;
  const odd = (): number => (call++ % 2 === 0 ? Number.POSITIVE_INFINITY : 3);
  const { draws, standardError, conventions, estimate } = bootstrapDistribution(returns, odd, { replications: 10 });
  expect([...draws].filter((draw) => Number.isNaN(draw)).length).toBe(5);
  expect({ standardError, undefinedReplications: conventions.undefinedReplications, estimate }).toEqual({
    standardError: 0,
    undefinedReplications: 5,
    estimate: gap,
  });
});

test("no returns have no measure, and one has a mean without a ratio", () => {
  for (const data of [[], [gap, gap]]) {
    const { estimate, draws, standardError } = bootstrapDistribution(data, "mean", { replications: 3 });
    expect([estimate, standardError, ...draws]).toEqual([gap, gap, gap, gap, gap]);
  }
  expect([...bootstrapDistribution([0.5], "mean", { replications: 2 }).draws]).toEqual([0.5, 0.5]);
  expect([...bootstrapDistribution([0.5], "sharpe", { replications: 2 }).draws]).toEqual([gap, gap]);
});

test("the returns are not written to", () => {
  const data = Float64Array.from(returns);
  bootstrapDistribution(data, (values) => values.fill(0)[0], { replications: 3 });
  expect([...data]).toEqual(returns);
});

test("what is out of range is refused", () => {
  const ask =
    (options: object, measure = "mean") =>
    () =>
      bootstrapDistribution(returns, measure as "mean", options);
  expect(ask({ replications: 0 })).toThrow("bootstrapDistribution: replications 0 is not a number of resamples");
  expect(ask({ firstReplication: -1 })).toThrow(
    "bootstrapDistribution: firstReplication -1 is no number of a resample",
  );
  expect(ask({ seed: 0.5 })).toThrow("bootstrapDistribution: seed 0.5 is no seed of random numbers");
  expect(ask({ method: "moving" })).toThrow(
    'bootstrapDistribution: unknown method "moving"; known: stationary, circular',
  );
  expect(ask({ blockLength: gap })).toThrow("bootstrapDistribution: blockLength NaN is not a mean number of rows");
  expect(ask({ periodsPerYear: 0 })).toThrow("bootstrapDistribution: periodsPerYear 0 is not above 0");
  expect(ask({}, "alpha")).toThrow(
    'bootstrapDistribution: unknown measure "alpha"; known: mean, totalReturn, cagr, volatility, sharpe, sortino, maxDrawdown, calmar',
  );
  expect(() => bootstrapDistribution([0, Number.NEGATIVE_INFINITY], "mean")).toThrow(
    "bootstrapDistribution: return -Infinity at row 1 is infinite; use NaN for a gap",
  );
});
