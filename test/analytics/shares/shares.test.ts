import fc from "fast-check";
import { expect, test } from "vitest";
import { shares } from "../../../lib/analytics/shares/shares.js";
import { expectCausal, hourly, randomPanel, rowsOf, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: 30 + 10 = 40, so 0.75 and 0.25; the second hour lacks okx, the third is zero in all.
test("shares split each instant by its total, and blank one with a gap or nothing to split", () => {
  const parts = shares(hourly({ binance: [30, 30, 0], okx: [10, gap, 0] }));
  expect(rowsOf(parts)).toEqual([
    [0.75, gap, gap],
    [0.25, gap, gap],
  ]);
  expect(parts.unit).toBe("fraction");
});

test("shares over those that report leave only the missing column blank", () => {
  expect(rowsOf(shares(hourly({ binance: [30, 30], okx: [10, gap] }), { over: "reporting" }))).toEqual([
    [0.75, 1],
    [0.25, gap],
  ]);
});

test("every share is known when the slowest column is", () => {
  const identities = { binance: { venue: "binance" }, cme: { venue: "cme", delayMs: 3_600_000 } };
  const parts = shares(hourly({ binance: [3], cme: [1] }, { identities }));
  expect(parts.columns.map(({ identity }) => identity.delayMs)).toEqual([3_600_000, 3_600_000]);
  expect(parts.columns[0]?.identity.venue).toBe("binance");
});

test("shares of a panel without rows have none, and a lone column holds all", () => {
  expect(rowsOf(shares(hourly({ binance: [] })))).toEqual([[]]);
  expect(rowsOf(shares(hourly({ binance: [30] })))).toEqual([[1]]);
});

test("shares lie in 0 to 1 and sum to 1 wherever there are any", () => {
  fc.assert(
    fc.property(randomPanel, fc.constantFrom("all" as const, "reporting" as const), (oi, over) => {
      const parts = shares(oi, { over });
      for (let t = 0; t < parts.length; t++) {
        const row = parts.columns.map(({ values }) => values[t]).filter((share) => !Number.isNaN(share));
        if (row.length === 0) continue;
        expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        expect(row.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
      }
    }),
    runs,
  );
});

test("another scale or order of columns leaves shares as they are", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      const expected = rowsOf(shares(oi, { over: "reporting" }));
      // A power of two scales without rounding, and whole numbers add exactly in any order.
      const scaled = oi.map(({ values }) => values.map((value) => value * 1024));
      expect(rowsOf(shares(scaled, { over: "reporting" }))).toEqual(expected);
      const turned = shares(oi.select([...oi.names].reverse()), { over: "reporting" });
      expect(rowsOf(turned)).toEqual(expected.toReversed());
    }),
    runs,
  );
});

test("shares depend on no later row", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      expectCausal(oi, (part) => [...rowsOf(shares(part)), ...rowsOf(shares(part, { over: "reporting" }))]);
    }),
    runs,
  );
});

test("a negative value is refused by its column and time", () => {
  expect(() => shares(hourly({ binance: [30, 30], okx: [10, -5] }))).toThrow(
    'shares: open interest -5 of "okx" at 2025-07-01T01:00Z is negative; repair it, or set it to NaN to leave it out',
  );
});

test("mixed sides are refused unless allowed", () => {
  const identities = { binance: { sides: 1 as const }, bybit: { sides: 2 as const } };
  const mixed = hourly({ binance: [30], bybit: [10] }, { identities });
  expect(() => shares(mixed)).toThrow('shares: "binance" counts one side and "bybit" two sides');
  expect(rowsOf(shares(mixed, { mixedSides: "allow" }))).toEqual([[0.75], [0.25]]);
});
