import { expect, test } from "vitest";
import { benjaminiYekutieli } from "../../lib/statistics/benjamini-yekutieli.js";
import { expectAdjustment, expectStatsmodels } from "./multiple-testing.js";
import { oraclesAbsent } from "./oracle.js";

// By hand: c = 1 + 1/2 + 1/3 + 1/4 = 25/12 times 0.5, 0.04, 0.04, 0.04 of Benjamini and Hochberg, capped at 1.
test("each is that of Benjamini and Hochberg times 1 + 1/2 + … + 1/m, up to 1", () => {
  const expected = [1, 1 / 12, 1 / 12, 1 / 12];
  const adjusted = benjaminiYekutieli([0.5, 0.01, 0.03, 0.02]);
  for (const [index, value] of adjusted.entries()) expect(value).toBeCloseTo(expected[index], 14);
});

test("a gap is no test, and none has none", () => {
  const [first, gap, last] = benjaminiYekutieli([0.02, NaN, 0.03]);
  const pair = benjaminiYekutieli([0.02, 0.03]);
  expect([first, gap, last]).toEqual([pair[0], NaN, pair[1]]);
  expect([...benjaminiYekutieli([])]).toEqual([]);
  expect([...benjaminiYekutieli([0.7])]).toEqual([0.7]);
});

test("no value falls, order is kept, and it does not matter where a value stands", () =>
  expectAdjustment(benjaminiYekutieli));

test("what is no probability is refused", () => {
  expect(() => benjaminiYekutieli([0.1, 1.2])).toThrow("benjaminiYekutieli: p-value 1.2 at 1 is outside 0 to 1");
});

test.skipIf(oraclesAbsent)("it adjusts as statsmodels does (skipped where ../shared/oracles is absent)", () => {
  expectStatsmodels(benjaminiYekutieli, "benjamini_yekutieli");
});
