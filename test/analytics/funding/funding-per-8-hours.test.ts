import fc from "fast-check";
import { expect, test } from "vitest";
import { fundingPer8Hours } from "../../../lib/analytics/funding/funding-per-8-hours.js";
import { series } from "../../../lib/series/series.js";
import { runs } from "../panels.js";
import { settled } from "./settled.js";

const gap = Number.NaN;

// By hand: 0.000125 an hour is 0.001 in eight; 0.0005 in four hours is 0.001; 0.001 in eight stays.
test.each([
  [1, 0.000125],
  [4, 0.0005],
  [8, 0.001],
])("a rate of every %d hours is said for eight", (hours, paid) => {
  const rate = settled([0, hours, 2 * hours], [paid, paid, gap]);
  expect([...fundingPer8Hours(rate).values]).toEqual([gap, 0.001, gap]);
  expect([...fundingPer8Hours(rate, { intervalHours: hours }).values]).toEqual([0.001, 0.001, gap]);
});

test("a venue that changes its interval is followed, and name, unit, identity and times stay", () => {
  const rate = settled([0, 8, 12, 16], [0.001, 0.001, 0.0005, 0.0005], { venue: "okx", instrument: "BTC-USDT-SWAP" });
  const found = fundingPer8Hours(rate);
  expect([...found.values]).toEqual([gap, 0.001, 0.001, 0.001]);
  expect([found.name, found.unit, found.identity, found.times]).toEqual([
    "rate",
    "fraction",
    { venue: "okx", instrument: "BTC-USDT-SWAP" },
    rate.times,
  ]);
});

test("what is paid over a day is the same before and after, and scales with the rate", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 4, 8),
      fc.array(
        fc.integer({ min: -1000, max: 1000 }).map((bps) => bps / 1e4),
        { minLength: 2 },
      ),
      (interval, rates) => {
        const hours = rates.map((_, place) => place * interval);
        const found = fundingPer8Hours(settled(hours, rates)).values;
        for (let t = 1; t < found.length; t++) expect(found[t] * interval).toBe(rates[t] * 8);
        const scaled = rates.map((rate) => rate / 4096);
        expect([...fundingPer8Hours(settled(hours, scaled)).values]).toEqual([...found].map((value) => value / 4096));
        for (let n = 0; n <= rates.length; n++) {
          expect([...fundingPer8Hours(settled(hours, rates).rows(0, n)).values]).toEqual([...found].slice(0, n));
        }
      },
    ),
    runs,
  );
});

test("rates in percent or price are refused", () => {
  expect(() => fundingPer8Hours(series({ times: [0], values: [0.01], name: "x", unit: "number" }))).toThrow(
    'fundingPer8Hours: "x" is in number; give funding rates in fraction, 0.0001 for 0.01 percent',
  );
});
