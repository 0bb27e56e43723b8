import fc from "fast-check";
import { expect, test } from "vitest";
import { divergence } from "../../../lib/analytics/divergence/divergence.js";
import { type GrowthGap, growthGap } from "../../../lib/analytics/divergence/growth-gap.js";
import { expectCausal, fullPanel, hourly, randomPanel, rowsOf, runs } from "../panels.js";

const gap = Number.NaN;

function valuesOf({ gap: gaps, growth, othersGrowth, compared }: GrowthGap): number[][] {
  return [...rowsOf(gaps), ...rowsOf(growth), ...rowsOf(othersGrowth), [...compared.values]];
}

// By hand: a 10 → 20 is ln 2; the others 30 + 10 → 30 + 50 are ln 2 too, so 0. b stays, against 20 → 70: −ln 3.5.
// c 10 → 50 is ln 5, against 40 → 50: ln 5 − ln 1.25 = ln 4.
test("each column's growth is set against that of the sum of the others", () => {
  const found = growthGap(hourly({ a: [10, 20], b: [30, 30], c: [10, 50] }));
  const at = (panel: GrowthGap["gap"]) => rowsOf(panel).map((row) => row[1]);
  expect(at(found.gap)).toEqual([0, -Math.log(3.5), Math.log(4)].map((value) => expect.closeTo(value, 14)));
  expect(at(found.growth)).toEqual([Math.log(2), 0, Math.log(5)].map((value) => expect.closeTo(value, 14)));
  expect(at(found.othersGrowth)).toEqual(
    [Math.log(2), Math.log(3.5), Math.log(1.25)].map((v) => expect.closeTo(v, 14)),
  );
  expect(rowsOf(found.gap).map((row) => row[0])).toEqual([gap, gap, gap]);
  expect([...found.compared.values]).toEqual([0, 3]);
  expect([found.gap.unit, found.growth.unit, found.othersGrowth.unit, found.compared.unit]).toEqual(
    Array.from({ length: 4 }, () => "number"),
  );
});

test("growth is taken over the horizon", () => {
  const { gap: gaps, horizon } = growthGap(hourly({ a: [1, 9, 4], b: [1, 7, 2] }), { horizon: 2 });
  expect(rowsOf(gaps)[0]).toEqual([gap, gap, expect.closeTo(Math.log(2), 14)]);
  expect(horizon).toBe(2);
});

// By hand: c enters at the second row and b is missing at the third; of those at both ends nobody grows.
test("a column that enters or pauses is no growth of the others", () => {
  const found = growthGap(hourly({ a: [10, 10, 10], b: [20, 20, gap], c: [gap, 500, 500], d: [5, 5, 5] }));
  expect(rowsOf(found.gap)).toEqual([
    [gap, 0, 0],
    [gap, 0, gap],
    [gap, gap, 0],
    [gap, 0, 0],
  ]);
  expect([...found.compared.values]).toEqual([0, 3, 3]);
});

// By hand: a is missing at the second row, where b and c double; its gap is, but not what it would be compared with.
test("the growth of the others is given where the column itself is missing", () => {
  const found = growthGap(hourly({ a: [10, gap], b: [10, 20], c: [10, 20] }));
  expect(rowsOf(found.othersGrowth).map((row) => row[1])).toEqual(
    [Math.log(2), Math.log(2), Math.log(2)].map((value) => expect.closeTo(value, 14)),
  );
  expect(rowsOf(found.gap).map((row) => row[1])).toEqual([gap, expect.closeTo(0, 14), expect.closeTo(0, 14)]);
});

test("a zero has no growth of its own but is part of the others' sum", () => {
  const found = growthGap(hourly({ a: [10, 20], b: [0, 10], c: [10, 10] }));
  expect(rowsOf(found.gap).map((row) => row[1])).toEqual([
    expect.closeTo(0, 14),
    gap,
    expect.closeTo(-Math.log(3), 14),
  ]);
  // Beside nothing there is nothing to compare with.
  expect(rowsOf(growthGap(hourly({ a: [1, 2], b: [0, 0] })).gap)[0]).toEqual([gap, gap]);
});

