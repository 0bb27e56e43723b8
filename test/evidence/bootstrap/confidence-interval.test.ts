import { expect, test } from "vitest";
import { bootstrapDistribution } from "../../../lib/evidence/bootstrap/bootstrap-distribution.js";
import { bootstrapInterval, type IntervalMethod } from "../../../lib/evidence/bootstrap/bootstrap-interval.js";
import { confidenceInterval } from "../../../lib/evidence/bootstrap/confidence-interval.js";
import { jackknifeAcceleration } from "../../../lib/evidence/bootstrap/jackknife-acceleration.js";
import { philoxStream } from "../../../lib/evidence/random/philox.js";
import { autoregression } from "./autoregression.js";

const gap = Number.NaN;
const returns = [-0.026, -0.0509, 0.0278, -0.0388, -0.0273, -0.0258, -0.038, 0.0233, -0.032, -0.0529, 0.0169, 0.0468];

// arch 8.0.0: IIDBootstrap(x, seed=11).apply(sharpe, 40), sharpe = mean / std(ddof=1).
const draws = Float64Array.from([
  -0.6169643078087218, -0.41134007516631327, -0.4345791046959878, -0.22023256201453584, 0.18950368322586025,
  -0.5910681833449383, 0.2640910466677451, -0.7641759233446799, -0.8365682937650798, -0.2982655787493434,
  -0.33863279870797913, -0.2934338664711618, -0.6025886020787722, -0.06078085529717295, -0.4981811125128719,
  -0.11703713902526214, -0.32759341995220864, -0.7592905943216105, -0.1442218800890252, -0.249210868432316,
  -0.5774555836342384, -0.8974888267397669, -0.6404162295692772, -1.1564479499553344, -0.5808367824436267,
  -1.0430503027234217, -0.6099989277152543, -0.8415939973507927, -1.074079240933125, -0.6535979877372557,
  -0.5337925423504793, -0.8039330607904187, -0.5758618126500827, -0.6356241491819128, -0.8011960213142896,
  -0.6351280792583545, -0.40115026447059565, -0.4965572051311223, -1.1357935308148768, -0.46619331326884433,
]);

const sharpe = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean / Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

// The same bootstrap's conf_int(sharpe, reps=40, size=0.9, method=...). arch leaves out one row at a time, as is done
// here for blocks of one row.
test.each([
  ["percentile", -1.0771649554272127, -0.048266628371022],
  ["basic", -0.8217215103607154, 0.20717681669547527],
  ["bca", -0.7897013134934429, 0.25269106058164437],
] as const)("the %s interval of given draws is that of arch", (interval, lower, upper) => {
  const data = Float64Array.from(returns);
  const acceleration = jackknifeAcceleration(data, sharpe, 1);
  const found = bootstrapInterval(sharpe(data), draws, { level: 0.9, interval, acceleration });
  expect(found[0]).toBeCloseTo(lower, 11);
  expect(found[1]).toBeCloseTo(upper, 11);
});

test("an interval is read off the distribution of the same draws", () => {
  const options = { replications: 300, seed: 4, blockLength: 3 };
  for (const interval of ["percentile", "basic"] as const) {
    const { estimate, draws: drawn, standardError, conventions } = bootstrapDistribution(returns, "sharpe", options);
    const found = confidenceInterval(returns, "sharpe", { ...options, interval, level: 0.8 });
    const [lower, upper] = bootstrapInterval(estimate, drawn, { level: 0.8, interval, acceleration: 0 });
    expect(found).toEqual({
      estimate,
      lower,
      upper,
      standardError,
      conventions: { ...conventions, level: 0.8, interval },
    });
  }
});

// Leaving out rows 0–1, 2–3, 4 of 1, 2, 3, 4, 10 leaves means 17/3, 13/3 and 5/2 = 34/6, 26/6, 15/6 with mean 25/6;
// u = −9/6, −1/6, 10/6: Σ u² = 182/36, Σ u³ = 270/216.
test("the acceleration leaves out as many rows together as hang together", () => {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const found = jackknifeAcceleration(Float64Array.of(1, 2, 3, 4, 10), mean, 1.5);
  expect(found).toBeCloseTo(270 / 216 / (6 * (182 / 36) ** 1.5), 14);
  expect(jackknifeAcceleration(Float64Array.of(3, 3, 3), mean, 1)).toBe(0);
});

