import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { returnDistribution } from "../../lib/statistics/return-distribution.js";

const gap = Number.NaN;
/** 0.01 sin(i²) + 0.0005 for i = 1 … 240. */
const wave = Float64Array.from({ length: 240 }, (_, row) => 0.01 * Math.sin((row + 1) ** 2) + 0.0005);
/** The same with gaps among them, in places of their own. */
const gapped = Float64Array.from([gap, ...wave.subarray(0, 100), gap, gap, ...wave.subarray(100)]);

describe("returnDistribution", () => {
  // scipy 1.17.1: skew(r), kurtosis(r, fisher=False). empyrical-reloaded 0.7.1: value_at_risk(r, 0.05),
  // conditional_value_at_risk(r, 0.05), tail_ratio(r), omega_ratio(r, annualization=1), and the first two at 0.01;
  // quantstats 0.0.86: profit_factor(r), the omega. r = 0.01 * np.sin(i * i) + 0.0005, i = np.arange(1, 241).
  test("equals that of scipy and empyrical", () => {
    for (const returns of [wave, gapped]) {
      const found = returnDistribution(returns);
      expect(found.skewness).toBeCloseTo(-0.0028861348182644482, 11);
      expect(found.rawKurtosis).toBeCloseTo(1.476731775219709, 12);
      expect(found.valueAtRisk).toBeCloseTo(-0.009352727613404091, 14);
      expect(found.expectedShortfall).toBeCloseTo(-0.009447787962558227, 14);
      expect(found.tailRatio).toBeCloseTo(1.1051346238295554, 11);
      expect(found.omega).toBeCloseTo(1.216248349776187, 12);
      const rare = returnDistribution(returns, { level: 0.01 });
      expect(rare.valueAtRisk).toBeCloseTo(-0.00948970653447976, 14);
      expect(rare.expectedShortfall).toBeCloseTo(-0.009494862760228403, 14);
    }
  });

  // Sorted −0.2, −0.1, 0, 0.1, 0.4: at 0.25 place (5 − 1) × 0.25 = 1: −0.1; two lowest: −0.15; at 0.75 place 3: 0.1.
  test("follows its formulas by hand", () => {
    const found = returnDistribution([0.1, gap, -0.2, 0, 0.4, -0.1], { level: 0.25 });
    expect(found.mean).toBeCloseTo(0.04, 15);
    expect(found.deviation).toBeCloseTo(Math.sqrt((0.0036 + 0.0576 + 0.0016 + 0.1296 + 0.0196) / 4), 14);
    expect([found.valueAtRisk, found.best, found.worst]).toEqual([-0.1, 0.4, -0.2]);
    expect(found.expectedShortfall).toBeCloseTo(-0.15, 15);
    expect(found.tailRatio).toBeCloseTo(1, 12);
    expect(found.omega).toBeCloseTo(0.5 / 0.3, 12);
    expect(found.hitRate).toBe(0.5);
    expect(found.conventions).toEqual({
      n: 5,
      skipped: 1,
      level: 0.25,
      ddof: 1,
      momentDdof: 0,
      kurtosis: "raw",
      quantile: "linear",
      returns: "simple",
    });
  });

  test("is NaN where the data does not define it, never infinite", () => {
    const { conventions: _, ...ofNone } = returnDistribution([gap]);
    expect(Object.values(ofNone).every(Number.isNaN)).toBe(true);
    const rising = returnDistribution([0.01, 0.01, 0.01]);
    expect([rising.skewness, rising.rawKurtosis, rising.omega]).toEqual([gap, gap, gap]);
    const still = returnDistribution([0, 0]);
    expect([still.tailRatio, still.omega, still.hitRate, still.valueAtRisk]).toEqual([gap, gap, gap, 0]);
    expect(returnDistribution([0.1]).expectedShortfall).toBe(0.1);
  });

  test("does not change its shape with the scale or the order of the returns", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 60 }), { minLength: 3, maxLength: 40 }), (percents) => {
        const found = returnDistribution(percents.map((value) => value / 128));
        const other = returnDistribution(percents.toReversed().map((value) => value / 1024));
        for (const field of ["skewness", "rawKurtosis", "tailRatio", "omega", "hitRate"] as const) {
          if (Number.isNaN(found[field])) expect(other[field]).toBeNaN();
          else expect(other[field]).toBeCloseTo(found[field], 8);
        }
        expect(other.expectedShortfall).toBeCloseTo(found.expectedShortfall / 8, 12);
        expect(found.expectedShortfall).toBeLessThanOrEqual(found.valueAtRisk + 1e-15);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test("refuses a level that is no tail, and an infinite return", () => {
    expect(() => returnDistribution(wave, { level: 0.5 })).toThrow(
      "returnDistribution: level 0.5 is no tail; give a probability above 0 and below 0.5",
    );
    expect(() => returnDistribution([Number.POSITIVE_INFINITY])).toThrow("is infinite; use NaN for a gap");
  });
});
