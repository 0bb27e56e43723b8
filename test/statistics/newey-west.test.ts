import fc from "fast-check";
import { expect, test } from "vitest";
import { leastSquares } from "../../lib/statistics/least-squares.js";
import { meanWithError } from "../../lib/statistics/mean-with-error.js";
import { neweyWest } from "../../lib/statistics/newey-west.js";
import { seededNoise } from "../series/seeded-noise.js";
import { oracle, oraclesAbsent } from "./oracle.js";

const gap = Number.NaN;

// By hand: mean 3, deviations −2, −1, 0, 3; Γ(0) = 14, Γ(1) = 2 + 0 + 0 = 2, weight 1/2 twice: S = 16, error √16 / 4 = 1.
test("the error of a mean is the one worked by hand", () => {
  const plain = { lag: 1, smallSample: false } as const;
  const found = meanWithError([1, 2, 3, 6], plain);
  expect(found).toMatchObject({ mean: expect.closeTo(3, 13), standardError: expect.closeTo(1, 13), rows: 4, lag: 1 });
  expect(found.t).toBeCloseTo(3, 12);
  expect(meanWithError([1, 2, 3, 6], { lag: 1 }).standardError).toBeCloseTo(Math.sqrt(4 / 3), 12);
});

// Deviations −2, −1, hole, 3, 0: Γ(0) = 14 and Γ(1) = 2, S = 16. Without the hole −1 and 3 are neighbours too: Γ(1) = −1,
// S = 13.
test("rows on both sides of a gap are no neighbours", () => {
  const plain = { lag: 1, smallSample: false } as const;
  expect(meanWithError([1, 2, gap, 6, 3], plain).standardError).toBeCloseTo(1, 12);
  expect(meanWithError([1, 2, 6, 3], plain).standardError).toBeCloseTo(Math.sqrt(13) / 4, 12);
});

const y = [3, 5, 4, gap, 8, 6, 9, 7, 12, 10, 11, 15];
const x = [1, 2, 2, 4, gap, 3, 5, 4, 6, 6, 5, 8];

// statsmodels 0.15 with the two rows set to 0 in y, x and the constant, which is amplitude modulation:
// OLS(y, A).fit(cov_type="HAC", cov_kwds={"maxlags": 2}).bse.
test("gaps in a regression keep their place as zeros do", () => {
  const { standardErrors, tValues } = neweyWest(leastSquares(y, [x]), { lag: 2, smallSample: false });
  expect([...standardErrors]).toEqual([expect.closeTo(0.26577663, 8), expect.closeTo(0.05291521, 8)]);
  expect([...tValues]).toEqual([expect.closeTo(3.81433634, 7), expect.closeTo(32.33492397, 6)]);
});

// The same on the ten complete rows alone: .pvalues with use_t=True and without.
test("p-values are Student's with n − K degrees of freedom, or the normal's", () => {
  const complete = y.map((_, t) => t).filter((t) => !Number.isNaN(y[t] + x[t]));
  const fit = leastSquares(
    complete.map((t) => y[t]),
    [complete.map((t) => x[t])],
  );
  const plain = { lag: 2, smallSample: false } as const;
  const { standardErrors, pValues } = neweyWest(fit, plain);
  expect([...standardErrors]).toEqual([expect.closeTo(0.271739, 8), expect.closeTo(0.05185356, 8)]);
  expect(Math.abs(pValues[0] / 5.78240143e-3 - 1)).toBeLessThan(1e-8);
  expect(Math.abs(pValues[1] / 7.76214186e-10 - 1)).toBeLessThan(1e-7);
  const normal = neweyWest(fit, { ...plain, distribution: "normal" }).pValues;
  expect(Math.abs(normal[0] / 1.909909e-4 - 1)).toBeLessThan(1e-7);
  // 33 deviations out, eight printed digits of the error turn into five of the probability.
  expect(Math.abs(normal[1] / 8.98391649e-239 - 1)).toBeLessThan(1e-5);
});

// Sums of four neighbours of (7k² + 3k) mod 11, a hundred rows, where arch rounds the rule's reach (exactly 4) as we do.
// arch 8: Bartlett(x - x.mean(), center=False).opt_bandwidth is 16.13; floor(4 · 1) for the other rule.
test("the lag by rule is that of Newey and West, or that of the number of rows", () => {
  const values = Array.from({ length: 100 }, (_, t) => {
    let sum = 0;
    for (let k = Math.max(0, t - 3); k <= t; k++) sum += (7 * k * k + 3 * k) % 11;
    return sum;
  });
  expect(meanWithError(values, { lag: "neweyWest1994" }).lag).toBe(16);
  expect(meanWithError(values).lag).toBe(4);
  // 4 · 10^(2/9) = 6.67 and 4 · 0.2^(2/9) = 2.80.
  expect(meanWithError(Array.from({ length: 1000 }, (_, t) => t % 7)).lag).toBe(6);
  expect(meanWithError(values.slice(0, 20)).lag).toBe(2);
});

