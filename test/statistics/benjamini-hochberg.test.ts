import { expect, test } from "vitest";
import { benjaminiHochberg } from "../../lib/statistics/benjamini-hochberg.js";
import { expectAdjustment, expectStatsmodels } from "./multiple-testing.js";
import { oraclesAbsent } from "./oracle.js";

// By hand, from the largest: 4/4 × 0.5 = 0.5, 4/3 × 0.03 = 0.04, 4/2 × 0.02 = 0.04, 4/1 × 0.01 = 0.04.
test("each is multiplied by their number over its rank, and none rises above one after", () => {
  const expected = [0.5, 0.04, 0.04, 0.04];
  const adjusted = benjaminiHochberg([0.5, 0.01, 0.03, 0.02]);
  for (const [index, value] of adjusted.entries()) expect(value).toBeCloseTo(expected[index], 14);
});

test("a gap is no test, and none has none", () => {
  const [first, gap, last] = benjaminiHochberg([0.02, NaN, 0.03]);
  const pair = benjaminiHochberg([0.02, 0.03]);
  expect([first, gap, last]).toEqual([pair[0], NaN, pair[1]]);
  expect([...benjaminiHochberg([])]).toEqual([]);
  expect([...benjaminiHochberg([0.7])]).toEqual([0.7]);
});

test("no value falls, order is kept, and it does not matter where a value stands", () =>
  expectAdjustment(benjaminiHochberg));

test("what is no probability is refused", () => {
  expect(() => benjaminiHochberg([0.1, 1.2])).toThrow("benjaminiHochberg: p-value 1.2 at 1 is outside 0 to 1");
});

test.skipIf(oraclesAbsent)("it adjusts as statsmodels does (skipped where ../shared/oracles is absent)", () => {
  expectStatsmodels(benjaminiHochberg, "benjamini_hochberg");
});
