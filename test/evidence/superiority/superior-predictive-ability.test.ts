import { expect, test } from "vitest";
import { superiorPredictiveAbility } from "../../../lib/evidence/superiority/superior-predictive-ability.js";
import { fourStrategies } from "../sharpe/returns.js";
import { kernelVariance, noise, resampledMeans } from "./naive.js";

// The four of the Sharpe ratio's tests, and one that is clearly worse.
const five = [...fourStrategies, fourStrategies[2].map((value, t) => value - 0.01 + 0.1 * fourStrategies[0][t])];
const options = { benchmark: 0.002, blockLength: 4, seed: 7, replications: 200 };

// From the definition in numpy 2.4.6, over the rows that bootstrapIndices(40, { blockLength: 4, seed: 7, replication })
// gives for 200 replications.
test("statistic and p-values are those of the definition", () => {
  const { statistic, lower, consistent, upper, p, best } = superiorPredictiveAbility(five, options);
  expect(statistic).toBeCloseTo(1.6024660045706662, 11);
  expect([lower, consistent, upper, p]).toEqual([0.135, 0.165, 0.165, 0.165]);
  expect(best).toEqual({ index: 0, name: "1", mean: expect.closeTo(0.0018765, 12), t: statistic });
});

// arch 8.0.0, SPA(full(40, 0.002), −five, block_size=4, reps=200) with a StationaryBootstrap that returns the same rows:
// 0.07, 0.105, 0.105, with studentize=False and with studentize=True as well. The latter takes ω for the threshold alone and
// compares means that are not divided by it, which is not Hansen's statistic.
test("not studentised, p-values are those of arch", () => {
  const { lower, consistent, upper, statistic, best } = superiorPredictiveAbility(five, {
    ...options,
    studentised: false,
  });
  expect([lower, consistent, upper]).toEqual([0.07, 0.105, 0.105]);
  expect(statistic).toBeCloseTo(0.01935472041906057, 13);
  expect(best.index).toBe(1);
});

// The same with draws of arch's own, reps=20000, seed=1: 0.0945, 0.1348, 0.1365. Four errors of 5000 draws: 0.02.
test("with draws of another generator the p-values are the same but for chance", () => {
  const asked = { ...options, studentised: false, replications: 5000 };
  const { lower, consistent, upper } = superiorPredictiveAbility(five, asked);
  expect(Math.abs(lower - 0.0945)).toBeLessThan(0.02);
  expect(Math.abs(consistent - 0.1348)).toBeLessThan(0.02);
  expect(Math.abs(upper - 0.1365)).toBeLessThan(0.02);
});

test("any data is as written down from the definition", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const columns = noise(6, 50, seed).map((column, j) => column.map((value) => value + 0.002 * (2 - j)));
    const asked = { blockLength: 1 + seed, seed, replications: 99 };
    const n = 50;
    const omega = columns.map((column) => Math.sqrt(kernelVariance(column, asked.blockLength)));
    const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / n);
    const t = Math.max(0, ...means.map((mean, j) => (Math.sqrt(n) * mean) / omega[j]));
    const draws = resampledMeans(columns, asked);
    const share = (centre: (mean: number, error: number) => number): number =>
      draws.filter((draw) => {
        const values = draw.map(
          (value, j) => (value + Math.sqrt(n) * (means[j] - centre(means[j], omega[j]))) / omega[j],
        );
        return Math.max(0, ...values) > t;
      }).length / 99;
    const result = superiorPredictiveAbility(columns, asked);
    expect(result.statistic).toBeCloseTo(t, 10);
    expect(result.lower).toBe(share((mean) => Math.max(0, mean)));
    expect(result.upper).toBe(share((mean) => mean));
    expect(result.consistent).toBe(
      share((mean, error) => (mean >= -error * Math.sqrt((2 * Math.log(Math.log(n))) / n) ? mean : 0)),
    );
  }
});

test("where none is better, p-values spread evenly", () => {
  const values = Array.from(
    { length: 150 },
    (_, draw) =>
      superiorPredictiveAbility(noise(4, 250, 20_000 + draw), { replications: 60, blockLength: 4, seed: draw }).p,
  );
  const share = (level: number): number => values.filter((p) => p <= level).length / values.length;
  for (const level of [0.1, 0.3, 0.5, 0.7, 0.9]) expect(Math.abs(share(level) - level)).toBeLessThan(0.1);
});

test("a strategy with skill is found among many, and named", () => {
  const columns = noise(30, 300, 9).map((column, j) => (j === 11 ? column.map((value) => value + 0.003) : column));
  const { p, best } = superiorPredictiveAbility(columns, { replications: 500 });
  expect(p).toBeLessThan(0.01);
  expect(best.index).toBe(11);
});

