import fc from "fast-check";
import { expect, test } from "vitest";
import { incompleteBeta } from "../../lib/statistics/incomplete-beta.js";
import { logBeta } from "../../lib/statistics/log-beta.js";

// scipy 1.17.1: special.betainc(a, b, x).
test.each([
  [0.2, 0.5, 0.5, 0.2951672353008665],
  [0.3, 2, 3, 0.34829999999999994],
  [0.9, 20, 1, 0.12157665459056931],
  [0.5, 1000, 1000, 0.5],
  [0.001, 0.01, 5, 0.9527958800070772],
  [0.7, 12, 15, 0.9969569203156144],
])("at %f, a %f and b %f it is that of scipy", (x, a, b, expected) => {
  expect(incompleteBeta(x, { a, b })).toBeCloseTo(expected, 13);
});

test("from the other end it is the rest", () => {
  const shape = fc.double({ min: 0.05, max: 300, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), shape, shape, (x, a, b) => {
      const both = incompleteBeta(x, { a, b }) + incompleteBeta(1 - x, { a: b, b: a, complement: x });
      expect(both).toBeCloseTo(1, 11);
    }),
    { seed: 5, numRuns: 300 },
  );
});

// I_x(a, 1) = x^a, and for whole a and b the sum over j ≥ a of C(n, j) x^j (1 − x)^(n − j) with n = a + b − 1: with
// a 2, b 2 and x 0.25, 3 · 0.0625 · 0.75 + 0.015625 = 0.15625.
test("powers and binomial sums are special cases of it", () => {
  expect(incompleteBeta(0.3, { a: 2.5, b: 1 })).toBeCloseTo(0.3 ** 2.5, 14);
  expect(incompleteBeta(0.25, { a: 2, b: 2 })).toBeCloseTo(0.15625, 14);
  expect([incompleteBeta(0, { a: 2, b: 2 }), incompleteBeta(1, { a: 2, b: 2 })]).toEqual([0, 1]);
  expect(incompleteBeta(Number.NaN, { a: 2, b: 2 })).toBeNaN();
});

test("what lies outside its range is refused", () => {
  expect(() => incompleteBeta(1.5, { a: 1, b: 1 })).toThrow("incompleteBeta: x 1.5 is outside 0 to 1; give a fraction");
  expect(() => incompleteBeta(0.5, { a: 0, b: 1 })).toThrow("incompleteBeta: a 0 and b 1; give numbers above 0");
});

// mpmath, 40 digits: loggamma(a) + loggamma(b) - loggamma(a + b).
test.each([
  [5e5, 0.5, -5.988816495777464],
  [3, 4, -4.0943445622221],
  [12, 15, -18.568172732389435],
  [1e3, 1e6, -7910.78946842146],
  [10, 10, -13.736229227036555],
  [9.99, 1e8, -171.24328586678442],
])("the logarithm of the beta function of %f and %f keeps its digits", (a, b, expected) => {
  expect(Math.abs(logBeta(a, b) / expected - 1)).toBeLessThan(1e-13);
  expect(logBeta(b, a)).toBe(logBeta(a, b));
});
