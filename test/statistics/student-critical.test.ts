import { expect, test } from "vitest";
import { normalQuantile } from "../../lib/statistics/normal-quantile.js";
import { studentCritical } from "../../lib/statistics/student-critical.js";

// scipy 1.17.1: stats.t.ppf(1 - p / 2, dof).
test.each([
  [0.05, 1, 12.706204736174694],
  [0.05, 10, 2.228138851986274],
  [0.01, 30, 2.7499956535672254],
  [0.05 / 49, 1000, 3.294546752114778],
])("a probability of %d with %d degrees of freedom lies beyond %d", (p, degrees, t) => {
  expect(studentCritical(p, degrees)).toBeCloseTo(t, 10);
});

test("with many degrees of freedom it is that of the normal", () => {
  expect(studentCritical(0.05, 1e9)).toBeCloseTo(normalQuantile(0.975), 7);
});

test("has no value without a degree of freedom, and refuses what is no probability", () => {
  expect(studentCritical(0.05, 0)).toBeNaN();
  expect(studentCritical(Number.NaN, 5)).toBeNaN();
  expect(studentCritical(0, 5)).toBe(Number.POSITIVE_INFINITY);
  expect(studentCritical(1, 5)).toBeCloseTo(0, 12);
  expect(() => studentCritical(1.5, 5)).toThrow("studentCritical: probability 1.5 is outside 0 to 1");
});
