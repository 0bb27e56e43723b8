import fc from "fast-check";
import { expect, test } from "vitest";
import { holm } from "../../lib/statistics/holm.js";
import { oracle, oraclesAbsent } from "./oracle.js";

// By hand: 0.01 × 4, 0.02 × 3, then 0.03 × 2 = 0.06 as well, then 0.5.
test("the smallest is multiplied by their number, each larger one by one less, and none falls below one before", () => {
  expect([...holm([0.5, 0.01, 0.03, 0.02])]).toEqual([0.5, 0.04, 0.06, 0.06]);
});

test("a gap is no test, and none has none", () => {
  expect([...holm([0.02, NaN, 0.03])]).toEqual([0.04, NaN, 0.04]);
  expect([...holm([])]).toEqual([]);
  expect([...holm([0.7])]).toEqual([0.7]);
});

test("an adjusted value is between its own and Bonferroni's, and goes with its own wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
      const adjusted = holm(p);
      p.forEach((value, index) => {
        expect(adjusted[index]).toBeGreaterThanOrEqual(value);
        expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, p.length * value));
      });
      expect([...holm([...p].reverse())].reverse()).toEqual([...adjusted]);
    }),
    { seed: 3 },
  );
});

test("what is no probability is refused", () => {
  expect(() => holm([0.1, 1.2])).toThrow("holm: p-value 1.2 at 1 is outside 0 to 1");
});

test.skipIf(oraclesAbsent)("it adjusts as statsmodels does (skipped where ../shared/oracles is absent)", () => {
  const { inputs, expected } = oracle("multiple_testing");
  const adjusted = holm(inputs.p as number[]);
  (expected.holm as number[]).forEach((value, index) => {
    expect(Math.abs(adjusted[index] - value)).toBeLessThanOrEqual(1e-9 * value);
  });
});
