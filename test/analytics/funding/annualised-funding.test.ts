import { expect, test } from "vitest";
import { annualisedFunding } from "../../../lib/analytics/funding/annualised-funding.js";
import { series } from "../../../lib/series/series.js";
import { settled } from "./settled.js";

const gap = Number.NaN;

// By hand: three settlements a day are 1,095 a year, 0.0001 × 1,095 = 0.1095; hourly ones are 8,760.
test("a rate is said for a year of 365 days", () => {
  const [first, yearly] = annualisedFunding(settled([0, 8], [0.0001, 0.0001])).values;
  expect([first, yearly]).toEqual([gap, 0.1095]);
  expect(annualisedFunding(settled([0, 1], [0, 0.0000125])).values[1]).toBeCloseTo(0.1095, 15);
  expect(annualisedFunding(settled([0], [-0.0001]), { intervalHours: 4 }).values[0]).toBeCloseTo(-0.219, 15);
});

// Python 3.11: math.expm1(1095 * math.log1p(0.0001)) = 0.1157136...; (1 + 1e-4) ** 1095 - 1 the same to 1e-13.
test("compounded it is more, and a small rate keeps its digits", () => {
  const yearly = (rate: number) =>
    annualisedFunding(settled([0], [rate]), { intervalHours: 8, compounding: "compound" }).values[0];
  expect(yearly(0.0001)).toBeCloseTo(1.0001 ** 1095 - 1, 12);
  expect(yearly(1e-15) / (1e-15 * 1095)).toBeCloseTo(1, 11);
  expect(yearly(0)).toBe(0);
  expect(yearly(gap)).toBeNaN();
  expect(annualisedFunding(settled([], []), { compounding: "compound" }).length).toBe(0);
});

test("a year depends on no later settlement, and the simple one scales with the rate", () => {
  const rate = settled([0, 8, 16, 20, 24, 32, 40], [1e-4, -2e-4, gap, 3e-4, 1e-4, 5e-5, 6e-5]);
  for (const compounding of ["simple", "compound"] as const) {
    const whole = annualisedFunding(rate, { compounding }).values;
    for (let n = 0; n <= rate.length; n++) {
      expect([...annualisedFunding(rate.rows(0, n), { compounding }).values]).toEqual([...whole].slice(0, n));
    }
  }
  const scaled = rate.with(rate.values.map((value) => 4096 * value));
  expect([...annualisedFunding(scaled).values]).toEqual([...annualisedFunding(rate).values].map((x) => 4096 * x));
});

test("what cannot be said for a year is refused", () => {
  const rate = settled([0, 8], [0.0001, -1]);
  expect(() => annualisedFunding(rate, { compounding: "daily" as "simple" })).toThrow(
    'annualisedFunding: unknown compounding "daily"; known: simple, compound',
  );
  expect(() => annualisedFunding(rate, { compounding: "compound" })).toThrow(
    'annualisedFunding: rate -1 of "rate" at 2025-07-01T08:00Z leaves nothing to compound; give a fraction above -1',
  );
  expect(() => annualisedFunding(series({ times: [0], values: [1], name: "x", unit: "score" }))).toThrow(
    'annualisedFunding: "x" is in score',
  );
});
