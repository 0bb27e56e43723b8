import { expect, test } from "vitest";
import { dayMs, minuteMs } from "../../../lib/series/time.js";
import { acceptedPoints, complexity } from "../../../lib/sources/santiment/complexity.js";

// The Academy's own example: 1500 days of 30 minutes are 72,000 points over 4 whole years, so Y = 2; with S = 5,
// 72000 × 2 × 2 × 0.3 / 5 = 17280, and 86400 without a plan.
test("the complexity is that of the documented example", () => {
  const call = { points: 72_000, intervalMs: 30 * minuteMs };
  expect(complexity({ ...call, divider: 5 })).toBe(17_280);
  expect(complexity({ ...call, divider: 1 })).toBe(86_400);
});

// 50000 / (2 × 1 × 0.3) = 83333.3; of days, 83333 would be 228 years (Y = 114), so fewer: n × 2 × Y × 0.3 ≤ 50000 with
// Y = floor(floor(n / 365) / 2): n = 7664 gives 20 years, Y = 10, 45984; n = 8030 gives 22 years, Y = 11, 52998.
test("the most points are those just below the limit", () => {
  expect(acceptedPoints(5 * minuteMs, 1)).toBe(83_333);
  expect(acceptedPoints(5 * minuteMs, 5)).toBe(416_666);
  const days = acceptedPoints(dayMs, 1);
  expect(days).toBe(8029);
  expect(complexity({ points: days, intervalMs: dayMs, divider: 1 })).toBeLessThanOrEqual(50_000);
});

test("one point is always accepted", () => {
  expect(acceptedPoints(1e8 * dayMs, 1)).toBe(1);
});
