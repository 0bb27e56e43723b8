import fc from "fast-check";
import { expect, test } from "vitest";
import { leastSquares } from "../../lib/statistics/least-squares.js";
import { seededNoise } from "../series/seeded-noise.js";
import { oracle, oraclesAbsent } from "./oracle.js";

const gap = Number.NaN;

// By hand: x and y have means 2.5 and 3.75; Sxy = 9.5, Sxx = 5, so slope 1.9 and intercept 3.75 − 4.75 = −1. Residuals
// 0.1, 0.2, −0.7, 0.4, squares 0.7; s² = 0.35; slope's error √(0.35/5), intercept's √(0.35 (1/4 + 2.5²/5)). Σ(y − mean)² is
// 18.75, r² = 1 − 0.7/18.75.
test("a line through four points is the one worked by hand", () => {
  const fit = leastSquares([1, 3, 4, 7], [[1, 2, 3, 4]], { names: ["x"] });
  expect(fit.names).toEqual(["intercept", "x"]);
  expect([...fit.coefficients]).toEqual([expect.closeTo(-1, 12), expect.closeTo(1.9, 12)]);
  expect([...fit.residuals]).toEqual([0.1, 0.2, -0.7, 0.4].map((value) => expect.closeTo(value, 12)));
  expect([...fit.standardErrors]).toEqual([
    expect.closeTo(Math.sqrt(0.35 * 1.5), 12),
    expect.closeTo(Math.sqrt(0.35 / 5), 12),
  ]);
  expect(fit.rSquared).toBeCloseTo(1 - 0.7 / 18.75, 12);
  expect([fit.rows, fit.degreesOfFreedom]).toEqual([4, 2]);
});

// By hand: Σxy / Σx² = (1 + 6 + 12 + 28) / 30 = 47/30; r² = 1 − (75 − 47²/30) / 75.
test("without an intercept the line goes through the origin and r² is of y²", () => {
  const fit = leastSquares([1, 3, 4, 7], [[1, 2, 3, 4]], { intercept: false });
  expect(fit.names).toEqual(["x1"]);
  expect(fit.coefficients[0]).toBeCloseTo(47 / 30, 12);
  expect(fit.rSquared).toBeCloseTo(47 ** 2 / 30 / 75, 12);
});

// Longley 1967, the hard case of the NIST Statistical Reference Datasets, with the values NIST certifies.
test("columns that almost span each other keep nine digits (Longley)", () => {
  const employed = [
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
  ];
  const columns = [
    [83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
    [
      234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601,
      518173, 554894,
    ],
    [2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007],
    [1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827],
    [
      107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368,
      127852, 130081,
    ],
    employed.map((_, year) => 1947 + year),
  ];
  const { coefficients, standardErrors, rSquared } = leastSquares(employed, columns);
  const certified = [
    [-3482258.63459582, 890420.383607373],
    [15.0618722713733, 84.9149257747669],
    [-0.035819179292591, 0.0334910077722432],
    [-2.02022980381683, 0.488399681651699],
    [-1.03322686717359, 0.214274163161675],
    [-0.0511041056535807, 0.22607320006937],
    [1829.15146461355, 455.478499142212],
  ];
  certified.forEach(([coefficient, error], j) => {
    expect(Math.abs(coefficients[j] / coefficient - 1)).toBeLessThan(1e-9);
    expect(Math.abs(standardErrors[j] / error - 1)).toBeLessThan(1e-9);
  });
  expect(rSquared).toBeCloseTo(0.995479004577296, 12);
});

// statsmodels 0.15: OLS(y, add_constant(x)).fit() on the ten complete rows.
test("a row with a gap is left out and keeps its place", () => {
  const y = [3, 5, 4, gap, 8, 6, 9, 7, 12, 10, 11, 15];
  const fit = leastSquares(y, [[1, 2, 2, 4, gap, 3, 5, 4, 6, 6, 5, 8]]);
  expect([...fit.coefficients]).toEqual([expect.closeTo(1.01376147, 8), expect.closeTo(1.71100917, 8)]);
  expect([...fit.standardErrors]).toEqual([expect.closeTo(0.61305499, 8), expect.closeTo(0.13070376, 8)]);
  expect([fit.rows, fit.residuals.length]).toEqual([10, 12]);
  expect(fit.residuals.findIndex(Number.isNaN)).toBe(3);
  expect(fit.residuals[4]).toBeNaN();
});

test("no column but the intercept gives the mean", () => {
  const fit = leastSquares([2, gap, 4], []);
  expect([...fit.coefficients]).toEqual([expect.closeTo(3, 14)]);
});

test("fewer rows than coefficients give none, and as many give no error", () => {
  for (const y of [[], [1]]) {
    const few = leastSquares(y, [y.map(() => 2)]);
    expect([...few.coefficients, ...few.standardErrors, few.rSquared]).toEqual([gap, gap, gap, gap, gap]);
    expect([few.rows, few.residuals.length]).toEqual([y.length, y.length]);
  }
  const two = leastSquares([1, 3], [[1, 2]]);
  expect([...two.coefficients]).toEqual([expect.closeTo(-1, 12), expect.closeTo(2, 12)]);
  expect([...two.standardErrors]).toEqual([gap, gap]);
});

test("a constant y has no r²", () => {
  expect(leastSquares([0.1, 0.1, 0.1, 0.1], [[1, 2, 4, 3]]).rSquared).toBeNaN();
});

/** Random columns with a few gaps, and a y made of them and noise. */
function randomProblem(seed: number): { y: number[]; X: number[][] } {
  const noise = seededNoise(seed);
  const X = [0, 1, 2].map(() => Array.from({ length: 40 }, () => (noise() > 0.45 ? gap : noise() * 10)));
  return { y: Array.from({ length: 40 }, (_, t) => 3 + X[0][t] - 2 * X[2][t] + noise()), X };
}

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("residuals are at right angles to every column, the constant included", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { y, X } = randomProblem(seed);
      const { residuals, design } = leastSquares(y, X);
      for (const column of design) {
        const product = residuals.reduce((sum, u, t) => (Number.isNaN(u) ? sum : sum + u * column[t]), 0);
        expect(product).toBeCloseTo(0, 10);
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

test("another scale of a column scales its coefficient exactly, and the order of columns is that of coefficients", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { y, X } = randomProblem(seed);
      const plain = leastSquares(y, X);
      const scaled = leastSquares(y, [X[0], X[1].map((value) => value * 4096), X[2]]);
      const [b0, b1, b2, b3] = plain.coefficients;
      expect([...scaled.coefficients]).toEqual([b0, b1, b2 / 4096, b3]);
      const turned = leastSquares(y, [...X].reverse());
      [b0, b3, b2, b1].forEach((value, j) => {
        expect(turned.coefficients[j]).toBeCloseTo(value, 11);
      });
    }),
    { seed: 2, numRuns: 60 },
  );
});

