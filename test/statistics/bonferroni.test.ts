import { expect, test } from "vitest";
import { bonferroni } from "../../lib/statistics/bonferroni.js";
import { expectAdjustment, expectStatsmodels } from "./multiple-testing.js";
import { oraclesAbsent } from "./oracle.js";

// By hand: each four times, 4 × 0.5 capped at 1.
test("each is multiplied by their number, up to 1", () => {
  const expected = [1, 0.04, 0.12, 0.08];
  const adjusted = bonferroni([0.5, 0.01, 0.03, 0.02]);
  for (const [index, value] of adjusted.entries()) expect(value).toBeCloseTo(expected[index], 14);
});

test("a gap is no test, and none has none", () => {
  const [first, gap, last] = bonferroni([0.02, NaN, 0.03]);
  const pair = bonferroni([0.02, 0.03]);
  expect([first, gap, last]).toEqual([pair[0], NaN, pair[1]]);
  expect([...bonferroni([])]).toEqual([]);
  expect([...bonferroni([0.7])]).toEqual([0.7]);
});

test("no value falls, order is kept, and it does not matter where a value stands", () => expectAdjustment(bonferroni));

test("what is no probability is refused", () => {
  expect(() => bonferroni([0.1, 1.2])).toThrow("bonferroni: p-value 1.2 at 1 is outside 0 to 1");
});

test.skipIf(oraclesAbsent)("it adjusts as statsmodels does (skipped where ../shared/oracles is absent)", () => {
  expectStatsmodels(bonferroni, "bonferroni");
});
