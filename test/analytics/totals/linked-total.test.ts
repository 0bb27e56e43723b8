import fc from "fast-check";
import { expect, test } from "vitest";
import { linkedTotal } from "../../../lib/analytics/totals/linked-total.js";
import { total } from "../../../lib/analytics/totals/total.js";
import { expectCausal, fullPanel, hourly, randomPanel, runs } from "../panels.js";

const gap = Number.NaN;

// By hand: 100; binance 100 → 110 is +10 %, so 110; then binance 110 → 121 and kucoin 50 → 55, 160 → 176 is +10 %: 121.
test("a venue that joins does not move the linked total, and counts from then on", () => {
  const linked = linkedTotal(hourly({ binance: [100, 110, 121], kucoin: [gap, 50, 55] }));
  expect([...linked.values]).toEqual([100, expect.closeTo(110, 10), expect.closeTo(121, 10)]);
});

// By hand: 150; okx pauses, binance 100 → 100: 150; okx returns at 60: only binance is on both sides, 150.
test("an outage does not move the linked total, and what changed during it is lost", () => {
  const linked = linkedTotal(hourly({ binance: [100, 100, 100], okx: [50, gap, 60] }));
  expect([...linked.values]).toEqual([150, 150, 150]);
});

// By hand: 40; a row of nothing; then 44 / 40, so 44. The step out of the hole is 44 − NaN.
test("a row of nothing is a gap, and the next row is linked to the one before the hole", () => {
  const linked = linkedTotal(hourly({ binance: [30, gap, 33], okx: [10, gap, 11] }));
  expect([...linked.values]).toEqual([40, gap, expect.closeTo(44, 10)]);
});

test("rows that share no column with the last total stay blank until one does", () => {
  const linked = linkedTotal(hourly({ binance: [30, gap, gap, 60], okx: [gap, 10, 20, 20] }));
  expect([...linked.values]).toEqual([30, gap, gap, 60]);
});

// By hand: nothing outstanding at first, then 10 anchors it; a zero later is worth 0, and 20 / 10 brings it to 20.
test("a row of zeros is worth zero and the next is linked to the row before it", () => {
  expect([...linkedTotal(hourly({ binance: [0, 10, 0, 20] })).values]).toEqual([0, 10, 0, 20]);
});

test("one row is its own total, and no row has none", () => {
  expect([...linkedTotal(hourly({ binance: [30], okx: [gap] })).values]).toEqual([30]);
  expect(linkedTotal(hourly({ binance: [] })).length).toBe(0);
});

test("without gaps the linked total is the plain total", () => {
  fc.assert(
    fc.property(fullPanel, (oi) => {
      const linked = linkedTotal(oi).values;
      const plain = total(oi).total.values;
      for (let t = 0; t < plain.length; t++) expect(linked[t] / plain[t]).toBeCloseTo(1, 10);
    }),
    runs,
  );
});

test("a linked total depends on no later row", () => {
  fc.assert(
    fc.property(randomPanel, (oi) => expectCausal(oi, (part) => [linkedTotal(part).values])),
    runs,
  );
});

test("negative open interest and mixed sides are refused", () => {
  expect(() => linkedTotal(hourly({ okx: [10, -5] }))).toThrow(
    'linkedTotal: open interest -5 of "okx" at 2025-07-01T01:00Z is negative; repair it, or set it to NaN to leave it out',
  );
  const identities = { binance: { sides: 1 as const }, bybit: { sides: 2 as const } };
  const mixed = hourly({ binance: [30], bybit: [20] }, { identities });
  expect(() => linkedTotal(mixed)).toThrow("linkedTotal:");
  expect([...linkedTotal(mixed, { mixedSides: "allow", name: "index" }).values]).toEqual([50]);
});