test("inputs are left as they were", () => {
  const y = Float64Array.of(1, 3, 4, 7);
  const x = Float64Array.of(1, 2, 3, 4);
  leastSquares(y, [x]);
  expect([...y, ...x]).toEqual([1, 3, 4, 7, 1, 2, 3, 4]);
});

test("a column that others span is named, and what cannot be fitted is refused", () => {
  const x = [1, 2, 3, 4.5];
  expect(() => leastSquares([1, 2, 3, 5], [x, x.map((value) => 3 * value - 1)], { names: ["price", "index"] })).toThrow(
    'leastSquares: column "index" is a combination of those before it in the 4 rows used; leave it out',
  );
  expect(() => leastSquares([1, 2, 3], [[7, 7, 7]])).toThrow('column "x1" is a combination');
  expect(() => leastSquares([1, 2, 3], [[1, 2]])).toThrow(
    'leastSquares: column "x1" has 2 rows and y 3; give as many, NaN for a gap',
  );
  expect(() => leastSquares([1, 2, 3], [[1, Infinity, 2]])).toThrow(
    'leastSquares: value Infinity of "x1" at row 1 is infinite; use NaN for a gap',
  );
  expect(() => leastSquares([1], [[1]], { names: [] })).toThrow(
    "leastSquares: 0 names for 1 columns; give one for each",
  );
  expect(() => leastSquares([1], [], { intercept: false })).toThrow(
    "leastSquares: no column and no intercept; give at least one of them",
  );
});

test.skipIf(oraclesAbsent).each(["newey_west/small", "newey_west/returns_on_signal"])(
  "%s: fits as statsmodels does (skipped where ../shared/oracles is absent)",
  (id) => {
    const { inputs, expected, tolerance } = oracle(id);
    const rows = inputs.X as number[][];
    const fit = leastSquares(
      inputs.y as number[],
      rows[0].map((_, j) => rows.map((row) => row[j])),
    );
    const pairs = [
      ...(expected.coef as number[]).map((value, j) => [fit.coefficients[j], value]),
      ...(expected.se_ols as number[]).map((value, j) => [fit.standardErrors[j], value]),
      [fit.rSquared, expected.r2 as number],
    ];
    for (const [value, known] of pairs) {
      expect(Math.abs(value - known)).toBeLessThanOrEqual(tolerance.rel * Math.abs(known));
    }
  },
);
