import { expect, test } from "vitest";
import { effectiveTrials } from "../../../lib/evidence/sharpe/effective-trials.js";

// By hand: 0.3 + 0.7 × 100 = 70.3.
test("related trials count as fewer: all of them unrelated, one if they are the same", () => {
  expect(effectiveTrials(100, 0.3)).toBeCloseTo(70.3, 12);
  expect([effectiveTrials(100, 0), effectiveTrials(100, 1), effectiveTrials(1, 0.5)]).toEqual([100, 1, 1]);
});

test("trials are never worth more than their number", () => {
  expect(effectiveTrials(10, -0.05)).toBe(10);
});

test("what is no correlation and no number of trials is refused, and a gap is a gap", () => {
  expect(effectiveTrials(10, NaN)).toBeNaN();
  expect(() => effectiveTrials(10, 1.5)).toThrow("effectiveTrials: correlation 1.5 is outside −1 to 1");
  expect(() => effectiveTrials(0, 0)).toThrow("effectiveTrials: trials 0 is not a number of variants tried");
});