test("a perfect fit leaves nothing for a rule to weigh", () => {
  const { lag, standardErrors } = neweyWest(leastSquares([0, 0, 0, 0], [[1, 2, 4, 3]]), { lag: "neweyWest1994" });
  expect([lag, ...standardErrors]).toEqual([0, 0, 0]);
});

test("too few rows have no error", () => {
  for (const values of [[], [3], [gap, 3, gap]]) {
    expect(meanWithError(values)).toMatchObject({ standardError: gap, t: gap, p: gap });
  }
  expect(meanWithError([3]).mean).toBeCloseTo(3, 14);
  expect([...neweyWest(leastSquares([1, 3], [[1, 2]]), { lag: 1, smallSample: false }).pValues]).toEqual([gap, gap]);
});

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("the covariance is symmetric and never negative, whatever the lag", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 60 }), (seed, lag) => {
      const noise = seededNoise(seed);
      const draw = () => Array.from({ length: 30 }, () => (noise() > 0.4 ? gap : noise()));
      const [response, one, two] = [draw(), draw(), draw()];
      const fit = leastSquares(response, [one, two]);
      fc.pre(fit.degreesOfFreedom > 0);
      const { covariance } = neweyWest(fit, { lag });
      const size = covariance[0][0] + covariance[1][1] + covariance[2][2];
      const [u, v, w] = [noise(), noise(), noise()];
      let form = 0;
      [u, v, w].forEach((left, i) => {
        [u, v, w].forEach((right, j) => {
          expect(Math.abs(covariance[i][j] - covariance[j][i])).toBeLessThan(1e-12 * size);
          form += left * covariance[i][j] * right;
        });
      });
      expect(form).toBeGreaterThan(-1e-12 * size);
    }),
    { seed: 4, numRuns: 100 },
  );
});

test("another scale of y scales the errors exactly and leaves t as it is", () => {
  const plain = neweyWest(leastSquares(y, [x]), { lag: "neweyWest1994" });
  const scaled = neweyWest(
    leastSquares(
      y.map((value) => value * 4096),
      [x],
    ),
    { lag: "neweyWest1994" },
  );
  expect([...scaled.standardErrors]).toEqual([...plain.standardErrors].map((value) => value * 4096));
  expect([...scaled.tValues]).toEqual([...plain.tValues]);
});

test("an impossible lag and an unknown choice are refused", () => {
  const fit = leastSquares(y, [x]);
  for (const lag of [-1, 1.5, gap]) {
    expect(() => neweyWest(fit, { lag })).toThrow(`neweyWest: lag ${lag} is not a number of rows`);
  }
  expect(() => neweyWest(fit, { lag: "auto" as "sampleSize" })).toThrow(
    'neweyWest: unknown lag "auto"; known: sampleSize, neweyWest1994, or a number of rows',
  );
  expect(() => neweyWest(fit, { distribution: "z" as "t" })).toThrow(
    'neweyWest: unknown distribution "z"; known: t, normal',
  );
});

const skipped = "(skipped where ../shared/oracles is absent)";

test.skipIf(oraclesAbsent).each([
  ["newey_west/small", 8],
  ["newey_west/returns_on_signal", 6],
])(`%s: errors are those of statsmodels ${skipped}`, (id, sets) => {
  const { inputs, expected, tolerance } = oracle(id);
  const columns = (inputs.X as number[][])[0].map((_, j) => (inputs.X as number[][]).map((row) => row[j]));
  const fit = leastSquares(inputs.y as number[], columns);
  const close = (found: Float64Array, known: readonly number[]) => {
    expect(found.length).toBe(known.length);
    known.forEach((value, j) => {
      expect(Math.abs(found[j] - value)).toBeLessThanOrEqual(tolerance.rel * Math.abs(value));
    });
  };
  close(neweyWest(fit, { lag: 0, smallSample: false }).standardErrors, expected.se_hc0 as number[]);
  let compared = 0;
  for (const [name, known] of Object.entries(expected)) {
    const lag = /^nw_lag(\d+)/.exec(name)?.[1];
    if (lag === undefined) continue;
    const found = neweyWest(fit, { lag: Number(lag), smallSample: name.endsWith("_small_sample") });
    close(found.standardErrors, (known as { se: number[] }).se);
    close(found.tValues, (known as { t: number[] }).t);
    compared++;
  }
  expect(compared).toBe(sets);
});

test.skipIf(oraclesAbsent)(`the mean's t is that of statsmodels ${skipped}`, () => {
  const { inputs, expected, tolerance } = oracle("newey_west/mean_tstat");
  for (const lag of [0, 4, 10]) {
    const found = meanWithError(inputs.x as number[], { lag, smallSample: false });
    const known = expected[`lag${lag}`] as { mean: number; se: number; t: number };
    for (const [value, other] of [
      [found.mean, known.mean],
      [found.standardError, known.se],
      [found.t, known.t],
    ]) {
      expect(Math.abs(value - other)).toBeLessThanOrEqual(tolerance.rel * Math.abs(other));
    }
  }
});
