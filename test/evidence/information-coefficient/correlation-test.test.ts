import fc from "fast-check";
import { expect, test } from "vitest";
import { correlationTest } from "../../../lib/evidence/information-coefficient/correlation-test.js";
import { oracle, oraclesAbsent } from "../../statistics/oracle.js";

const gap = Number.NaN;
const x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9];
const y = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4];

// scipy 1.17.1: pearsonr, spearmanr, kendalltau(method="asymptotic"); both arrays hold ties.
test.each([
  ["pearson", 0.11049560385085636, 0.6950393865528153],
  ["spearman", 0.17916174391114706, 0.5228912570529161],
  ["kendall", 0.1570874410539306, 0.44489368769586524],
] as const)("%s is that of scipy, ties included", (method, coefficient, p) => {
  const found = correlationTest(x, y, { method });
  expect(found.coefficient).toBeCloseTo(coefficient, 13);
  expect(found.p).toBeCloseTo(p, 12);
  expect(found).toMatchObject({ n: 15, leftOut: 0, method });
});

// Pairs of 1, 2, 3 with 1, 3, 2: two concordant, one discordant: 1/3. Spearman 1 − 6 (0 + 1 + 1)/(3 · 8) = 1/2.
test("three pairs are those worked by hand", () => {
  expect(correlationTest([1, 2, 3], [1, 3, 2], { method: "kendall" }).coefficient).toBeCloseTo(1 / 3, 15);
  expect(correlationTest([1, 2, 3], [1, 3, 2]).coefficient).toBeCloseTo(0.5, 15);
});

const values = fc.array(fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: 0, max: 9 }) }), {
  minLength: 3,
  maxLength: 30,
});

test("Kendall's pairs counted by sorting are those counted one by one", () => {
  fc.assert(
    fc.property(values, (rows) => {
      let [difference, tiedX, tiedY, pairs] = [0, 0, 0, 0];
      rows.forEach((one, i) => {
        for (const other of rows.slice(0, i)) {
          pairs++;
          difference += Math.sign((one.x - other.x) * (one.y - other.y));
          if (one.x === other.x) tiedX++;
          if (one.y === other.y) tiedY++;
        }
      });
      const columns = [rows.map((row) => row.x), rows.map((row) => row.y)] as const;
      const { coefficient } = correlationTest(...columns, { method: "kendall" });
      const known = difference / Math.sqrt((pairs - tiedX) * (pairs - tiedY));
      if (Number.isNaN(known)) expect(coefficient).toBeNaN();
      else expect(coefficient).toBeCloseTo(known, 13);
    }),
    { seed: 20250701, numRuns: 100 },
  );
});

test("the sides may be swapped, pairs shuffled, and ranks do not mind a rising function", () => {
  fc.assert(
    fc.property(values, (rows) => {
      const [one, other] = [rows.map((row) => row.x), rows.map((row) => row.y)];
      for (const method of ["pearson", "spearman", "kendall"] as const) {
        const { coefficient, p } = correlationTest(one, other, { method });
        const same = (found: { coefficient: number; p: number }): void => {
          if (Number.isNaN(coefficient)) expect(found.coefficient).toBeNaN();
          else {
            expect(found.coefficient).toBeCloseTo(coefficient, 12);
            // Near ±1 the p of Student's t takes the root of what rounding leaves of 1 − r².
            expect(found.p).toBeCloseTo(p, 6);
          }
        };
        same(correlationTest(other, one, { method }));
        same(correlationTest(one.toReversed(), other.toReversed(), { method }));
        if (method !== "pearson") same(correlationTest(one.map(Math.exp), other, { method }));
      }
    }),
    { seed: 20250701, numRuns: 60 },
  );
});

test.each(["pearson", "spearman", "kendall"] as const)("%s: gaps are left out, and too little has none", (method) => {
  const whole = correlationTest(x, y, { method });
  const holed = correlationTest([gap, ...x, 5], [1, ...y, gap], { method });
  expect(holed).toEqual({ ...whole, leftOut: 2 });
  for (const [one, other] of [
    [[], []],
    [
      [1, 2],
      [1, 2],
    ],
    [
      [1, 1, 1],
      [1, 2, 3],
    ],
    [
      [1, 2, 3],
      [0.1, 0.1, 0.1],
    ],
  ]) {
    expect(correlationTest(one, other, { method })).toMatchObject({ coefficient: gap, p: gap });
  }
  expect(correlationTest([1, 2, 3], [2, 4, 6], { method }).coefficient).toBeCloseTo(1, 14);
});

test("lengths that differ and an unknown method are refused", () => {
  expect(() => correlationTest([1, 2], [1])).toThrow("correlationTest: 2 values and 1; give pairs, NaN for a gap");
  expect(() => correlationTest([1], [1], { method: "rank" as "kendall" })).toThrow(
    'correlationTest: unknown method "rank"; known: pearson, spearman, kendall',
  );
});

test.skipIf(oraclesAbsent)("the oracle's coefficients and p (skipped where ../shared/oracles is absent)", () => {
  const { inputs, expected, tolerance } = oracle("ic/rank_correlation");
  for (const [method, key] of [
    ["pearson", "pearson"],
    ["spearman", "spearman"],
    ["kendall", "kendall_tau_b"],
  ] as const) {
    const [coefficient, p] = expected[key] as number[];
    const found = correlationTest(inputs.x as number[], inputs.y as number[], { method });
    expect(Math.abs(found.coefficient / coefficient - 1)).toBeLessThan(tolerance.rel);
    expect(Math.abs(found.p / p - 1)).toBeLessThan(tolerance.rel);
  }
});
