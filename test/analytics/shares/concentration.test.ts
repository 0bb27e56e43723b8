import fc from "fast-check";
import { expect, test } from "vitest";
import { concentration } from "../../../lib/analytics/shares/concentration.js";
import { panel } from "../../../lib/series/panel.js";
import { expectCausal, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: 0.75² + 0.25² = 0.625 and 1 / 0.625 = 1.6; four equal columns 4 × 0.25² = 0.25, so 4.
test("concentration is the sum of squared shares, and its inverse the number of equal columns", () => {
  const two = concentration(hourly({ binance: [30, 30], okx: [10, gap] }));
  expect([...two.herfindahl.values]).toEqual([0.625, gap]);
  expect([...two.effectiveNumber.values]).toEqual([1.6, gap]);
  const four = concentration(hourly({ a: [5], b: [5], c: [5], d: [5] }));
  expect([...four.effectiveNumber.values]).toEqual([4]);
});

test("concentration over those that report leaves the missing column out", () => {
  const { herfindahl } = concentration(hourly({ binance: [30, gap], okx: [gap, gap] }), { over: "reporting" });
  expect([...herfindahl.values]).toEqual([1, gap]);
});

// The second row lacks a column, the third all.
test("concentration counts the columns that have a share", () => {
  const { count } = concentration(hourly({ binance: [30, gap, gap], okx: [10, 10, gap] }), { over: "reporting" });
  expect([...count.values]).toEqual([2, 1, gap]);
  expect(count.name).toBe("columns");
  const identities = { binance: { venue: "binance" }, okx: { venue: "okx" } };
  const venues = panel({ times: [0], unit: "usd", columns: { binance: [1], okx: [1] }, identities });
  expect(concentration(venues).count.name).toBe("venues");
});

test("concentration lies between 1 / N and 1", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      for (const value of concentration(oi).herfindahl.values) {
        if (Number.isNaN(value)) continue;
        expect(value).toBeGreaterThanOrEqual(1 / oi.columns.length - 1e-12);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
    runs,
  );
});

test("concentration depends on no later row, and none has none", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => {
      expectCausal(oi, (part) => {
        const { herfindahl, effectiveNumber } = concentration(part, { over: "reporting" });
        return [herfindahl.values, effectiveNumber.values];
      });
    }),
    runs,
  );
});

test("a negative value is refused", () => {
  expect(() => concentration(hourly({ okx: [-5] }))).toThrow('open interest -5 of "okx" at 2025-07-01 is negative');
});