test("draws on one side of the estimate have no bca interval", () => {
  const one = { level: 0.9, interval: "bca", acceleration: 0 } as const;
  expect(bootstrapInterval(0, Float64Array.of(1, 2, 3), one)).toEqual([gap, gap]);
  expect(bootstrapInterval(4, Float64Array.of(1, 2, 3), one)).toEqual([gap, gap]);
});

test("undefined draws are left out, and nothing defined is no interval", () => {
  const plain = { level: 0.5, interval: "percentile", acceleration: 0 } as const;
  expect(bootstrapInterval(2, Float64Array.of(gap, 1, 3, gap, 2, 4, 5), plain)).toEqual([2, 4]);
  expect(bootstrapInterval(2, Float64Array.of(gap), plain)).toEqual([gap, gap]);
  expect(bootstrapInterval(gap, Float64Array.of(1, 2), plain)).toEqual([gap, gap]);
});

test.each(["percentile", "basic", "bca"] as const)("%s: too few returns have no interval", (interval) => {
  for (const data of [[], [gap], [0.1]]) {
    expect(confidenceInterval(data, "mean", { interval, replications: 5 })).toMatchObject({ lower: gap, upper: gap });
  }
});

/** Part of 250 intervals at 90 % that hold the mean of autoregressions over `length` rows, whose mean is 0. */
function coverage(phi: number, length: number, interval: IntervalMethod): number {
  let held = 0;
  for (let simulation = 0; simulation < 250; simulation++) {
    const stream = philoxStream(99, simulation);
    const data = new Float64Array(length);
    let value = stream.normal() / Math.sqrt(1 - phi * phi);
    for (let t = 0; t < length; t++) {
      data[t] = value;
      value = phi * value + stream.normal();
    }
    const options = { level: 0.9, interval, replications: 199, seed: simulation } as const;
    const { lower, upper } = confidenceInterval(data, "mean", options);
    if (lower <= 0 && upper >= 0) held++;
  }
  return held / 250;
}

// Tolerance four binomial errors of 250, √(0.9 · 0.1 / 250) = 0.019 and 0.024. Persistent short samples hold too
// seldom: 2000 autoregressions of 0.5 with numpy, 199 stationary resamples of arch's optimal length, np.percentile 5
// and 95, give 0.835. Blocks of one row would give 2 Φ(1.645 √((1 − 0.5) / (1 + 0.5))) − 1 = 0.66.
test.each([
  [0, "percentile", 0.9, 0.019],
  [0, "bca", 0.9, 0.019],
  [0.5, "percentile", 0.835, 0.024],
  [0.5, "basic", 0.835, 0.024],
] as const)(
  "with a memory of %d as many %s intervals at 0.9 hold the mean as should",
  (phi, interval, share, error) => {
    expect(Math.abs(coverage(phi, 200, interval) - share)).toBeLessThan(4 * error);
  },
);

test("with blocks of one row too few hold it, which the blocks are for", () => {
  const data = autoregression(3, 2000, 0.8);
  const short = confidenceInterval(data, "mean", { blockLength: 1, replications: 400 });
  const long = confidenceInterval(data, "mean", { replications: 400 });
  // The error of a mean grows by √((1 + 0.8) / (1 − 0.8)) = 3.
  expect(long.standardError / short.standardError).toBeGreaterThan(2.2);
});

test("what is out of range is refused", () => {
  for (const level of [0, 1, 95, gap]) {
    expect(() => confidenceInterval(returns, "mean", { level })).toThrow(
      `confidenceInterval: level ${level} is not a probability between 0 and 1; give 0.95 for 95 %`,
    );
  }
  expect(() => confidenceInterval(returns, "mean", { interval: "normal" as "basic" })).toThrow(
    'confidenceInterval: unknown interval "normal"; known: percentile, basic, bca',
  );
});
