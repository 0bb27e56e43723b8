import fc from "fast-check";
import { expect, test } from "vitest";
import { studentTwoSided } from "../../lib/statistics/student-t.js";

// Abramowitz & Stegun table 26.10, and any statistics text: t beyond which 5 % and 1 % lie on both sides.
test.each([
  [1, 12.706, 63.657],
  [2, 4.303, 9.925],
  [5, 2.571, 4.032],
  [10, 2.228, 3.169],
  [30, 2.042, 2.75],
  [120, 1.98, 2.617],
])("with %i degrees of freedom %f and %f leave 5 and 1 percent, as tables say", (freedom, five, one) => {
  expect(studentTwoSided(five, freedom)).toBeCloseTo(0.05, 4);
  expect(studentTwoSided(one, freedom)).toBeCloseTo(0.01, 4);
});

// scipy 1.17.1: 2 * stats.t.sf(t, df).
test.each([
  [0.3, 1, 0.8144528418445154],
  [2.5, 3, 0.08770664700806556],
  [8, 10, 1.1774942789666167e-5],
  [1.96, 1099, 0.05024818806768105],
  [6, 1099, 2.675412659790048e-9],
  [1.96, 1e6, 0.04999606758526985],
  [7.5, 1e6, 6.38701147371483e-14],
  [40, 50, 1.2412423784372691e-39],
  [1e-6, 5, 0.9999992407866204],
])("t %f with %i degrees of freedom has the probability of scipy", (t, freedom, expected) => {
  expect(Math.abs(studentTwoSided(t, freedom) / expected - 1)).toBeLessThan(1e-10);
});

// With one degree of freedom Cauchy's: 1 − 2 atan(t)/π. With two: 1 − t / √(2 + t²).
test("one and two degrees of freedom follow their closed forms, on both sides alike", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (t) => {
      expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 * Math.atan(t)) / Math.PI, 13);
      expect(studentTwoSided(-t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 13);
    }),
    { seed: 11 },
  );
});

test("zero is always exceeded, infinity never, and nothing is known without a degree of freedom", () => {
  expect([studentTwoSided(0, 7), studentTwoSided(-Infinity, 7)]).toEqual([1, 0]);
  expect([studentTwoSided(NaN, 7), studentTwoSided(2, 0), studentTwoSided(2, NaN)]).toEqual([NaN, NaN, NaN]);
});