test("a small rest beside a huge column keeps its digits", () => {
  const { othersGrowth } = growthGap(hourly({ a: [0.1, 0.2], b: [1e17, 1e17], c: [0.2, 0.4] }));
  expect(othersGrowth.column("b").values[1]).toBeCloseTo(Math.log(2), 14);
});

test("with all columns present the gap is the change of the log ratio", () => {
  fc.assert(
    fc.property(fullPanel, fc.integer({ min: 1, max: 4 }), (oi, horizon) => {
      const ratios = rowsOf(divergence(oi, { window: 2 }).logRatio);
      for (const [j, gaps] of rowsOf(growthGap(oi, { horizon }).gap).entries()) {
        for (let t = horizon; t < gaps.length; t++) {
          const ratio = ratios[j] as number[];
          expect(gaps[t]).toBeCloseTo((ratio[t] as number) - (ratio[t - horizon] as number), 10);
        }
      }
    }),
    runs,
  );
});

test("a price common to all columns cancels", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const usd = oi.map(({ values }) => values.map((value, t) => value * (100 + ((t * 37) % 11))), "usd");
      const inUsd = rowsOf(growthGap(usd).gap);
      for (const [j, gaps] of rowsOf(growthGap(oi).gap).entries()) {
        expect(inUsd[j]).toEqual(gaps.map((value) => (Number.isNaN(value) ? gap : expect.closeTo(value, 10))));
      }
    }),
    runs,
  );
});

test("another scale, and another order of columns, leave the gaps as they are", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const found = valuesOf(growthGap(oi, { horizon: 2 }));
      const scaled = oi.map(({ values }) => values.map((value) => value * 4096));
      expect(valuesOf(growthGap(scaled, { horizon: 2 }))).toEqual(found);
      const turned = growthGap(oi.select([...oi.names].reverse()), { horizon: 2 });
      expect(rowsOf(turned.gap.select(oi.names))).toEqual(rowsOf(growthGap(oi, { horizon: 2 }).gap));
    }),
    runs,
  );
});

test("the gaps depend on no later row, and no row has none", () => {
  fc.assert(
    fc.property(randomPanel, fc.integer({ min: 1, max: 5 }), (oi, horizon) => {
      expectCausal(oi, (part) => valuesOf(growthGap(part, { horizon })));
    }),
    runs,
  );
});

test("what depends on all columns is known when the slowest is", () => {
  const found = growthGap(hourly({ a: [1], b: [1] }, { identities: { a: { delayMs: 5 } } }));
  expect(found.gap.columns.map(({ identity }) => identity.delayMs)).toEqual([5, 5]);
  expect(found.othersGrowth.columns.map(({ identity }) => identity.delayMs)).toEqual([5, 5]);
  expect(found.growth.columns.map(({ identity }) => identity.delayMs)).toEqual([5, undefined]);
  expect(found.compared.identity.delayMs).toBe(5);
});

test("a lone column, an impossible horizon, a negative value and mixed sides are refused", () => {
  expect(() => growthGap(hourly({ a: [1] }))).toThrow(
    "growthGap: 1 column(s) leave none to compare with; give at least two venues or contracts",
  );
  expect(() => growthGap(hourly({ a: [1], b: [1] }), { horizon: 0 })).toThrow("growthGap: horizon 0 is not a number");
  expect(() => growthGap(hourly({ a: [1], b: [-1] }))).toThrow('growthGap: open interest -1 of "b" at 2025-07-01');
  const identities = { a: { sides: 1 as const }, b: { sides: 2 as const } };
  const mixed = hourly({ a: [1, 2], b: [1, 1] }, { identities });
  expect(() => growthGap(mixed)).toThrow('growthGap: "a" counts one side and "b" two sides');
  expect(growthGap(mixed, { mixedSides: "allow" }).gap.column("a").values[1]).toBeCloseTo(Math.log(2), 14);
});