test("strategies that are clearly worse make only the upper p-value larger", () => {
  const columns = noise(3, 200, 21).map((column) => column.map((value) => value + 0.001));
  const worse = noise(40, 200, 22).map((column) => column.map((value) => value - 0.02));
  const asked = { replications: 400, blockLength: 3 };
  const [alone, among] = [columns, [...columns, ...worse]].map((all) => superiorPredictiveAbility(all, asked));
  expect(among.statistic).toBe(alone.statistic);
  expect(among.consistent).toBe(alone.consistent);
  expect(among.lower).toBe(alone.lower);
  expect(among.upper).toBeGreaterThan(alone.upper + 0.1);
});

test("the order of the strategies and their common scale change nothing, and the seed tells draws apart", () => {
  const { p, statistic } = superiorPredictiveAbility(five, options);
  expect(superiorPredictiveAbility([...five].reverse(), options).p).toBe(p);
  const scaled = superiorPredictiveAbility(
    five.map((column) => column.map((value) => 8 * value)),
    { ...options, benchmark: 0.016 },
  );
  expect(scaled.p).toBe(p);
  expect(scaled.statistic).toBeCloseTo(statistic, 10);
  expect(superiorPredictiveAbility(five, { ...options, seed: 8 }).p).not.toBe(p);
});

test("a benchmark of returns is taken off row by row, and its gaps leave rows out", () => {
  const [one, two, market] = fourStrategies;
  const less = [one, two].map((column) => column.map((value, t) => value - market[t]).toSpliced(3, 1));
  const asked = { blockLength: 4, replications: 100 };
  const result = superiorPredictiveAbility([one, two], { ...asked, benchmark: market.with(3, NaN) });
  expect(result.conventions.skipped).toBe(1);
  expect(result.p).toBe(superiorPredictiveAbility(less, asked).p);
});

// So far below that no resample reaches 0: the share of those above 0 would be 0, as if something had been found.
test("where no strategy is above the benchmark, the statistic is 0 and the p-values are 1", () => {
  const { statistic, lower, consistent, upper, best } = superiorPredictiveAbility(five, {
    ...options,
    benchmark: 0.05,
  });
  expect(statistic).toBe(0);
  expect(best.t).toBeLessThan(0);
  expect([lower, consistent, upper]).toEqual([1, 1, 1]);
});

test("a strategy that is the benchmark takes no part, and without another there is no answer", () => {
  const [one, two] = fourStrategies;
  const asked = { blockLength: 4, replications: 100, benchmark: one };
  const result = superiorPredictiveAbility([one, two], asked);
  expect(result.conventions.flat).toBe(1);
  expect(result.p).toBe(superiorPredictiveAbility([two], asked).p);
  expect(superiorPredictiveAbility([one], asked)).toMatchObject({ p: NaN, statistic: NaN, best: { index: -1 } });
  expect(superiorPredictiveAbility([[]]).p).toBeNaN();
  expect(superiorPredictiveAbility([[0.1]]).p).toBeNaN();
});

test("the conventions say how it was taken", () => {
  expect(superiorPredictiveAbility(five, options).conventions).toEqual({
    n: 40,
    skipped: 0,
    strategies: 5,
    flat: 0,
    bootstrap: "stationary",
    blockLength: 4,
    replications: 200,
    seed: 7,
    studentised: true,
  });
  const automatic = superiorPredictiveAbility(five).conventions;
  expect(automatic.blockLength).toBeGreaterThanOrEqual(1);
  expect([automatic.replications, automatic.seed]).toEqual([2000, 1]);
});

test("what cannot be tested is refused", () => {
  const name = "superiorPredictiveAbility";
  expect(() => superiorPredictiveAbility([])).toThrow(`${name}: no column; give the results of at least one strategy`);
  expect(() => superiorPredictiveAbility(five, { benchmark: [1] })).toThrow(
    `${name}: the benchmark has 1 rows and "1" 40; give as many, NaN for a gap`,
  );
  expect(() => superiorPredictiveAbility(five, { benchmark: NaN })).toThrow(`${name}: benchmark NaN is not a return`);
  expect(() => superiorPredictiveAbility(five, { blockLength: 0.5 })).toThrow(`${name}: blockLength 0.5 is not`);
  expect(() => superiorPredictiveAbility(five, { replications: 0 })).toThrow(`${name}: replications 0 is not`);
  expect(() => superiorPredictiveAbility(five, { seed: -1 })).toThrow(`${name}: seed -1`);
});
