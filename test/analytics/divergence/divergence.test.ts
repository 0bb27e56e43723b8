import fc from "fast-check";
import { expect, test } from "vitest";
import { divergence } from "../../../lib/analytics/divergence/divergence.js";
import { expectCausal, fullPanel, hourly, randomPanel, rowsOf, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: 30 against 10 + 20 is ln 1 = 0; 10 against 50 is ln 0.2; 20 against 40 is ln 0.5.
test("the log ratio sets each column against the sum of the others", () => {
  const { logRatio } = divergence(hourly({ a: [30], b: [10], c: [20] }), { window: 2 });
  expect(rowsOf(logRatio)).toEqual([[0], [expect.closeTo(Math.log(0.2), 12)], [expect.closeTo(Math.log(0.5), 12)]]);
  expect(logRatio.unit).toBe("number");
});

// By hand: ln 1, ln 1, ln 4 = 0, 0, L: mean L/3, sample deviation L/√3, so z = (2L/3)/(L/√3) = 2/√3 = 1.1547.
test("the z-score measures the log ratio by its own trailing window", () => {
  const { zScore, window } = divergence(hourly({ a: [1, 1, 4], b: [1, 1, 1] }), { window: 3 });
  expect(rowsOf(zScore)).toEqual([
    [gap, gap, expect.closeTo(2 / Math.sqrt(3), 12)],
    [gap, gap, expect.closeTo(-2 / Math.sqrt(3), 12)],
  ]);
  expect([zScore.unit, window]).toEqual(["score", 3]);
});

// By hand: log ratios 0, 0, L, 2L, 9L with L = ln 2. Median L; deviations L, L, 0, L, 8L, so MAD L: (9 − 1) / 1.4826.
test("the robust score measures by median and MAD", () => {
  const oi = hourly({ a: [1, 1, 2, 4, 512], b: [1, 1, 1, 1, 1] });
  const { zScore } = divergence(oi, { window: 5, score: "robust" });
  expect(zScore.column("a").values[4]).toBeCloseTo(8 / 1.4826, 12);
  expect(zScore.column("b").values[4]).toBeCloseTo(-8 / 1.4826, 12);
  expect(zScore.unit).toBe("score");
});

test("a missing column blanks its instant for all, or only itself over those that report", () => {
  const oi = hourly({ a: [30, 30], b: [10, gap], c: [20, 30] });
  expect(rowsOf(divergence(oi, { window: 2 }).logRatio).map((row) => row[1])).toEqual([gap, gap, gap]);
  expect(rowsOf(divergence(oi, { window: 2, over: "reporting" }).logRatio).map((row) => row[1])).toEqual([0, gap, 0]);
});

test("a zero has no logarithm, nor has a column beside nothing", () => {
  const { logRatio } = divergence(hourly({ a: [5, 0], b: [0, 0] }), { window: 2 });
  expect(rowsOf(logRatio)).toEqual([
    [gap, gap],
    [gap, gap],
  ]);
});

test("a gap blanks the window it is in, unless fewer values are asked for", () => {
  const oi = hourly({ a: [1, gap, 4, 2], b: [1, 1, 1, 1] });
  const score = (minCount?: number) => rowsOf(divergence(oi, { window: 3, minCount }).zScore)[0];
  expect(score()).toEqual([gap, gap, gap, gap]);
  expect(score(2)?.map(Number.isNaN)).toEqual([true, true, false, false]);
});

test("a small rest beside a huge column keeps its digits", () => {
  // Three others of 0.1, 0.2 and 0.3 beside 1e15: the total less the column would leave 0.625.
  const { logRatio } = divergence(hourly({ a: [0.1], b: [1e15], c: [0.2], d: [0.3] }), { window: 1 });
  expect(logRatio.column("b").values[0]).toBeCloseTo(Math.log(1e15 / 0.6), 12);
});

test("every column is known when the slowest is", () => {
  const identities = { a: { delayMs: 5 } };
  const { logRatio, zScore } = divergence(hourly({ a: [1], b: [1] }, { identities }), { window: 2 });
  for (const { columns } of [logRatio, zScore]) expect(columns.map(({ identity }) => identity.delayMs)).toEqual([5, 5]);
});

test("of two columns one diverges as far as the other, the other way", () => {
  fc.assert(
    fc.property(fullPanel, (oi) => {
      const [first, second] = rowsOf(divergence(oi.select(oi.names.slice(0, 2)), { window: 5 }).logRatio);
      first?.forEach((value, t) => {
        expect(value).toBeCloseTo(-(second?.[t] as number), 12);
      });
    }),
    runs,
  );
});

test("another scale of all columns leaves the divergence as it is", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      // A power of two scales without rounding.
      const scaled = oi.map(({ values }) => values.map((value) => value * 4096));
      for (const score of ["standard", "robust"] as const) {
        const options = { window: 5, minCount: 3, over: "reporting", score } as const;
        expect(rowsOf(divergence(scaled, options).zScore)).toEqual(rowsOf(divergence(oi, options).zScore));
      }
    }),
    runs,
  );
});

test("the order of columns does not change the log ratios", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const turned = divergence(oi.select([...oi.names].reverse()), { window: 5 }).logRatio;
      expect(rowsOf(turned.select(oi.names))).toEqual(rowsOf(divergence(oi, { window: 5 }).logRatio));
    }),
    runs,
  );
});

test("a divergence depends on no later row, and none has none", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      expectCausal(oi, (part) => {
        const options = { window: 4, minCount: 2, over: "reporting" } as const;
        const { logRatio, zScore } = divergence(part, options);
        const robust = divergence(part, { ...options, score: "robust" }).zScore;
        return [...rowsOf(logRatio), ...rowsOf(zScore), ...rowsOf(robust)];
      });
    }),
    runs,
  );
});

test("a lone column, an impossible window, a negative value and mixed sides are refused", () => {
  expect(() => divergence(hourly({ a: [1] }), { window: 2 })).toThrow(
    "divergence: 1 column(s) leave none to compare with; give at least two venues or contracts",
  );
  expect(() => divergence(hourly({ a: [1], b: [1] }), { window: 0 })).toThrow("divergence: window 0 is not");
  expect(() => divergence(hourly({ a: [1], b: [1] }), { window: 2, minCount: 3 })).toThrow("divergence: minCount 3");
  expect(() => divergence(hourly({ a: [1], b: [-1] }), { window: 2 })).toThrow(
    'divergence: open interest -1 of "b" at 2025-07-01 is negative',
  );
  expect(() => divergence(hourly({ a: [1], b: [1] }), { window: 2, score: "mad" as "robust" })).toThrow(
    'divergence: unknown score "mad"; known: standard, robust',
  );
  const identities = { a: { sides: 1 as const }, b: { sides: 2 as const } };
  expect(() => divergence(hourly({ a: [1], b: [1] }, { identities }), { window: 2 })).toThrow(
    'divergence: "a" counts one side and "b" two sides',
  );
});
